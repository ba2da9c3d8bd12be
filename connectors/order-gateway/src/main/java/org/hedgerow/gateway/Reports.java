package org.hedgerow.gateway;

import java.math.BigDecimal;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.ReportSource;

/** The journal entries by which the gateway tells the engine what came of an order. */
final class Reports {
  /** The order waited too long and was never sent. */
  static final String EXPIRED_UNSENT = "EXPIRED_UNSENT";

  private Reports() {}

  /** What an answer of the venue says. */
  static JournalEntry answered(Order order, Answer answer, long sentMicros, long nowMicros) {
    Answer.OrderView view = answer.order().orElse(null);
    OrderStatus status = view == null ? OrderStatus.ACCEPTED : view.status();
    BigDecimal cumulative = view == null ? BigDecimal.ZERO : view.cumulativeQuantity();
    ExecutionReport.Builder report =
        report(order, "answer", ReportSource.REST, ExecutionType.STATUS, status)
            .setCumulativeQuantity(Decimals.of(cumulative))
            .setSentTimeMicros(sentMicros)
            .setAcknowledgedTimeMicros(nowMicros);
    if (view != null) {
      report.setVenueOrderId(view.venueOrderId());
      view.averagePrice().map(Decimals::of).ifPresent(report::setAveragePrice);
    }
    return entry(order, report, nowMicros);
  }

  /** The venue refused it. */
  static JournalEntry rejected(Order order, Answer answer, long nowMicros) {
    return entry(
        order,
        report(order, "rejected", ReportSource.REST, ExecutionType.REJECTED, OrderStatus.REJECTED)
            .setRejectCode(answer.kind() + " " + answer.code())
            .setRejectText(answer.text()),
        nowMicros);
  }

  /** It is certain that nothing of it is at the venue, and it will not be sent any more. */
  static JournalEntry unsent(Order order, String code, String text, long nowMicros) {
    return entry(
        order,
        report(order, "unsent", ReportSource.GATEWAY, ExecutionType.UNSENT, OrderStatus.EXPIRED)
            .setRejectCode(code)
            .setRejectText(text),
        nowMicros);
  }

  /** Nobody knows what became of it. */
  static JournalEntry unknown(Order order, Answer answer, long nowMicros) {
    return entry(
        order,
        report(order, "unknown", ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.UNKNOWN)
            .setRejectCode(answer.code())
            .setRejectText(answer.text()),
        nowMicros);
  }

  private static ExecutionReport.Builder report(
      Order order, String what, ReportSource source, ExecutionType type, OrderStatus status) {
    return ExecutionReport.newBuilder()
        .setReportId(order.getClientOrderId() + "/" + order.getCommandNumber() + "/" + what)
        .setSource(source)
        .setVenue(order.getVenue())
        .setAccount(order.getAccount())
        .setInstrument(order.getInstrument())
        .setClientOrderId(order.getClientOrderId())
        .setParentOrderId(order.getParentOrderId())
        .setExecutionType(type)
        .setStatus(status)
        .setSide(order.getSide())
        .setReduceOnly(order.getReduceOnly())
        .setOrderType(order.getOrderType())
        .setTimeInForce(order.getTimeInForce())
        .setPrice(order.getPrice())
        .setQuantity(order.getQuantity())
        .setCumulativeQuantity(Decimals.ZERO)
        .setLiquidity(LiquidityFlag.NONE);
  }

  private static JournalEntry entry(Order order, ExecutionReport.Builder report, long nowMicros) {
    return JournalEntry.newBuilder()
        .setGroup(order.getGroup())
        .setOrigin(new Origin("gateway/" + order.getAccount(), 0L, -1L, report.getReportId()))
        .setReceiveTimeMicros(nowMicros)
        .setPayload(report.build())
        .build();
  }
}
