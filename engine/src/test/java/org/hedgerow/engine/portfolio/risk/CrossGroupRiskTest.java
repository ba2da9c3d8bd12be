package org.hedgerow.engine.portfolio.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.ExposureLine;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.PortfolioProfit;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.RiskState;
import org.junit.jupiter.api.Test;

/** Figures that are worked out by hand in the comments. */
class CrossGroupRiskTest {
  /** 2001-09-09 01:46:40 UTC. */
  private static final long START = 1_000_000_000_000_000L;

  private static final long SECOND = 1_000_000;
  private static final double CLOSE = 1e-9;

  /** What was said, in its order. */
  private static final class Said implements RiskOutput {
    final List<String> verdicts = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final List<RiskMetrics> metrics = new ArrayList<>();

    @Override
    public void allowance(String group, Allowance allowance) {}

    @Override
    public void verdict(String group, Command command) {
      verdicts.add(group + " " + command.getType() + " " + command.getScope());
      commands.add(command);
    }

    @Override
    public void metrics(RiskMetrics told) {
      metrics.add(told);
    }

    RiskMetrics last(String scope) {
      RiskMetrics last = null;
      for (RiskMetrics one : metrics) {
        last = one.getScope().equals(scope) ? one : last;
      }
      return last;
    }
  }

  private static ExposureLine line(
      String instrument, InstrumentKind kind, double quantity, double price) {
    BigDecimal notional = BigDecimal.valueOf(quantity).multiply(BigDecimal.valueOf(price));
    return ExposureLine.newBuilder()
        .setPortfolio("treasury")
        .setVenue(instrument.substring(0, instrument.indexOf(':')))
        .setAccount("a")
        .setInstrument(instrument)
        .setAsset(instrument.contains("ETH") ? "ETH" : "BTC")
        .setKind(kind)
        .setQuantity(Amounts.of(BigDecimal.valueOf(quantity)))
        .setNotional(Amounts.of(notional))
        .setWorstNotional(Amounts.of(notional.abs()))
        .setMargin(Amounts.of(notional.abs().movePointLeft(1)))
        .setDelta(quantity)
        .setPrice(price)
        .build();
  }

  private static GroupExposure report(
      String group, long sequence, long clock, double profit, ExposureLine... lines) {
    return GroupExposure.newBuilder()
        .setGroup(group)
        .setSequence(sequence)
        .setCause(new Coordinate(0, sequence))
        .setCauseReceiveTimeMicros(clock)
        .setTimeMicros(clock)
        .setCurrency("USD")
        .setComplete(true)
        .setLines(List.of(lines))
        .setAllowances(List.of())
        .setProfits(
            List.of(new PortfolioProfit("treasury", Amounts.of(BigDecimal.valueOf(profit)))))
        .setConfigVersion(1)
        .setEngineVersion("test")
        .build();
  }

  private static final Configuration USUAL =
      RiskSamples.configuration(
          "  scenarios:\n"
              + "    - {scenario: fall, prices: {BTC: -0.1}, others: -0.2, volatility: 0.2, basis:"
              + " -0.01}\n"
              + "    - {scenario: covid, day: \"2020-03-12\"}\n",
          "    - {limit: loss, measure: daily_loss, scope: all, amount: 5000, verdict: halt}\n"
              + "    - {limit: net, measure: net, scope: \"venue:BINANCE_USDM\", amount: 60000,"
              + " verdict: reduce}\n"
              + "    - {limit: fall, measure: drawdown, scope: \"portfolio:treasury\", amount:"
              + " 7000}\n");

  private static final ExposureLine[] BTC = {
    line("BINANCE_SPOT:BTCUSDT", InstrumentKind.SPOT, 2, 50_000),
    line("BINANCE_USDM:BTCUSDT", InstrumentKind.LINEAR_PERPETUAL, -1, 50_000)
  };
  private static final ExposureLine ETH =
      line("BINANCE_SPOT:ETHUSDT", InstrumentKind.SPOT, 10, 3_000);

  private static CrossGroupRisk machine() {
    return new CrossGroupRisk(USUAL, RiskTables.of(new MemoryTables()));
  }

