package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks of an order's form and of what it costs, each just passing and just failing. */
class StructureAndMoneyChecksTest {
  private static final String PASSES = "";

  @Test
  void anOrderThatIsFinePassesAllThatIsAlwaysJudged() {
    Judged judged = new Judged();
    assertEquals(List.of(), judged.verdict(judged.sell("1")).denials());
  }

  @Test
  void allThatFailIsTold() {
    Judged judged = new Judged();
    assertEquals(
        List.of("PRICE_OFF_TICK", "QUANTITY_OFF_LOT", "MAX_ORDER_NOTIONAL", "HEDGE_OVERSHOOT"),
        judged.codes(judged.order(Judged.LINEAR, Side.BUY, "6.0005", "50000.05")));
  }

  @Test
  void instrumentUnknown() {
    Judged judged = new Judged();
    InstrumentDefinition other =
        InstrumentDefinition.newBuilder(judged.contract(Judged.LINEAR).definition())
            .setInstrument("BINANCE_USDM:GONE")
            .build();
    assertEquals(
        "INSTRUMENT_UNKNOWN: instrument=BINANCE_USDM:GONE",
        judged.why(
            Check.INSTRUMENT_UNKNOWN,
            Judged.order(new Contract(other), "binance-usdm", Side.SELL, "1", "49999.9")));
  }

  @ParameterizedTest
  @EnumSource(TradingStatus.class)
  void instrumentNotTradableByItsStatus(TradingStatus status) {
    Judged judged = new Judged();
    judged.market.apply(new InstrumentStatus(Judged.LINEAR, status, null));
    boolean closed =
        List.of(
                TradingStatus.HALTED,
                TradingStatus.SETTLING,
                TradingStatus.EXPIRED,
                TradingStatus.DELISTED)
            .contains(status);
    assertEquals(
        closed
            ? "INSTRUMENT_NOT_TRADABLE: instrument=BINANCE_USDM:BTCUSDT status=" + status
            : PASSES,
        judged.why(Check.INSTRUMENT_NOT_TRADABLE, judged.sell("1")));
  }

  @Test
  void instrumentNotTradableFromItsExpiryOn() {
    Judged judged = new Judged();
    for (int before : new int[] {0, 1}) {
      InstrumentDefinition dated =
          InstrumentDefinition.newBuilder(judged.contract(Judged.LINEAR).definition())
              .setExpiryMicros(judged.clock + before)
              .build();
      assertEquals(
          before == 1
              ? PASSES
              : "INSTRUMENT_NOT_TRADABLE: instrument=BINANCE_USDM:BTCUSDT expired_us="
                  + judged.clock,
          judged.why(
              Check.INSTRUMENT_NOT_TRADABLE,
              Judged.order(new Contract(dated), "binance-usdm", Side.SELL, "1", "49999.9")));
    }
  }

  @Test
  void accountMismatch() {
    Judged judged = new Judged();
    Contract linear = judged.contract(Judged.LINEAR);
    assertEquals(
        "ACCOUNT_MISMATCH: account=binance-spot venue=BINANCE_SPOT instrument=BINANCE_USDM:BTCUSDT",
        judged.why(
            Check.ACCOUNT_MISMATCH,
            Judged.order(linear, "binance-spot", Side.SELL, "1", "49999.9")));
    assertEquals(
        "ACCOUNT_MISMATCH: account=gone venue=none",
        judged.why(
            Check.ACCOUNT_MISMATCH, Judged.order(linear, "gone", Side.SELL, "1", "49999.9")));
    assertEquals(PASSES, judged.why(Check.ACCOUNT_MISMATCH, judged.sell("1")));
  }

  @Test
  void aMarketThatOnlyTakesOrdersThatStand() {
    Judged judged = new Judged();
    judged.market.apply(new InstrumentStatus(Judged.LINEAR, TradingStatus.POST_ONLY, null));
    assertEquals(
        "TIME_IN_FORCE_UNSUPPORTED: time_in_force=IOC status=POST_ONLY",
        judged.why(Check.TIME_IN_FORCE_UNSUPPORTED, judged.sell("1")));
    assertEquals(
        PASSES, judged.why(Check.TIME_IN_FORCE_UNSUPPORTED, Judged.postOnly(judged.sell("1"))));
  }

