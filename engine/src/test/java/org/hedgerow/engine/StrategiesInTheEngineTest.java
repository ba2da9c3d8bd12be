package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.hedgerow.engine.strategy.CountingStrategy;
import org.hedgerow.schema.Alternative;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies, bands and choices from the configuration to the order. */
class StrategiesInTheEngineTest {
  private static final String NAIVE = "strategy: naive\n        parameters: {ratio: 1}\n";
  private static final String BAND = "        band: {enter: 0.01, leave: 0.001}\n";
  private static final String NARROW = "        band: {enter: 0.002, leave: 0.0005}\n";
  private static final Map<String, String> BOOKS =
      Map.ofEntries(
          Map.entry("naive", NAIVE + BAND),
          Map.entry("counting", "strategy: counting\n" + BAND),
          Map.entry("half", "strategy: ratio\n        parameters: {ratio: 0.5}\n" + NARROW),
          Map.entry(
              "drifting",
              "strategy: minimum-variance\n"
                  + "        parameters: {interval: 100ms, window: 300, minimum_samples: 10,"
                  + " r_squared_floor: 0}\n"
                  + "        band: {enter: 0.03, leave: 0.01}\n"),
          Map.entry(
              "minimum-variance",
              "strategy: minimum-variance\n"
                  + "        parameters: {interval: 300ms, window: 40, minimum_samples: 10}\n"
                  + BAND),
          Map.entry(
              "ewma",
              "strategy: minimum-variance\n"
                  + "        parameters: {estimator: ewma, interval: 500ms, minimum_samples: 10}\n"
                  + "        band: {method: zakamouline, risk_aversion: 0.00001, cost: 0.0005,"
                  + " interval: 1s, minimum_samples: 5}\n"),
          Map.entry(
              "basket",
              "strategy: minimum-variance\n"
                  + "        parameters: {basket: true, interval: 300ms, window: 30,"
                  + " minimum_samples: 10, r_squared_floor: 0}\n"
                  + BAND),
          Map.entry(
              "regime",
              "strategy: regime\n"
                  + "        parameters:\n"
                  + "          {interval: 300ms, window: 20, minimum_samples: 5, volatility: 3.5,"
                  + " drawdown: 0.01,\n"
                  + "           calm: {strategy: ratio, parameters: {ratio: 0.5}},\n"
                  + "           rough: {strategy: naive, band: {enter: 0.02, leave: 0.01}}}\n"
                  + BAND),
          Map.entry(
              "choice",
              NAIVE
                  + BAND
                  + "        cool_down: 500ms\n"
                  + "        choice: {method: expected-cost, interval: 300ms, minimum_samples: 5}\n"),
          Map.entry(
              "split",
              NAIVE
                  + BAND
                  + "        choice: {method: optimal-split, interval: 300ms, minimum_samples: 5}\n"),
          Map.entry(
              "leverage",
              "strategy: ratio\n        parameters: {ratio: 0.5}\n"
                  + NARROW
                  + "        leverage: {low: 0.88, target: 0.9, high: 0.92}\n"));

  private static UnaryOperator<String> with(String book) {
    return yaml -> {
      assertTrue(yaml.contains(NAIVE + BAND));
      return yaml.replaceFirst(
          java.util.regex.Pattern.quote(NAIVE + BAND),
          java.util.regex.Matcher.quoteReplacement(BOOKS.get(book)));
    };
  }

