package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.engine.risk.Check;
import org.hedgerow.engine.risk.PreTradeRisk;
import org.hedgerow.engine.risk.RiskContext;
import org.hedgerow.engine.sizing.HedgeSizer;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.strategy.Strategies;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.GroupHeader;

/**
 * From exposure to orders, for each book of a group: target by the book's strategy, band with
 * hysteresis, sizing, checks. A book has one hedge in flight at a time.
 */
final class HedgeDecider {
  private static final long MINUTE_MICROS = 60_000_000;
  private static final int DECISION_SCALE = 12;
  private static final List<String> CHECKS =
      Arrays.stream(Check.values()).map(Check::name).toList();

  private final String group;
  private final GroupTables tables;
  private final MarketView market;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private final Reconciliation reconciliation;

  HedgeDecider(
      String group,
      GroupTables tables,
      MarketView market,
      Holdings holdings,
      WorkingOrders orders,
      Reconciliation reconciliation) {
    this.group = group;
    this.tables = tables;
    this.market = market;
    this.holdings = holdings;
    this.orders = orders;
    this.reconciliation = reconciliation;
  }

  static BookState newBook() {
    return BookState.newBuilder().setInFlight(new ArrayList<>()).build();
  }

  /** Whether any book wanted a hedge and was denied, so that a fresh quote may let it through. */
  boolean isWaitingForMarket(GroupPlan plan) {
    for (BookPlan book : plan.books()) {
      if (!tables.books().get(book.portfolio()).getDenied().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  void decide(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    if (header.getClockMicros() == 0) {
      // Before the first tick nothing has an age, and nothing could be valid until any time.
      return;
    }
    for (BookPlan book : plan.books()) {
      BookState state = tables.books().get(book.portfolio());
      if (state.getInFlight().isEmpty()) {
        decide(plan, header, cause, book, state, actions);
      }
    }
  }

  private void decide(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookPlan book,
      BookState state,
      Actions actions) {
    Optional<Exposure> exposure = Exposure.of(book, holdings, market);
    if (exposure.isEmpty()) {
      return;
    }
    BigDecimal target =
        Strategies.named(book.definition().getStrategy())
            .orElseThrow(
                () -> new IllegalStateException("no strategy " + book.definition().getStrategy()))
            .target(exposure.get().unhedged(), book.definition().getParameters());
    BigDecimal residual = exposure.get().hedge().subtract(target);
    BigDecimal enter = book.bandEnter().multiply(exposure.get().gross());
    if (residual.abs().compareTo(enter) <= 0) {
      clearDenial(book, state);
      return;
    }
    BigDecimal leave = book.bandLeave().multiply(exposure.get().gross());
    BigDecimal trade =
        residual.abs().subtract(leave).multiply(BigDecimal.valueOf(-residual.signum()));
    RiskLimits limits = plan.configuration().getLimits();
    long minute = header.getClockMicros() / MINUTE_MICROS;
    int hedges = state.getMinute() == minute ? state.getHedgesInMinute() : 0;
    List<String> denials = new ArrayList<>();
    boolean warmingUp = isWarmingUp(book, state, header, limits);
    for (BookPlan.Leg leg : book.legs()) {
      if (market.quote(leg.place().instrument()).isEmpty()) {
        denials.add(
            (warmingUp ? "WARMING_UP" : "NO_PRICE") + ": instrument=" + leg.place().instrument());
      }
    }
    boolean doubtful = false;
    for (BookPlan.Place held : book.positions()) {
      if (reconciliation.isDoubted(held)) {
        // What is to be hedged is not known: neither is what hedges it.
        doubtful = true;
        denials.add("RECONCILING: account=" + held.account() + " instrument=" + held.instrument());
      }
    }
    List<ProposedOrder> proposed =
        doubtful || (warmingUp && !denials.isEmpty())
            ? List.of()
            : HedgeSizer.size(book, trade, exposure.get().legs(), market, limits);
    List<ApprovedOrder> approved = new ArrayList<>();
    BigDecimal net = residual;
    for (ProposedOrder order : proposed) {
      PreTradeRisk.Verdict verdict =
          PreTradeRisk.judge(
              new RiskContext(
                  order,
                  market,
                  limits,
                  header.getClockMicros(),
                  net,
                  enter,
                  hedges,
                  reconciliation.standing(order.place())));
      denials.addAll(verdict.denials());
      if (verdict.approved().isPresent()) {
        approved.add(verdict.approved().get());
        net = net.add(order.delta());
      }
    }
    String denied = codes(denials);
    if (approved.isEmpty() && (denials.isEmpty() || denied.equals(state.getDenied()))) {
      return;
    }
    Decision decision = decision(plan, header, cause, book, exposure.get(), target, residual);
    decision.setBandEnter(decimal(enter));
    decision.setBandLeave(decimal(leave));
    decision.setDenials(denials);
    decision.setReason(
        approved.isEmpty()
            ? "residual " + plain(residual) + " is outside the band, but no order passed the checks"
            : "residual " + plain(residual) + " is outside the band of " + plain(enter));
    List<Order> sent = new ArrayList<>();
    for (ApprovedOrder order : approved) {
      header.setGroupSequence(header.getGroupSequence() + 1);
      sent.add(order(plan, header, cause, book, order.order(), sent.size()));
    }
    state.setDenied(denied);
    if (!sent.isEmpty()) {
      state.setMinute(minute);
      state.setHedgesInMinute(hedges + 1);
    }
    tables.books().put(book.portfolio(), state);
    for (Order order : sent) {
      decision.getClientOrderIds().add(order.getClientOrderId());
      orders.add(order);
      actions.order(order);
    }
    if (!sent.isEmpty()) {
      decision.setChecksPassed(CHECKS);
    }
    actions.decision(decision);
  }

  private Decision decision(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookPlan book,
      Exposure exposure,
      BigDecimal target,
      BigDecimal residual) {
    Map<String, String> statistics = new LinkedHashMap<>();
    for (BookPlan.Leg leg : book.legs()) {
      market
          .mark(leg.place().instrument())
          .ifPresent(mark -> statistics.put("mark." + leg.place().instrument(), plain(mark)));
    }
    return Decision.newBuilder()
        .setGroup(group)
        .setGroupSequence(header.getGroupSequence() + 1)
        .setPortfolio(book.portfolio())
        .setStrategy(book.definition().getStrategy())
        .setCause(cause.coordinate())
        .setCauseStream(cause.entry().getOrigin().getStream())
        .setCauseSequence(cause.entry().getOrigin().getSequence())
        .setCauseId(cause.entry().getOrigin().getId())
        .setCauseType(cause.type())
        .setCauseReceiveTimeMicros(cause.entry().getReceiveTimeMicros())
        .setDecisionTimeMicros(header.getClockMicros())
        .setExposure(decimal(exposure.unhedged()))
        .setGrossExposure(decimal(exposure.gross()))
        .setHedge(decimal(exposure.hedge()))
        .setWorking(Decimals.ZERO)
        .setTarget(decimal(target))
        .setResidual(decimal(residual))
        .setBandEnter(Decimals.ZERO)
        .setBandLeave(Decimals.ZERO)
        .setStatistics(statistics)
        .setClientOrderIds(new ArrayList<>())
        .setChecksPassed(List.of())
        .setDenials(List.of())
        .setReason("")
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(EngineVersion.CURRENT)
        .build();
  }

  private Order order(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      BookPlan book,
      ProposedOrder order,
      int index) {
    InstrumentDefinition definition = order.place().contract().definition();
    String id =
        new ClientOrderId(
                plan.journalNumber(),
                cause.partition(),
                cause.offset(),
                book.portfolioNumber(),
                plan.groupNumber(),
                index)
            .encode();
    return Order.newBuilder()
        .setClientOrderId(id)
        .setCommandNumber(1)
        .setCommand(OrderCommand.PLACE)
        .setGroup(group)
        .setGroupSequence(header.getGroupSequence())
        .setPortfolio(book.portfolio())
        .setStrategy(book.definition().getStrategy())
        .setVenue(definition.getVenue())
        .setAccount(order.place().account())
        .setInstrument(definition.getInstrument())
        .setSymbol(definition.getSymbol())
        .setSide(order.side())
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.of(order.quantity()))
        .setPrice(Decimals.of(order.price()))
        .setCause(cause.coordinate())
        .setCauseReceiveTimeMicros(cause.entry().getReceiveTimeMicros())
        .setDecisionTimeMicros(header.getClockMicros())
        .setValidUntilMicros(
            header.getClockMicros() + plan.configuration().getLimits().getOrderValidMicros())
        .setMidAtDecision(market.mid(definition.getInstrument()).map(Decimals::of).orElse(null))
        .setConfigVersion(plan.configuration().getVersion())
        .setEngineVersion(EngineVersion.CURRENT)
        .build();
  }

  /**
   * Without the numbers, which change with every quote: a denial is recorded once, not ten times a
   * second.
   */
  private static String codes(List<String> denials) {
    return String.join(
        " ", denials.stream().map(denial -> denial.substring(0, denial.indexOf(':'))).toList());
  }

  /** A leg that has had no quote yet holds up the others only for as long as data may be old. */
  private boolean isWarmingUp(
      BookPlan book, BookState state, GroupHeader header, RiskLimits limits) {
    if (state.getSinceMicros() == 0) {
      state.setSinceMicros(header.getClockMicros());
      tables.books().put(book.portfolio(), state);
    }
    return header.getClockMicros() - state.getSinceMicros() <= limits.getStaleAfterMicros();
  }

  private void clearDenial(BookPlan book, BookState state) {
    if (!state.getDenied().isEmpty()) {
      state.setDenied("");
      tables.books().put(book.portfolio(), state);
    }
  }

  private static Decimal decimal(BigDecimal number) {
    return Decimals.of(
        number.setScale(Math.min(number.scale(), DECISION_SCALE), RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal number) {
    return Rounding.round(number).stripTrailingZeros().toPlainString();
  }
}
