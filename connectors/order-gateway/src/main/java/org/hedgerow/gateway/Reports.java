package org.hedgerow.gateway;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.ReportSource;

/**
 * The journal entries by which the gateway tells the engine what came of an order.
 *
 * <p>A report's id is the order's, its command number, and what is told: the number of the outcome
 * (there is one, 1), or a word where it is no outcome. The same report told twice has the same id.
 */
final class Reports {
  /** The order waited too long and was never sent. */
  static final String EXPIRED_UNSENT = "EXPIRED_UNSENT";

  /** The order was canceled before it was sent. */
  static final String CANCELED_UNSENT = "CANCELED_UNSENT";

  /** The venue does not know it, and cannot take it any more. */
  static final String NOT_FOUND = "NOT_FOUND";

  static final String VANISHED = "ORDER_VANISHED";

  private static final String OUTCOME = "1";

  private Reports() {}

  /** What an answer of the venue says. */
  static JournalEntry answered(Order order, Answer answer, long sentMicros, long nowMicros) {
    ExecutionReport.Builder report = status(order, OUTCOME, ReportSource.REST, answer);
    report.setSentTimeMicros(sentMicros).setAcknowledgedTimeMicros(nowMicros);
    return entry(order, report, nowMicros);
  }

  /** What the answer to a cancel says of its order. */
  static JournalEntry canceled(Order cancel, Answer answer, long nowMicros) {
    return entry(cancel, status(cancel, "cancel", ReportSource.REST, answer), nowMicros);
  }

  /** What the venue says of an order that was asked for. */
  static JournalEntry found(Order request, Answer answer, long nowMicros) {
    return entry(
        request,
        status(request, "status", ReportSource.RECONCILIATION, answer).setReconciliation(true),
        nowMicros);
  }

  /**
   * One execution of an order that was asked for.
   *
   * @param cumulative with this one
   */
  static JournalEntry fill(Order request, String venueOrderId, Fill fill, BigDecimal cumulative) {
    boolean whole = cumulative.compareTo(Decimals.toBigDecimal(request.getQuantity())) >= 0;
    JournalEntry entry =
        entry(
            request,
            report(
                    request,
                    "fill/" + fill.executionId(),
                    ReportSource.RECONCILIATION,
                    ExecutionType.TRADE,
                    whole ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED)
                .setVenueOrderId(venueOrderId)
                .setExecutionId(fill.executionId())
                .setLastQuantity(Decimals.of(fill.quantity()))
                .setLastPrice(Decimals.of(fill.price()))
                .setCumulativeQuantity(Decimals.of(cumulative))
                .setFee(Decimals.of(fill.fee()))
                .setFeeCurrency(fill.feeCurrency())
                .setLiquidity(fill.liquidity())
                .setReconciliation(true),
            fill.timeMicros());
    entry.setVenueTimeMicros(fill.timeMicros());
    return entry;
  }

  /** The order that was asked for is not at the venue, and cannot come there any more. */
  static JournalEntry absent(Order request, long nowMicros) {
    return entry(
        request,
        unsentReport(
                request,
                "status",
                NOT_FOUND,
                "the venue does not know it, and no attempt of it is under way")
            .setReconciliation(true),
        nowMicros);
  }

  /** The venue refused it. */
  static JournalEntry rejected(Order order, Answer answer, long nowMicros) {
    return entry(
        order,
        report(order, OUTCOME, ReportSource.REST, ExecutionType.REJECTED, OrderStatus.REJECTED)
            .setRejectCode(rejectCode(answer))
            .setRejectText(rejectText(answer)),
        nowMicros);
  }

  private static String rejectCode(Answer refusal) {
    return refusal.wouldCross()
        ? RejectCodes.POST_ONLY_WOULD_CROSS
        : refusal.kind() + " " + refusal.code();
  }

  /** The venue's code stands here where ours takes its place. */
  private static String rejectText(Answer refusal) {
    return refusal.wouldCross() ? refusal.code() + " " + refusal.text() : refusal.text();
  }

  /** It is certain that nothing of it is at the venue, and it will not be sent any more. */
  static JournalEntry unsent(Order order, String code, String text, long nowMicros) {
    return entry(order, unsentReport(order, OUTCOME, code, text), nowMicros);
  }

  /** The venue shows the order at the price that its amend asked for. */
  static JournalEntry replaced(Order amend, Answer answer, boolean asked, long nowMicros) {
    return amendOutcome(amend, answer, ExecutionType.REPLACED, asked, nowMicros);
  }

  /** The order that was to be amended has ended; that says all of it. */
  static JournalEntry endedMeanwhile(Order amend, Answer answer, boolean asked, long nowMicros) {
    return amendOutcome(amend, answer, ExecutionType.STATUS, asked, nowMicros);
  }

  private static JournalEntry amendOutcome(
      Order amend, Answer answer, ExecutionType type, boolean asked, long nowMicros) {
    ReportSource source = asked ? ReportSource.RECONCILIATION : ReportSource.REST;
    return entry(
        amend,
        status(amend, OUTCOME, source, answer)
            .setExecutionType(type)
            .setPrice(shownPrice(answer))
            .setReconciliation(asked)
            .setAmendNumber(amend.getCommandNumber()),
        nowMicros);
  }