  @Test
  void priceAndQuantityAreThoseOfTheVenue() {
    Judged judged = new Judged();
    assertEquals(PASSES, judged.why(Check.PRICE_OFF_TICK, judged.sell("1")));
    assertEquals(
        "PRICE_OFF_TICK: price=49999.95 tick=0.1",
        judged.why(Check.PRICE_OFF_TICK, judged.order(Judged.LINEAR, Side.SELL, "1", "49999.95")));
    assertEquals(
        PASSES,
        judged.why(Check.PRICE_NOT_POSITIVE, judged.order(Judged.LINEAR, Side.SELL, "1", "0.1")));
    assertEquals(
        "PRICE_NOT_POSITIVE: price=0",
        judged.why(Check.PRICE_NOT_POSITIVE, judged.order(Judged.LINEAR, Side.SELL, "1", "0")));
    assertEquals(PASSES, judged.why(Check.QUANTITY_ZERO, judged.sell("0.001")));
    assertEquals("QUANTITY_ZERO: quantity=0", judged.why(Check.QUANTITY_ZERO, judged.sell("0")));
    assertEquals(PASSES, judged.why(Check.QUANTITY_OFF_LOT, judged.sell("1.001")));
    assertEquals(
        "QUANTITY_OFF_LOT: quantity=1.0005 lot=0.001",
        judged.why(Check.QUANTITY_OFF_LOT, judged.sell("1.0005")));
    assertEquals(PASSES, judged.why(Check.QUANTITY_BELOW_MIN, judged.sell("0.001")));
    assertEquals(
        "QUANTITY_BELOW_MIN: quantity=0.0009 minimum=0.001",
        judged.why(Check.QUANTITY_BELOW_MIN, judged.sell("0.0009")));
    assertEquals(PASSES, judged.why(Check.QUANTITY_ABOVE_MAX, judged.sell("1000")));
    assertEquals(
        "QUANTITY_ABOVE_MAX: quantity=1000.001 maximum=1000",
        judged.why(Check.QUANTITY_ABOVE_MAX, judged.sell("1000.001")));
  }

  /** 0.002 at 50,000 is 100. */
  @Test
  void notionalBelowMin() {
    Judged judged = new Judged();
    assertEquals(
        PASSES,
        judged.why(
            Check.NOTIONAL_BELOW_MIN, judged.order(Judged.LINEAR, Side.SELL, "0.002", "50000")));
    assertEquals(
        "NOTIONAL_BELOW_MIN: notional=99.9998 minimum=100",
        judged.why(Check.NOTIONAL_BELOW_MIN, judged.sell("0.002")));
  }

  @Test
  void notionalAboveMax() {
    Judged judged = new Judged("  maximum_notional: {\"BINANCE_USDM:BTCUSDT\": 50000}");
    assertEquals(
        PASSES,
        judged.why(Check.NOTIONAL_ABOVE_MAX, judged.order(Judged.LINEAR, Side.SELL, "1", "50000")));
    assertEquals(
        "NOTIONAL_ABOVE_MAX: notional=50000.1 maximum=50000",
        judged.why(
            Check.NOTIONAL_ABOVE_MAX, judged.order(Judged.LINEAR, Side.SELL, "1", "50000.1")));
    assertEquals(
        PASSES,
        judged.why(
            Check.NOTIONAL_ABOVE_MAX, judged.order(Judged.INVERSE, Side.SELL, "1000", "50000")));
  }

  @Test
  void conversionMissing() {
    String[] limit = {"  groups: {BTC: {gross: 1000000}}"};
    Judged judged = new Judged(limit);
    judged.holds(Judged.INVERSE, "100", "50000");
    assertEquals(PASSES, judged.why(Check.CONVERSION_MISSING, judged.sell("1")));
    judged.tables.market().remove(Judged.INVERSE);
    assertEquals(
        "CONVERSION_MISSING: instrument=BINANCE_COINM:BTCUSD_PERP mark=none",
        judged.why(Check.CONVERSION_MISSING, judged.sell("1")));
  }

  /** 5 at 50,000 are 250,000, the demo's limit; a book may have a lower one. */
  @Test
  void maxOrderNotional() {
    Judged judged = new Judged();
    assertEquals(
        PASSES,
        judged.why(Check.MAX_ORDER_NOTIONAL, judged.order(Judged.LINEAR, Side.SELL, "5", "50000")));
    assertEquals(
        "MAX_ORDER_NOTIONAL: notional=250050 maximum=250000",
        judged.why(
            Check.MAX_ORDER_NOTIONAL, judged.order(Judged.LINEAR, Side.SELL, "5.001", "50000")));
    Judged lower = new Judged("  books: {treasury/BTC: {order_notional: 100000}}");
    assertEquals(
        PASSES,
        lower.why(Check.MAX_ORDER_NOTIONAL, lower.order(Judged.LINEAR, Side.SELL, "2", "50000")));
    assertEquals(
        "MAX_ORDER_NOTIONAL: notional=100050 maximum=100000",
        lower.why(
            Check.MAX_ORDER_NOTIONAL, lower.order(Judged.LINEAR, Side.SELL, "2.001", "50000")));
  }