  @Test
  void sumsUpGroupsByScope() {
    Said said = new Said();
    CrossGroupRisk risk = machine();
    risk.on(report("BTC", 1, START, 0, BTC), START, said);
    assertEquals(false, said.last("all").getComplete(), "ETH was not heard");
    risk.on(report("ETH", 1, START + 2 * SECOND, 0, ETH), START, said);
    RiskMetrics all = said.last("all");
    assertTrue(all.getComplete());
    // 100,000 + 50,000 + 30,000; 100,000 - 50,000 + 30,000; a tenth of gross.
    assertEquals(180_000, all.getGross(), CLOSE);
    assertEquals(80_000, all.getNet(), CLOSE);
    assertEquals(18_000, all.getMargin(), CLOSE);
    // BTC has 150 of 180; (150^2 + 30^2) / 180^2.
    assertEquals(150.0 / 180, all.getLargestShare(), CLOSE);
    assertEquals(23_400.0 / 32_400, all.getHerfindahl(), CLOSE);
    assertEquals(80_000, all.getDelta(), CLOSE);
    assertEquals(50_000, said.last("venue:BINANCE_USDM").getGross(), CLOSE);
    assertEquals(-50_000, said.last("venue:BINANCE_USDM").getNet(), CLOSE);
    assertEquals(180_000, said.last("portfolio:treasury").getGross(), CLOSE);
    // BTC: 1 net coin by -10 %, the perpetual's basis -1 % on a short; ETH by -20 %.
    assertEquals(-5_000 + 500 - 6_000, all.getStress().get(0).getProfit(), CLOSE);
    // Published candles: BTC -39.51 %, ETH -44.60 % on 2020-03-12.
    assertEquals(50_000 * -0.3951 + 30_000 * -0.4460, all.getStress().get(1).getProfit(), 1e-6);
  }

  @Test
  void optionsCountByDeltaGammaAndVega() {
    ExposureLine option = line("DERIBIT:BTC-C", InstrumentKind.OPTION, 1, 100);
    option.setGamma(0.001);
    option.setVega(200);
    ScopeExposure exposure =
        ScopeExposure.of(TradingScope.ALL, List.of(report("BTC", 1, START, 0, option)));
    // A fall by 10: -10 of delta, half of 0.001 * 100 of gamma, 0.2 * 200 of vega; no basis.
    assertEquals(
        -10 + 0.05 + 40,
        exposure.stress(USUAL.portfolioRisk().orElseThrow().scenarios().get(0)),
        CLOSE);
    // Delta changes by 0.001 for a price of 1: for 1 % of 100 by 0.001, worth 0.1.
    assertEquals(0.1, exposure.gamma(), CLOSE);
    assertEquals(2, exposure.vega(), CLOSE);
  }

  @Test
  void aBrokenLimitIsToldOnceToEveryGroupUntilItClears() {
    Said said = new Said();
    CrossGroupRisk risk = machine();
    risk.on(report("ETH", 1, START, 300, ETH), START, said);
    double[] profits = {1_000, -4_000, -4_001, -9_000, -3_751, -4_500, -3_749, -4_500};
    for (int i = 0; i < profits.length; i++) {
      risk.on(report("BTC", i + 1, START + i * SECOND / 10, profits[i], BTC), START, said);
      // From 1,000 on: lost 5,000 is at the limit, 5,001 beyond; 4,751 not cleared, 4,749 is.
      assertEquals(i < 2 ? 0 : i < 7 ? 2 : 4, said.verdicts.size(), "after " + profits[i]);
    }
    assertEquals(List.of("BTC HALT all", "ETH HALT all"), said.verdicts.subList(0, 2));
    assertEquals("risk/loss/1/BTC/3", said.commands.get(0).getCommandId());
    assertEquals("risk/loss/1/BTC/8", said.commands.get(2).getCommandId());
    assertEquals("risk", said.commands.get(0).getBy());
    assertTrue(
        said.commands.get(0).getReason().startsWith("MAX_DAILY_LOSS: limit=loss value=5001"));
  }