  /**
   * The order was not amended, and cannot be by that request any more: as FIX's OrderCancelReject,
   * which leaves the order as it is.
   *
   * @param shown the order as it stands, where the venue was asked
   */
  static JournalEntry notReplaced(
      Order amend, Answer refusal, Optional<Answer> shown, long nowMicros) {
    ExecutionReport.Builder report =
        shown.isPresent()
            ? status(amend, OUTCOME, ReportSource.RECONCILIATION, shown.get())
                .setReconciliation(true)
                .setPrice(shownPrice(shown.get()))
            : report(
                    amend, OUTCOME, ReportSource.REST, ExecutionType.REJECTED, OrderStatus.ACCEPTED)
                .setPrice(null);
    return entry(
        amend,
        report
            .setExecutionType(ExecutionType.REJECTED)
            .setRejectCode(rejectCode(refusal))
            .setRejectText(rejectText(refusal))
            .setAmendNumber(amend.getCommandNumber()),
        nowMicros);
  }

  /** The amend was not sent, and will not be; its order is where it was. */
  static JournalEntry amendUnsent(Order amend, String code, String text, long nowMicros) {
    return entry(
        amend,
        report(amend, OUTCOME, ReportSource.GATEWAY, ExecutionType.UNSENT, OrderStatus.ACCEPTED)
            .setPrice(null)
            .setRejectCode(code)
            .setRejectText(text)
            .setAmendNumber(amend.getCommandNumber()),
        nowMicros);
  }

  private static Decimal shownPrice(Answer answer) {
    return answer.order().flatMap(Answer.OrderView::price).map(Decimals::of).orElse(null);
  }

  /** The intent log holds another order under this one's id and command number: it is not sent. */
  static JournalEntry conflict(Order order, IntentLog.Recorded recorded, long nowMicros) {
    String text =
        "recorded "
            + described(recorded.order())
            + " with outcome "
            + recorded.outcome().orElse("none")
            + ", refused "
            + described(order);
    return entry(
        order,
        report(
                order,
                "conflict/" + Integer.toHexString(order.hashCode()),
                ReportSource.GATEWAY,
                ExecutionType.CONFLICT,
                OrderStatus.UNKNOWN)
            .setRejectCode("CONFLICT")
            .setRejectText(text),
        nowMicros);
  }

  /** Nobody knows what became of it. */
  static JournalEntry unknown(Order order, Answer answer, long nowMicros) {
    return entry(
        order,
        report(order, "unknown", ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.UNKNOWN)
            .setRejectCode(answer.kind() + " " + answer.code())
            .setRejectText(answer.text()),
        nowMicros);
  }

  /**
   * The venue had taken it, and does not know it any more. Told once however often it is asked for:
   * the report's id has no command number.
   */
  static JournalEntry vanished(Order order, long nowMicros) {
    return entry(
        order,
        report(order, "", ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.UNKNOWN)
            .setReportId(order.getClientOrderId() + "/vanished")
            .setRejectCode(VANISHED)
            .setRejectText("the venue took it, and does not know it any more"),
        nowMicros);
  }

  /** A person knows that it was filled. */
  static JournalEntry resolvedFilled(
      Order order, BigDecimal quantity, BigDecimal price, String by, String reason, long now) {
    boolean whole = quantity.compareTo(Decimals.toBigDecimal(order.getQuantity())) >= 0;
    return entry(
        order,
        report(
                order,
                OUTCOME,
                ReportSource.GATEWAY,
                ExecutionType.TRADE,
                whole ? OrderStatus.FILLED : OrderStatus.CANCELED)
            .setExecutionId("resolved-" + order.getClientOrderId())
            .setLastQuantity(Decimals.of(quantity))
            .setLastPrice(Decimals.of(price))
            .setCumulativeQuantity(Decimals.of(quantity))
            .setAveragePrice(Decimals.of(price))
            .setInferred(true)
            .setRejectText("resolved by " + by + ": " + reason),
        now);
  }

  /** The same under an id of its own, where another outcome was told before. */
  static JournalEntry later(JournalEntry outcome) {
    ExecutionReport told = (ExecutionReport) outcome.getPayload();
    String id = told.getReportId() + "/resolved";
    return JournalEntry.newBuilder(outcome)
        .setOrigin(Origin.newBuilder(outcome.getOrigin()).setId(id).build())
        .setPayload(ExecutionReport.newBuilder(told).setReportId(id).build())
        .build();
  }

  private static ExecutionReport.Builder unsentReport(
      Order order, String what, String code, String text) {
    return report(order, what, ReportSource.GATEWAY, ExecutionType.UNSENT, OrderStatus.EXPIRED)
        .setRejectCode(code)
        .setRejectText(text);
  }

  private static ExecutionReport.Builder status(
      Order order, String what, ReportSource source, Answer answer) {
    Answer.OrderView view = answer.order().orElse(null);
    OrderStatus status = view == null ? OrderStatus.ACCEPTED : view.status();
    BigDecimal cumulative = view == null ? BigDecimal.ZERO : view.cumulativeQuantity();
    ExecutionReport.Builder report =
        report(order, what, source, ExecutionType.STATUS, status)
            .setCumulativeQuantity(Decimals.of(cumulative));
    if (view != null) {
      report.setVenueOrderId(view.venueOrderId());
      view.averagePrice().map(Decimals::rounded).ifPresent(report::setAveragePrice);
    }
    return report;
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

  private static String described(Order order) {
    return order.getSide()
        + " "
        + Decimals.toString(order.getQuantity())
        + " "
        + order.getInstrument()
        + " on "
        + order.getAccount()
        + (order.getPrice() == null ? "" : " at " + Decimals.toString(order.getPrice()))
        + " caused by "
        + order.getCause().getPartition()
        + "/"
        + order.getCause().getOffset()
        + " under configuration "
        + order.getConfigVersion();
  }
}
