package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.reconciliation.Standing;
import org.hedgerow.engine.risk.limits.BookLimits;
import org.hedgerow.engine.risk.limits.OrderLimits;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.hedgerow.engine.sizing.NotionalPrice;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TradingStop;

/**
 * All that a check may look at, as it is when the order is judged. What costs a look at every book
 * is made when the first check asks for it.
 */
public final class RiskContext {
  private final ProposedOrder order;
  private final List<ProposedOrder> before;
  private final RiskState state;
  private final String portfolio;
  private final RiskLimits limits;
  private final long clockMicros;
  private final BigDecimal net;
  private final BigDecimal band;
  private final int hedgesInMinute;
  private final Standing standing;
  private final Optional<TradingStop> stop;
  private final Optional<BigDecimal> packageDelta;
  private final BookLimits book;
  private final BookLimits group;
  private HeldLines lines;

  /**
   * What an order is judged by.
   *
   * @param before orders of the same decision that passed before it
   * @param limits those that every configuration has
   * @param net the book's exposure before the order with what is in flight, in units of the
   *     underlying
   * @param band half the width of the band around the target, in units of the underlying
   * @param hedgesInMinute hedges of the book in the clock's minute so far
   * @param standing whether the venue agrees on what is held where the order goes
   * @param stop the strictest stop of trading that the order is under, if it is under one
   * @param packageDelta what all orders of a package add to the exposure, where the order is a part
   *     of one that is judged whole
   */
  public RiskContext(
      ProposedOrder order,
      List<ProposedOrder> before,
      RiskState state,
      String portfolio,
      RiskLimits limits,
      long clockMicros,
      BigDecimal net,
      BigDecimal band,
      int hedgesInMinute,
      Standing standing,
      Optional<TradingStop> stop,
      Optional<BigDecimal> packageDelta) {
    this.order = order;
    this.before = before;
    this.state = state;
    this.portfolio = portfolio;
    this.limits = limits;
    this.clockMicros = clockMicros;
    this.net = net;
    this.band = band;
    this.hedgesInMinute = hedgesInMinute;
    this.standing = standing;
    this.stop = stop;
    this.packageDelta = packageDelta;
    this.group = state.terms().group(state.plan().group());
    this.book = state.terms().book(portfolio, state.plan().group(), state.isRough(portfolio));
  }

  ProposedOrder order() {
    return order;
  }

  List<ProposedOrder> before() {
    return before;
  }

  RiskState state() {
    return state;
  }

  MarketView market() {
    return state.marketView();
  }

  String portfolio() {
    return portfolio;
  }

  RiskLimits limits() {
    return limits;
  }

  RiskTerms terms() {
    return state.terms();
  }

  OrderLimits orderLimits() {
    return state.terms().orders();
  }

  BookLimits book() {
    return book;
  }

  BookLimits group() {
    return group;
  }

  long clockMicros() {
    return clockMicros;
  }

  BigDecimal net() {
    return net;
  }

  BigDecimal band() {
    return band;
  }

  int hedgesInMinute() {
    return hedgesInMinute;
  }

  Standing standing() {
    return standing;
  }

  Optional<TradingStop> stop() {
    return stop;
  }

  Optional<BigDecimal> packageDelta() {
    return packageDelta;
  }

  BookPlan.Place place() {
    return order.place();
  }

  String instrument() {
    return order.place().instrument();
  }

  String account() {
    return order.place().account();
  }

  Contract contract() {
    return order.place().contract();
  }

  InstrumentDefinition definition() {
    return contract().definition();
  }

  boolean isBuy() {
    return order.side() == Side.BUY;
  }

  /** Bought is positive. */
  BigDecimal signed() {
    return HeldLines.signed(order);
  }

  /** What the portfolio holds where the order goes, in the instrument's own units. */
  BigDecimal position() {
    return state.holdings().quantity(portfolio, account(), instrument());
  }

  /** Whether the order brings what the venue knows as a position nearer to zero, and not across. */
  boolean reduces() {
    return !contract().isSpot()
        && signed().signum() * position().signum() < 0
        && order.quantity().compareTo(position().abs()) <= 0;
  }

  /** The order's size in quote units. */
  BigDecimal notional() {
    return contract()
        .notional(
            order.quantity(), NotionalPrice.of(contract(), order.price(), state.marketView()));
  }

  /** What is held and at work without the order. */
  HeldLines lines() {
    if (lines == null) {
      lines = state.lines(portfolio, before, clockMicros);
    }
    return lines;
  }
}