  @Test
  void theDayBeginsAnewAtMidnightUtcAndTheDrawdownDoesNot() {
    Said said = new Said();
    CrossGroupRisk risk = machine();
    risk.on(report("BTC", 1, START, 0, BTC), START, said);
    risk.on(report("BTC", 2, START + SECOND, 2_000, BTC), START, said);
    risk.on(report("BTC", 3, START + 2 * SECOND, -2_500, BTC), START, said);
    assertEquals(-2_500, said.last("all").getDailyProfit(), CLOSE);
    assertEquals(-4_500, said.last("all").getDrawdown(), CLOSE);
    long midnight = 1_000_080_000_000_000L;
    risk.on(report("BTC", 4, midnight, -2_600, BTC), START, said);
    assertEquals(0, said.last("all").getDailyProfit(), CLOSE);
    assertEquals(-4_600, said.last("all").getDrawdown(), CLOSE);
    risk.on(report("BTC", 5, midnight + SECOND, -5_100, BTC), START, said);
    assertEquals(-2_500, said.last("all").getDailyProfit(), CLOSE);
    assertEquals(List.of("fall"), said.last("portfolio:treasury").getBroken());
    assertEquals(List.of(), said.commands, "that limit has no verdict");
  }

  @Test
  void aLimitOfAVenueJudgesThatVenueAlone() {
    Said said = new Said();
    CrossGroupRisk risk = machine();
    risk.on(report("BTC", 1, START, 0, BTC), START, said);
    assertEquals(List.of(), said.verdicts);
    ExposureLine more = line("BINANCE_USDM:BTCUSDT", InstrumentKind.LINEAR_PERPETUAL, -1.3, 50_000);
    risk.on(report("BTC", 2, START + 1, 0, BTC[0], more), START, said);
    assertEquals(CommandType.REDUCE, said.commands.get(0).getType());
    assertEquals("venue:BINANCE_USDM", said.commands.get(0).getScope());
  }

  @Test
  void whatWasSaidBeforeTheSubmissionIsOnlyHistory() {
    Said said = new Said();
    CrossGroupRisk risk = machine();
    long submitted = START + 10 * SECOND;
    risk.on(report("BTC", 1, START, 0, BTC), submitted, said);
    risk.on(report("BTC", 2, START + SECOND, -90_000, BTC), submitted, said);
    assertEquals(List.of(), said.verdicts);
    assertEquals(List.of(), said.metrics);
    risk.on(report("BTC", 3, submitted, -90_000, BTC), submitted, said);
    assertEquals(2, said.verdicts.size(), "it is still so");
  }

  @Test
  void aReportThatComesAgainSaysNothing() {
    Said said = new Said();
    CrossGroupRisk risk = machine();
    risk.on(report("BTC", 5, START, 0, BTC), START, said);
    int told = said.metrics.size();
    risk.on(report("BTC", 5, START + 5 * SECOND, -90_000, BTC), START, said);
    risk.on(report("BTC", 4, START + 5 * SECOND, -90_000, BTC), START, said);
    assertEquals(told, said.metrics.size());
    assertEquals(List.of(), said.verdicts);
  }

  @Test
  void positionsOfNowAreMovedByWhatPricesDid() {
    MemoryTables memory = new MemoryTables();
    SampledPrices prices = new SampledPrices(RiskTables.of(memory).prices(), 3);
    RiskState state = RiskState.newBuilder().build();
    for (double price : new double[] {100, 110, 99}) {
      prices.sample(
          state,
          List.of(
              report("BTC", 1, START, 0, line("V:BTC", InstrumentKind.SPOT, 5, price)),
              report("ETH", 1, START, 0, line("V:ETH", InstrumentKind.SPOT, 1, 300 - price))));
    }
    // 2 coins at 99 by +10 % and -10 %.
    assertArrayEquals(
        new double[] {19.8, -19.8},
        prices.profits(List.of(line("V:BTC", InstrumentKind.SPOT, 2, 99)), state.getSamples()),
        CLOSE);
    // An instrument that was never held before moves as its asset did.
    assertArrayEquals(
        new double[] {-19.8, 19.8},
        prices.profits(
            List.of(line("V:BTC-PERP", InstrumentKind.LINEAR_PERPETUAL, -2, 99)),
            state.getSamples()),
        CLOSE);
    for (double price : new double[] {99, 99}) {
      prices.sample(
          state, List.of(report("BTC", 1, START, 0, line("V:BTC", InstrumentKind.SPOT, 5, price))));
    }
    assertEquals(4, state.getSamples(), "three returns are kept");
    assertArrayEquals(
        new double[] {-19.8, 0, 0},
        prices.profits(List.of(line("V:BTC", InstrumentKind.SPOT, 2, 99)), state.getSamples()),
        CLOSE);
  }
}
