package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

/** Checks of what is held with an order, each just passing and just failing. */
class PositionChecksTest {
  private static final String PASSES = "";

  @Test
  void maxPositionOfAnInstrumentWithWhatWorks() {
    Judged judged = new Judged("  positions: {\"instrument:BINANCE_USDM:BTCUSDT\": 2}");
    judged.holds(Judged.LINEAR, "-1.5", "50000");
    assertEquals(PASSES, judged.why(Check.MAX_POSITION, judged.sell("0.5")));
    assertEquals(
        "MAX_POSITION: instrument:BINANCE_USDM:BTCUSDT=2.001 maximum=2",
        judged.why(Check.MAX_POSITION, judged.sell("0.501")));
    judged.works(judged.sell("0.2"), OrderStatus.UNKNOWN);
    assertEquals(PASSES, judged.why(Check.MAX_POSITION, judged.sell("0.3")));
    assertEquals(
        "MAX_POSITION: instrument:BINANCE_USDM:BTCUSDT=2.001 maximum=2",
        judged.why(Check.MAX_POSITION, judged.sell("0.301")));
    List<ProposedOrder> before = List.of(judged.sell("0.1"));
    assertEquals(
        List.of("MAX_POSITION: instrument:BINANCE_USDM:BTCUSDT=2.001 maximum=2"),
        judged.verdict(judged.sell("0.201"), before, Optional.empty()).denials());
  }

  @Test
  void aPositionBeyondItsLimitMayShrink() {
    Judged judged = new Judged("  positions: {\"instrument:BINANCE_USDM:BTCUSDT\": 2}");
    judged.holds(Judged.LINEAR, "-5", "50000");
    assertEquals(PASSES, judged.why(Check.MAX_POSITION, judged.buy("1")));
    assertEquals(
        "MAX_POSITION: instrument:BINANCE_USDM:BTCUSDT=5.001 maximum=2",
        judged.why(Check.MAX_POSITION, judged.sell("0.001")));
  }

  /** 500 contracts of 100 are one bitcoin at 50,000. */
  @Test
  void maxPositionOfAVenueAndOfAnUnderlying() {
    Judged judged = new Judged("  positions: {\"venue:BINANCE_COINM\": 2, \"underlying:BTC\": 1}");
    judged.holds(Judged.SPOT, "1", "50000");
    judged.holds(Judged.INVERSE, "-500", "50000");
    assertEquals(
        PASSES,
        judged.why(Check.MAX_POSITION, judged.order(Judged.INVERSE, Side.SELL, "500", "49999.9")));
    assertEquals(
        "MAX_POSITION: venue:BINANCE_COINM=2.002 maximum=2",
        judged.why(Check.MAX_POSITION, judged.order(Judged.INVERSE, Side.SELL, "501", "49999.9")));
    assertEquals(PASSES, judged.why(Check.MAX_POSITION, judged.sell("1")));
    assertEquals(
        "MAX_POSITION: underlying:BTC=1.001 maximum=1",
        judged.why(Check.MAX_POSITION, judged.sell("1.001")));
  }

  /** Spot worth 50,000 leaves 50,000 for the hedge. */
  @Test
  void maxGross() {
    for (String scope :
        List.of("  groups: {BTC: {gross: 100000}}", "  books: {treasury/BTC: {gross: 100000}}")) {
      Judged judged = new Judged(scope);
      judged.holds(Judged.SPOT, "1", "50000");
      assertEquals(PASSES, judged.why(Check.MAX_GROSS, judged.sell("1")));
      String of = scope.contains("groups") ? "group=BTC" : "book=treasury";
      assertEquals(
          "MAX_GROSS: " + of + " gross=100050 maximum=100000",
          judged.why(Check.MAX_GROSS, judged.sell("1.001")));
      judged.holds(Judged.LINEAR, "-3", "50000");
      // A working order may fill or not: the worse of both counts, and buying back makes it no
      // worse.
      assertEquals(PASSES, judged.why(Check.MAX_GROSS, judged.buy("1")));
    }
  }

  @Test
  void maxConcentration() {
    Judged judged = new Judged("  groups: {BTC: {gross: 100000, concentration: 0.5}}");
    assertEquals(PASSES, judged.why(Check.MAX_CONCENTRATION, judged.sell("1")));
    assertEquals(
        "MAX_CONCENTRATION: group=BTC venue=BINANCE_USDM gross=50050 maximum=50000",
        judged.why(Check.MAX_CONCENTRATION, judged.sell("1.001")));
  }

  @Test
  void maxNetAndMaxDelta() {
    Judged judged =
        new Judged("  groups: {BTC: {net: 100000}}", "  books: {treasury/BTC: {delta: 2}}");
    judged.holds(Judged.SPOT, "1", "50000");
    assertEquals(PASSES, judged.why(Check.MAX_NET, judged.buy("1")));
    assertEquals(PASSES, judged.why(Check.MAX_DELTA, judged.buy("1")));
    assertEquals(
        "MAX_NET: group=BTC net=100050 maximum=100000",
        judged.why(Check.MAX_NET, judged.buy("1.001")));
    assertEquals(
        "MAX_DELTA: book=treasury delta=2.001 maximum=2",
        judged.why(Check.MAX_DELTA, judged.buy("1.001")));
    judged.works(judged.buy("0.5"), OrderStatus.ACCEPTED);
    assertEquals(
        "MAX_DELTA: book=treasury delta=2.001 maximum=2",
        judged.why(Check.MAX_DELTA, judged.buy("0.501")));
    assertEquals(PASSES, judged.why(Check.MAX_DELTA, judged.buy("0.5")));
    judged.holds(Judged.SPOT, "10", "50000");
    assertEquals(PASSES, judged.why(Check.MAX_NET, judged.sell("1")), "less than before");
  }