  /** Of 1,000 a tenth is kept: 900 buy 0.018. What works has taken its part of it. */
  @Test
  void freeBalanceOfWhatIsBought() {
    Judged judged = new Judged("  checks: {free_balance_reserve: 0.1}");
    assertEquals(
        "FREE_BALANCE: asset=USDT balance=unknown",
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.BUY, "0.018", "50000")));
    judged.told("binance-spot", "USDT", "1000");
    assertEquals(
        PASSES,
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.BUY, "0.018", "50000")));
    assertEquals(
        "FREE_BALANCE: asset=USDT needed=900.5 maximum=900",
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.BUY, "0.01801", "50000")));
    judged.works(judged.order(Judged.SPOT, Side.BUY, "0.008", "50000"), OrderStatus.ACCEPTED);
    assertEquals(
        PASSES,
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.BUY, "0.01", "50000")));
    assertEquals(
        "FREE_BALANCE: asset=USDT needed=900.5 maximum=900",
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.BUY, "0.01001", "50000")));
    assertEquals(PASSES, judged.why(Check.FREE_BALANCE, judged.sell("5")), "no spot");
  }

  @Test
  void freeBalanceOfWhatIsSold() {
    Judged judged = new Judged("  checks: {free_balance_reserve: 0.1}");
    judged.told("binance-spot", "BTC", "1");
    assertEquals(
        PASSES,
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.SELL, "0.9", "50000")));
    assertEquals(
        "FREE_BALANCE: asset=BTC needed=0.90001 maximum=0.9",
        judged.why(Check.FREE_BALANCE, judged.order(Judged.SPOT, Side.SELL, "0.90001", "50000")));
  }

  private static final String TIERS =
      "  margin_tiers: {\"BINANCE_USDM:BTCUSDT\": \"0 0.1 0.05\","
          + " \"BINANCE_COINM:BTCUSD_PERP\": \"0 0.1 0.05\","
          + " \"BINANCE_USDM:ETHUSDT\": \"0 0.1 0.05\"}";

  /** A tenth of the value is margin, and half of 10,000 may be used: 5,000 are for one. */
  @Test
  void initialMargin() {
    Judged judged = new Judged("  checks: {margin_use: 0.5}", TIERS);
    assertEquals(
        "INITIAL_MARGIN: currency=USDT equity=unknown",
        judged.why(Check.INITIAL_MARGIN, judged.sell("1")));
    judged.told("binance-usdm", "USDT", "10000");
    assertEquals(PASSES, judged.why(Check.INITIAL_MARGIN, judged.sell("1")));
    assertEquals(
        "INITIAL_MARGIN: currency=USDT margin=5005 maximum=5000",
        judged.why(Check.INITIAL_MARGIN, judged.sell("1.001")));
    judged.works(judged.sell("0.5"), OrderStatus.ACCEPTED);
    assertEquals(PASSES, judged.why(Check.INITIAL_MARGIN, judged.sell("0.5")));
    assertEquals(
        "INITIAL_MARGIN: currency=USDT margin=5005 maximum=5000",
        judged.why(Check.INITIAL_MARGIN, judged.sell("0.501")));
  }

  /** A short from 60,000 has earned 10,000 at 50,000, and 20,000 carry two. */
  @Test
  void initialMarginCountsWhatIsEarnedAndLetsPositionsShrink() {
    Judged judged = new Judged("  checks: {margin_use: 0.5}", TIERS);
    judged.told("binance-usdm", "USDT", "10000");
    judged.holds(Judged.LINEAR, "-1", "60000");
    assertEquals(PASSES, judged.why(Check.INITIAL_MARGIN, judged.sell("1")));
    assertEquals(
        "INITIAL_MARGIN: currency=USDT margin=10005 maximum=10000",
        judged.why(Check.INITIAL_MARGIN, judged.sell("1.001")));
    judged.told("binance-usdm", "USDT", "0");
    assertEquals(PASSES, judged.why(Check.INITIAL_MARGIN, judged.buy("1")));
  }

  /** In coin: 0.4 of equity carry 10 x 0.4 = 4 coins, 2,000 contracts of 100 at 50,000. */
  @Test
  void leverageCap() {
    Judged judged = new Judged("  checks: {leverage: 10}");
    judged.told("binance-coinm", "BTC", "0.4");
    ProposedOrder most = judged.order(Judged.INVERSE, Side.SELL, "2000", "50000");
    assertEquals(PASSES, judged.why(Check.LEVERAGE_CAP, most));
    assertEquals(
        "LEVERAGE_CAP: currency=BTC equity=0.4 value=4.002 maximum=4",
        judged.why(Check.LEVERAGE_CAP, judged.order(Judged.INVERSE, Side.SELL, "2001", "50000")));
  }

  /** (13,000 + 50,000) / 1.05 = 60,000, a fifth above the mark. */
  @Test
  void liquidationDistance() {
    Judged judged = new Judged("  checks: {liquidation_distance: 0.2}", TIERS);
    judged.told("binance-usdm", "USDT", "13000");
    assertEquals(PASSES, judged.why(Check.LIQUIDATION_DISTANCE, judged.sell("1")));
    // 63,050 / (1.001 x 1.05) = 59,987.6314
    String why = judged.why(Check.LIQUIDATION_DISTANCE, judged.sell("1.001"));
    assertTrue(why.startsWith("LIQUIDATION_DISTANCE: distance=0.19975262"), why);
  }
}
