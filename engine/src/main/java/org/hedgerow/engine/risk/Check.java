package org.hedgerow.engine.risk;

import java.util.Optional;
import java.util.function.Predicate;
import org.hedgerow.engine.risk.limits.BookLimits;
import org.hedgerow.engine.risk.limits.OrderLimits;
import org.hedgerow.engine.risk.limits.RiskTerms;

/**
 * A check before an order: a pure function that gives nothing, or why not as {@code key=value ...}.
 * Checks run in the order of this list, all of them that have something to judge by, and every one
 * that fails is reported.
 */
public enum Check {
  INSTRUMENT_UNKNOWN(Family.STRUCTURE, StructureChecks::instrumentUnknown),
  INSTRUMENT_NOT_TRADABLE(Family.STRUCTURE, StructureChecks::instrumentNotTradable),
  ACCOUNT_MISMATCH(Family.STRUCTURE, StructureChecks::accountMismatch),
  TIME_IN_FORCE_UNSUPPORTED(Family.STRUCTURE, StructureChecks::timeInForceUnsupported),
  PRICE_OFF_TICK(Family.STRUCTURE, StructureChecks::priceOffTick),
  PRICE_NOT_POSITIVE(Family.STRUCTURE, StructureChecks::priceNotPositive),
  QUANTITY_ZERO(Family.STRUCTURE, StructureChecks::quantityZero),
  QUANTITY_OFF_LOT(Family.STRUCTURE, StructureChecks::quantityOffLot),
  QUANTITY_BELOW_MIN(Family.STRUCTURE, StructureChecks::quantityBelowMin),
  QUANTITY_ABOVE_MAX(Family.STRUCTURE, StructureChecks::quantityAboveMax),
  NOTIONAL_BELOW_MIN(Family.STRUCTURE, StructureChecks::notionalBelowMin),
  NOTIONAL_ABOVE_MAX(
      Family.STRUCTURE,
      StructureChecks::notionalAboveMax,
      scope -> !scope.terms.notionals().isEmpty()),
  CONVERSION_MISSING(
      Family.STRUCTURE, StructureChecks::conversionMissing, ofHeld(BookLimits::wantsValues)),
  MAX_ORDER_NOTIONAL(Family.MONEY, MoneyChecks::maxOrderNotional),
  FREE_BALANCE(
      Family.MONEY, MoneyChecks::freeBalance, ofOrder(one -> one.freeBalanceReserve().isPresent())),
  INITIAL_MARGIN(
      Family.MONEY, MoneyChecks::initialMargin, ofOrder(one -> one.marginUse().isPresent())),
  LEVERAGE_CAP(Family.MONEY, MoneyChecks::leverageCap, ofOrder(one -> one.leverage().isPresent())),
  LIQUIDATION_DISTANCE(
      Family.MONEY,
      MoneyChecks::liquidationDistance,
      ofOrder(one -> one.liquidationDistance().isPresent())),
  MAX_POSITION(
      Family.POSITION, PositionChecks::maxPosition, scope -> !scope.terms.positions().isEmpty()),
  MAX_GROSS(Family.POSITION, PositionChecks::maxGross, ofHeld(one -> one.gross().isPresent())),
  MAX_NET(Family.POSITION, PositionChecks::maxNet, ofHeld(one -> one.net().isPresent())),
  MAX_CONCENTRATION(
      Family.POSITION,
      PositionChecks::maxConcentration,
      ofHeld(one -> one.concentration().isPresent())),
  MAX_DELTA(Family.POSITION, PositionChecks::maxDelta, ofHeld(one -> one.delta().isPresent())),
  MAX_GAMMA(Family.POSITION, PositionChecks::maxGamma, ofHeld(one -> one.gamma().isPresent())),
  MAX_VEGA(Family.POSITION, PositionChecks::maxVega, ofHeld(one -> one.vega().isPresent())),
  MAX_DAILY_LOSS(
      Family.POSITION, PositionChecks::maxDailyLoss, ofHeld(one -> one.dailyLoss().isPresent())),
  MAX_DRAWDOWN(
      Family.POSITION, PositionChecks::maxDrawdown, ofHeld(one -> one.drawdown().isPresent())),
  HEDGE_OVERSHOOT(Family.POSITION, PositionChecks::hedgeOvershoot),
  NO_PRICE(Family.MARKET, MarketChecks::noPrice),
  PRICE_COLLAR(Family.MARKET, MarketChecks::priceCollar),
  FAT_FINGER(
      Family.MARKET,
      MarketChecks::fatFinger,
      ofOrder(one -> one.depth().isPresent() || one.volume().isPresent())),
  STALE_MARKET_DATA(Family.MARKET, MarketChecks::staleMarketData),
  STALE_POSITION(
      Family.MARKET, MarketChecks::stalePosition, ofOrder(one -> one.positionStaleMicros() > 0)),
  CROSSED_BOOK(Family.MARKET, MarketChecks::crossedBook),
  SPREAD_TOO_WIDE(
      Family.MARKET, MarketChecks::spreadTooWide, ofOrder(one -> one.spread().isPresent())),
  SELF_TRADE(Family.MARKET, MarketChecks::selfTrade),
  POST_ONLY_WOULD_CROSS(Family.MARKET, MarketChecks::postOnlyWouldCross, scope -> scope.postOnly),
  VOLATILITY_HALT(
      Family.MARKET, MarketChecks::volatilityHalt, ofOrder(one -> one.move().isPresent())),
  MAX_OPEN_ORDERS(Family.FLOW, FlowChecks::maxOpenOrders, ofOrder(one -> one.openOrders() > 0)),
  MAX_IN_FLIGHT(Family.FLOW, FlowChecks::maxInFlight, ofOrder(one -> one.inFlight() > 0)),
  MAX_HEDGES_PER_MINUTE(Family.FLOW, FlowChecks::maxHedgesPerMinute),
  ROUND_TRIP_GUARD(Family.FLOW, FlowChecks::roundTripGuard, ofOrder(one -> one.turns() > 0)),
  REPEATED_REJECTS(Family.FLOW, FlowChecks::repeatedRejects, ofOrder(one -> one.rejects() > 0)),
  RECONCILING(Family.FLOW, FlowChecks::reconciling),
  CLOCK_SKEW(Family.FLOW, FlowChecks::clockSkew, ofOrder(one -> one.clockSkewMicros() > 0)),
  TRADING_HALTED(Family.FLOW, FlowChecks::tradingHalted),
  TRADING_REDUCING(Family.FLOW, FlowChecks::tradingReducing),
  VENUE_DOWN(Family.FLOW, FlowChecks::venueDown, ofOrder(one -> one.downAfter() > 0)),
  APPROVAL_REQUIRED(
      Family.FLOW, FlowChecks::approvalRequired, ofOrder(one -> one.approvalAbove().isPresent()));

