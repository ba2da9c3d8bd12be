package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.portfolio.risk.CrossGroupRisk;
import org.hedgerow.engine.portfolio.risk.RiskOutput;
import org.hedgerow.engine.portfolio.risk.RiskTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TradingState;
import org.junit.jupiter.api.Test;

/**
 * The loop closed in memory: the BTC group and the risk job, with an ETH group that only echoes.
 */
class AcrossGroupsInTheEngineTest implements RiskOutput {
  private static final String SECTION =
      """

      portfolio_risk:
        currency: USD
        at_par: [USDT]
        limits:
          - {limit: gross, measure: gross, scope: all, amount: 2000000}
          - {limit: net, measure: net, scope: all, amount: 650000, verdict: reduce}
      """;

  private final Configuration configuration = Scenario.configuration(yaml -> yaml + SECTION);
  private final Scenario scenario = Scenario.started(yaml -> yaml + SECTION);
  private final CrossGroupRisk risk =
      new CrossGroupRisk(configuration, RiskTables.of(new MemoryTables()));
  private final Deque<GroupExposure> topic = new ArrayDeque<>();
  private final long submitted = scenario.clock;
  private int heard;
  private long ethReports;
  private BigDecimal ethHolds = BigDecimal.ZERO;

  @Override
  public void allowance(String group, Allowance allowance) {
    if (group.equals("BTC")) {
      scenario.next(allowance, new Origin("allowance/gross", allowance.getSequence(), -1L, null));
    } else {
      ethHolds = Decimals.toBigDecimal(allowance.getAmount());
      topic.add(eth(allowance));
    }
  }

  @Override
  public void verdict(String group, Command command) {
    if (group.equals("BTC")) {
      scenario.next(command, new Origin("risk", 0L, -1L, command.getCommandId()));
    }
  }

  @Override
  public void metrics(RiskMetrics metrics) {}

  private GroupExposure eth(Allowance held) {
    return GroupExposure.newBuilder()
        .setGroup("ETH")
        .setSequence(++ethReports)
        .setCause(new Coordinate(0, ethReports))
        .setCauseReceiveTimeMicros(scenario.clock)
        .setTimeMicros(scenario.clock)
        .setCurrency("USD")
        .setComplete(true)
        .setLines(List.of())
        .setAllowances(
            List.of(
                new AllowanceUse(
                    "gross",
                    Amounts.zero(),
                    Amounts.zero(),
                    held == null ? 0 : held.getSequence(),
                    Amounts.of(
                        held == null ? BigDecimal.ZERO : Decimals.toBigDecimal(held.getAmount())),
                    held == null ? 0 : held.getExpiresMicros())))
        .setProfits(List.of())
        .setConfigVersion(1L)
        .setEngineVersion("test")
        .build();
  }

  private void round() {
    scenario.tick();
    while (heard < scenario.exposures.size() || !topic.isEmpty()) {
      risk.on(topic.isEmpty() ? scenario.exposures.get(heard++) : topic.poll(), submitted, this);
    }
  }

  @Test
  void theGroupHedgesWithinWhatItIsAllowedAndStopsByTheVerdict() {
    assertEquals(List.of(), scenario.orders, "nothing is allowed yet");
    topic.add(eth(null));
    round();
    round();
    assertFalse(scenario.orders.isEmpty(), "allowed now");
    // Both are told of parts of 2,000,000, and BTC's own is above the 600,000 that it uses.
    AllowanceUse btc = scenario.exposures.get(scenario.exposures.size() - 1).getAllowances().get(0);
    BigDecimal allowed = Amounts.toBigDecimal(btc.getAmount());
    assertTrue(allowed.compareTo(new BigDecimal("600000")) > 0, allowed.toPlainString());
    assertTrue(allowed.add(ethHolds).compareTo(new BigDecimal("2000000")) <= 0);
    assertEquals(0, scenario.tables.stops().get("") == null ? 0 : 1, "no verdict yet");
    // 12 coins are 600,000 net; 2 more are 700,000, beyond 650,000.
    scenario.orders.clear();
    scenario.customer(Side.BUY, "2", "50000");
    round();
    assertEquals(
        TradingState.REDUCING, scenario.tables.stops().get("").getStops().get(0).getState());
    assertEquals("risk", scenario.tables.stops().get("").getStops().get(0).getBy());
    assertTrue(scenario.alertCodes().contains("TRADING_STATE"));
  }
}