  /**
   * One engine that lives through a long journal, and one that is restarted before every entry,
   * when it looks at every book and lays its series out from their rows: the same orders and
   * decisions. So nothing sleeps that should not, and nothing is remembered but in the tables.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "naive",
        "counting",
        "half",
        "drifting",
        "minimum-variance",
        "ewma",
        "basket",
        "regime",
        "choice",
        "split",
        "leverage"
      })
  void whoWasRestartedBeforeEveryEntryDecidesTheSame(String book) {
    Scenario lived = Scenario.started(with(book));
    Random random = new Random(7);
    double price = 50_000;
    for (int i = 0; i < 1_500; i++) {
      price *= 1 + random.nextGaussian() * 0.001;
      step(lived, random, price);
    }
    assertTrue(lived.decisions.size() > 20, lived.decisions.size() + " decisions");

    Scenario again = lived.livedAgain();
    assertEquals(lived.decisions, again.decisions);
    assertEquals(
        again.decisions.stream().mapToInt(one -> one.getClientOrderIds().size()).sum(),
        again.orders.stream().filter(order -> order.getCommandNumber() == 1).count());
  }

  private static void step(Scenario scenario, Random random, double price) {
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> scenario.tick();
      case 3 -> quote(scenario, Scenario.SPOT, price, random);
      case 4 -> quote(scenario, Scenario.LINEAR, price + random.nextInt(40), random);
      case 5 -> quote(scenario, Scenario.INVERSE, price - random.nextInt(40), random);
      case 6 -> scenario.next(new Mark(Scenario.INVERSE, Decimals.parse("%.1f".formatted(price))));
      case 7 -> {
        if (random.nextInt(4) == 0) {
          scenario.customer(random.nextBoolean() ? Side.BUY : Side.SELL, "0.2", "50000");
        }
      }
      default -> {
        if (!scenario.orders.isEmpty()) {
          Order order = scenario.orders.remove(0);
          scenario.next(
              random.nextInt(3) == 0
                  ? scenario.expired(order, "0")
                  : scenario.fillOf(order, Decimals.toString(order.getQuantity())));
        }
      }
    }
  }

  private static void quote(Scenario scenario, String instrument, double price, Random random) {
    double half = 0.1 + random.nextInt(3);
    scenario.quote(instrument, "%.1f".formatted(price - half), "%.1f".formatted(price + half));
  }

  /** 12 of exposure in a book that is hedged: what moves nothing asks for nothing. */
  @Test
  void aBookInsideItsBandIsNotAskedForEveryQuoteAndTick() {
    Scenario scenario = hedged("counting");
    scenario.tick();
    int before = CountingStrategy.calls;
    for (int i = 0; i < 100; i++) {
      scenario.quote(Scenario.LINEAR, "50100.0", "50100.2");
      scenario.quote(Scenario.INVERSE, "50000.0", "50000.2");
      scenario.tick();
    }
    assertEquals(before, CountingStrategy.calls);
    scenario.customer(Side.BUY, "0.05", "50000");
    assertEquals(before + 1, CountingStrategy.calls, "a fill is looked at");
  }

  /**
   * A third of the hedge is in the inverse contract, a ratio of one: its delta leaves the hedge as
   * it enters the coin, so that no price moves the residual. With half a hedge it does.
   */
  @Test
  void aPriceThatMovesAnInverseContractFarEnoughWakesItsBook() {
    Scenario scenario = Scenario.started(yaml -> yaml.replaceFirst("ratio: 1", "ratio: 0.5"));
    fillAll(scenario);
    scenario.tick();
    int before = scenario.decisions.size();
    scenario.quote(Scenario.LINEAR, "50000.0", "50000.2");
    scenario.quote(Scenario.INVERSE, "50100.0", "50100.2");
    scenario.tick();
    assertEquals(before, scenario.decisions.size(), "inside the band");
    scenario.quote(Scenario.LINEAR, "80000.0", "80000.2");
    scenario.quote(Scenario.INVERSE, "80000.0", "80000.2");
    scenario.tick();
    assertEquals(before + 1, scenario.decisions.size());
  }