  /** What a check is about. */
  public enum Family {
    /** Whether the venue could take the order. */
    STRUCTURE,
    /** Whether the account can pay for it. */
    MONEY,
    /** What it adds to what is held. */
    POSITION,
    /** Whether the market is one to price it by. */
    MARKET,
    /** Whether this is a time to send it. */
    FLOW
  }

  /**
   * What decides whether a check has something to judge by.
   *
   * @param book the limits of the book, as they are now
   */
  record Scope(RiskTerms terms, BookLimits book, BookLimits group, boolean postOnly) {}

  /** A pure function: nothing, or why not. */
  private interface Judge {
    Optional<String> fails(RiskContext context);
  }

  private final Family family;

  /** A reference to a static method, as every constant's: nothing in it can change. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Judge judge;

  /** The same, or a lambda over nothing. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<Scope> wanted;

  Check(Family family, Judge judge) {
    this(family, judge, scope -> true);
  }

  Check(Family family, Judge judge, Predicate<Scope> wanted) {
    this.family = family;
    this.judge = judge;
    this.wanted = wanted;
  }

  private static Predicate<Scope> ofOrder(Predicate<OrderLimits> limited) {
    return scope -> limited.test(scope.terms.orders());
  }

  private static Predicate<Scope> ofHeld(Predicate<BookLimits> limited) {
    return scope -> limited.test(scope.book) || limited.test(scope.group);
  }

  public Family family() {
    return family;
  }

  /**
   * Whether it has something to judge such orders by: always, or where the configuration has its
   * limit. One that has not is not said to have passed.
   */
  boolean judges(Scope scope) {
    return wanted.test(scope);
  }

  /** Empty if the order passes, else the numbers that say why not. */
  Optional<String> fails(RiskContext context) {
    return judge.fails(context);
  }
}