  /**
   * At the money for a quarter of a year at a volatility of 0.5: sigma sqrt(T) is 0.25, d1 0.125
   * and its density 0.39584. Gamma is 0.39584 / (50,000 x 0.25) = 0.0000316672, vega 50,000 x
   * 0.39584 x 0.5 = 9,896.
   */
  @Test
  void maxGammaAndMaxVega() {
    Judged judged =
        Judged.withInstrument(
            "{instrument: \"BINANCE_COINM:BTC-OPTION\", kind: option, base: BTC, quote: USD,"
                + " settlement: BTC, contract_value: 1, expiry: \"2001-12-09T07:46:40Z\","
                + " strike: 50000, right: call, tick_size: 0.0001, lot_size: 0.1,"
                + " minimum_quantity: 0.1, maximum_quantity: 1000, minimum_notional: 0,"
                + " channels: [option_quote]}",
            "  groups: {BTC: {gamma: 0.0001, vega: 30000}}");
    judged.market.apply(
        OptionQuote.newBuilder()
            .setInstrument("BINANCE_COINM:BTC-OPTION")
            .setBidPrice(Decimals.parse("0.09"))
            .setBidQuantity(Decimals.of(5))
            .setAskPrice(Decimals.parse("0.11"))
            .setAskQuantity(Decimals.of(5))
            .setMarkPrice(Decimals.parse("0.1"))
            .setUnderlyingPrice(Decimals.parse("50000"))
            .setMarkVolatility(0.5)
            .build(),
        judged.clock);
    Contract option = judged.contract("BINANCE_COINM:BTC-OPTION");
    assertEquals(PASSES, judged.why(Check.MAX_GAMMA, buy(option, "3.1")));
    assertEquals(PASSES, judged.why(Check.MAX_VEGA, buy(option, "3")));
    assertEquals(
        "MAX_GAMMA: group=BTC gamma=0.00010133",
        judged.why(Check.MAX_GAMMA, buy(option, "3.2")).substring(0, 37));
    assertEquals(
        "MAX_VEGA: group=BTC vega=30677",
        judged.why(Check.MAX_VEGA, buy(option, "3.1")).substring(0, 30));
    assertEquals(PASSES, judged.why(Check.MAX_GAMMA, judged.sell("1")), "it has none");
  }

  private static ProposedOrder buy(Contract option, String quantity) {
    return Judged.order(option, "binance-coinm", Side.BUY, quantity, "0.11");
  }

  @Test
  void maxDailyLossUntilTheNextDayAndMaxDrawdown() {
    Judged judged = new Judged("  books: {treasury/BTC: {daily_loss: 100, drawdown: 150}}");
    profit(judged, "0");
    profit(judged, "-99.99");
    assertEquals(PASSES, judged.why(Check.MAX_DAILY_LOSS, judged.sell("1")));
    profit(judged, "-100");
    assertEquals(
        "MAX_DAILY_LOSS: book=treasury daily_loss=100 maximum=100",
        judged.why(Check.MAX_DAILY_LOSS, judged.sell("1")));
    judged.holds(Judged.LINEAR, "-1", "50000");
    assertEquals(PASSES, judged.why(Check.MAX_DAILY_LOSS, judged.buy("1")), "it shrinks");
    judged.clock += 86_400_000_000L;
    profit(judged, "-149.99");
    assertEquals(PASSES, judged.why(Check.MAX_DAILY_LOSS, judged.sell("1")), "50 since midnight");
    assertEquals(PASSES, judged.why(Check.MAX_DRAWDOWN, judged.sell("1")));
    profit(judged, "-150");
    assertEquals(
        "MAX_DRAWDOWN: book=treasury drawdown=150 maximum=150",
        judged.why(Check.MAX_DRAWDOWN, judged.sell("1")));
  }

  private static void profit(Judged judged, String profit) {
    judged.state.losses().profit(Judged.PORTFOLIO, "USDT", new BigDecimal(profit), judged.clock);
  }

  @Test
  void hedgeOvershoot() {
    Judged judged = new Judged();
    judged.net = BigDecimal.ONE;
    judged.band = new BigDecimal("0.1");
    assertEquals(PASSES, judged.why(Check.HEDGE_OVERSHOOT, judged.sell("1.1")));
    assertEquals(
        "HEDGE_OVERSHOOT: before=1 after=-0.101 band=0.1",
        judged.why(Check.HEDGE_OVERSHOOT, judged.sell("1.101")));
    assertEquals(
        "HEDGE_OVERSHOOT: before=1 after=1.001 band=0.1",
        judged.why(Check.HEDGE_OVERSHOOT, judged.buy("0.001")));
    BigDecimal leaves = new BigDecimal("0.000");
    assertEquals(
        List.of(), judged.verdict(judged.buy("1"), List.of(), Optional.of(leaves)).denials());
    assertEquals(
        List.of("HEDGE_OVERSHOOT: before=1 after=1.001 band=0.1"),
        judged.verdict(judged.buy("1"), List.of(), Optional.of(new BigDecimal("0.001"))).denials());
  }
}