  @Test
  void theMinimumVarianceDecisionSaysWhatItWasMadeOf() {
    Scenario scenario = Scenario.started(with("minimum-variance"));
    Decision first = scenario.decisions.get(scenario.decisions.size() - 1);
    assertTrue(first.getReasons().get(0).startsWith("minimum variance falls back"));
    assertEquals("0", first.getStatistics().get("samples"));
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      fillAll(scenario);
      int price = 50_000 + random.nextInt(400);
      for (String one : List.of(Scenario.SPOT, Scenario.LINEAR, Scenario.INVERSE)) {
        scenario.quote(one, price + ".0", price + ".2");
      }
      scenario.tick();
      scenario.tick();
      scenario.tick();
    }
    scenario.customer(Side.SELL, "2", "50000");
    Decision last = scenario.decisions.get(scenario.decisions.size() - 1);
    // All three move alike, so the ratio is one and explains all.
    assertEquals("1", last.getStatistics().get("hedge_ratio"));
    assertEquals("1", last.getStatistics().get("r_squared"));
    assertEquals("40", last.getStatistics().get("samples"));
    assertEquals(List.of(), last.getReasons());
    assertEquals("fixed", last.getBand());
  }

  /**
   * Spreads of 0.2 on 50,000 are 2e-6 either way. The linear perpetual pays shorts 0.0003 in each
   * of the horizon's one interval, the inverse nothing: the short hedge goes to the linear one.
   */
  @Test
  void theHedgeGoesWhereItIsExpectedToCostLeast() {
    UnaryOperator<String> weighed =
        yaml ->
            yaml.replaceFirst(
                "leave: 0.001}", "leave: 0.001}\n        choice: {method: expected-cost}");
    Scenario scenario = new Scenario();
    scenario.next(Scenario.snapshot(weighed));
    scenario.venuesHold("opening", "10", "0", "0");
    scenario.next(new Funding(Scenario.LINEAR, Decimals.parse("0.0003"), null));
    scenario.quoted();
    assertEquals(
        List.of(Scenario.LINEAR), scenario.orders.stream().map(Order::getInstrument).toList());
    Decision decision = scenario.decisions.get(scenario.decisions.size() - 1);
    Alternative linear = decision.getAlternatives().get(0);
    assertTrue(linear.getChosen());
    assertEquals(2e-6, linear.getHalfSpread(), 1e-12);
    assertEquals(-0.0003, linear.getCarry(), 1e-15);
    assertFalse(decision.getAlternatives().get(1).getChosen());
    assertEquals(List.of(Scenario.LINEAR + " is expected to cost least"), decision.getReasons());
    // The other side pays now: 0.0003 more than nothing, so the next sale goes to the inverse one.
    fillAll(scenario);
    scenario.next(new Funding(Scenario.LINEAR, Decimals.parse("-0.0003"), null));
    scenario.customer(Side.BUY, "1", "50000");
    assertEquals(
        List.of(Scenario.INVERSE), scenario.orders.stream().map(Order::getInstrument).toList());
  }

  @Test
  void aHedgeWaitsUntilItHasCooledDown() {
    Scenario scenario = hedged("choice");
    scenario.quoted();
    scenario.ticks(1);
    scenario.customer(Side.BUY, "1", "50000");
    fillAll(scenario);
    scenario.customer(Side.BUY, "1", "50000");
    Decision denied = scenario.decisions.get(scenario.decisions.size() - 1);
    assertTrue(denied.getDenials().get(0).startsWith("COOL_DOWN: until_us="), denied.toString());
    scenario.ticks(0.5);
    assertEquals(1, scenario.orders.size());
  }

  private static Scenario hedged(String book) {
    Scenario scenario = Scenario.started(with(book));
    for (int i = 0; i < 20; i++) {
      fillAll(scenario);
      scenario.ticks(book.equals("choice") ? 0.6 : 0.1);
    }
    fillAll(scenario);
    assertEquals(List.of(), scenario.orders);
    return scenario;
  }

  private static void fillAll(Scenario scenario) {
    for (int i = 0; i < 40 && !scenario.orders.isEmpty(); i++) {
      Order order = scenario.orders.remove(0);
      scenario.fill(order);
    }
  }
}
