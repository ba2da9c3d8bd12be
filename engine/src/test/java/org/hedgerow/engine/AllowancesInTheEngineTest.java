package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExposureLine;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TradingState;
import org.junit.jupiter.api.Test;

/**
 * The demo's BTC book: 10 BTC of spot and 2 BTC of margin, at 50,000 a coin 600,000 USD of gross
 * before any hedge.
 */
class AllowancesInTheEngineTest {
  private static final String SECTION =
      """

      portfolio_risk:
        currency: USD
        at_par: [USDT]
        limits:
          - {limit: gross, measure: gross, scope: all, amount: 2000000}
      """;
  private static final long FIRST = 5_000_000_000L;

  private static Scenario limited() {
    return Scenario.started(yaml -> yaml + SECTION);
  }

  private static Outcome allow(Scenario scenario, String amount, long number, long lifeMicros) {
    long sequence = FIRST + number;
    return scenario.next(
        new Allowance("gross", Decimals.parse(amount), sequence, scenario.clock + lifeMicros),
        new Origin("allowance/gross", sequence, -1L, null));
  }

  private static AllowanceUse told(Scenario scenario) {
    return scenario.exposures.get(scenario.exposures.size() - 1).getAllowances().get(0);
  }

  private static String denial(Scenario scenario) {
    return scenario.decisions.get(scenario.decisions.size() - 1).getDenials().stream()
        .filter(one -> one.startsWith("MAX_GROSS"))
        .findFirst()
        .orElse("");
  }

  @Test
  void withoutTheSectionNothingIsLimitedOrTold() {
    Scenario scenario = Scenario.started();
    assertFalse(scenario.orders.isEmpty());
    assertEquals(List.of(), scenario.exposures);
  }

  @Test
  void withoutAnAllowanceNothingGrows() {
    Scenario scenario = limited();
    assertEquals(List.of(), scenario.orders);
    assertTrue(
        denial(scenario).startsWith("MAX_GROSS: limit=gross used=600000 with_order="),
        denial(scenario));
    assertTrue(denial(scenario).contains(" allowed=none sequence=0"), denial(scenario));
  }

  @Test
  void whatFitsIntoTheAllowanceGoesOut() {
    Scenario scenario = limited();
    assertEquals(Outcome.APPLIED, allow(scenario, "2000000", 1, 10_000_000));
    assertFalse(scenario.orders.isEmpty(), denial(scenario));
  }

  @Test
  void ordersOfOneDecisionAreCountedTogether() {
    Scenario whole = limited();
    allow(whole, "2000000", 1, 10_000_000);
    List<Order> both = whole.takeOrders();
    assertEquals(2, both.size());
    whole.tick();
    BigDecimal first = new BigDecimal("50000").multiply(linear(both));
    // One cent less than both need: one of them goes, and not the other.
    BigDecimal used = Amounts.toBigDecimal(told(whole).getUsed());
    assertTrue(used.compareTo(new BigDecimal("600000").add(first)) > 0, "both are counted");
    Scenario scenario = limited();
    allow(scenario, used.subtract(new BigDecimal("0.01")).toPlainString(), 1, 10_000_000);
    assertEquals(1, scenario.orders.size());
    assertTrue(denial(scenario).contains(" allowed="), denial(scenario));
  }

  private static BigDecimal linear(List<Order> orders) {
    return orders.stream()
        .filter(one -> one.getInstrument().equals(Scenario.LINEAR))
        .map(one -> Decimals.toBigDecimal(one.getQuantity()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theNeedIsToldOnceAndTheAllowanceConfirmed() {
    Scenario scenario = limited();
    scenario.tick();
    assertTrue(
        Amounts.toBigDecimal(told(scenario).getWanted()).compareTo(new BigDecimal("600000")) > 0);
    int before = scenario.exposures.size();
    allow(scenario, "610000.5", 1, 10_000_000);
    assertEquals(before + 1, scenario.exposures.size(), "told at once");
    assertEquals(FIRST + 1, told(scenario).getSequence());
    assertEquals(
        0, new BigDecimal("610000.5").compareTo(Amounts.toBigDecimal(told(scenario).getAmount())));
  }

  @Test
  void anOlderAllowanceChangesNothing() {
    Scenario scenario = limited();
    allow(scenario, "600000", 2, 10_000_000);
    assertEquals(Outcome.DUPLICATE, allow(scenario, "2000000", 1, 10_000_000));
    assertEquals(Outcome.DUPLICATE, allow(scenario, "2000000", 2, 10_000_000));
    scenario.tick();
    assertEquals(List.of(), scenario.orders);
    assertEquals(FIRST + 2, told(scenario).getSequence());
  }

  @Test
  void anAllowanceEndsByTheJournalsClock() {
    Scenario scenario = limited();
    allow(scenario, "2000000", 1, 0);
    assertEquals(List.of(), scenario.orders);
    assertTrue(denial(scenario).contains("allowed=none"), denial(scenario));
  }

  @Test
  void whatReducesNeedsNone() {
    Scenario scenario = limited();
    allow(scenario, "2000000", 1, 60_000_000);
    int rounds = 0;
    while (!scenario.orders.isEmpty() && rounds++ < 30) {
      scenario.takeOrders().forEach(scenario::fill);
    }
    // Ends at once: from here on nothing may grow.
    allow(scenario, "0", 2, 0);
    scenario.customer(Side.SELL, "2", "50000");
    scenario.tick();
    assertFalse(scenario.orders.isEmpty(), "less spot wants less of a short");
    assertEquals(Side.BUY, scenario.orders.get(0).getSide());
    scenario.takeOrders().forEach(scenario::fill);
    scenario.orders.clear();
    scenario.customer(Side.BUY, "5", "50000");
    assertEquals(List.of(), scenario.orders);
  }

  @Test
  void theReportSaysWhatIsHeld() {
    Scenario scenario = limited();
    scenario.tick();
    GroupExposure report = scenario.exposures.get(scenario.exposures.size() - 1);
    assertTrue(report.getComplete());
    assertEquals(2, report.getLines().size());
    ExposureLine spot = report.getLines().get(0);
    assertEquals(Scenario.SPOT, spot.getInstrument());
    assertEquals(0, new BigDecimal("500000").compareTo(Amounts.toBigDecimal(spot.getNotional())));
    assertEquals(10, spot.getDelta());
    assertEquals(50_000, spot.getPrice());
    ExposureLine coins = report.getLines().get(1);
    assertEquals("", coins.getInstrument());
    assertEquals(2, coins.getDelta());
    assertEquals(
        0, new BigDecimal("600000").compareTo(Amounts.toBigDecimal(told(scenario).getUsed())));
    assertEquals(0, Amounts.toBigDecimal(report.getProfits().get(0).getProfit()).signum());
  }

  @Test
  void profitIsOfThisMoment() {
    Scenario scenario = limited();
    scenario.ticks(61);
    scenario.quote(Scenario.SPOT, "50099.99", "50100.01");
    scenario.tick();
    GroupExposure report = scenario.exposures.get(scenario.exposures.size() - 1);
    // 12 BTC that are not hedged yet, 100 dearer.
    assertEquals(
        0,
        new BigDecimal("1200")
            .compareTo(Amounts.toBigDecimal(report.getProfits().get(0).getProfit())),
        Amounts.toBigDecimal(report.getProfits().get(0).getProfit()).toPlainString());
  }

  @Test
  void aVerdictStopsAndNeverLoosens() {
    Scenario scenario = limited();
    say(scenario, "1", CommandType.HALT, "ops");
    say(scenario, "2", CommandType.REDUCE, "risk");
    assertEquals(TradingState.HALTED, state(scenario));
    say(scenario, "3", CommandType.RESUME, "ops");
    say(scenario, "4", CommandType.REDUCE, "risk");
    assertEquals(TradingState.REDUCING, state(scenario));
    say(scenario, "5", CommandType.RESUME, "risk");
    assertEquals(TradingState.REDUCING, state(scenario), "only people let go on");
  }

  private static TradingState state(Scenario scenario) {
    return scenario.tables.stops().get("").getStops().get(0).getState();
  }

  private static void say(Scenario scenario, String id, CommandType type, String by) {
    scenario.next(
        new Command(id, type, "all", by, "test"), new Origin("operator", 0L, -1L, "command/" + id));
  }
}
