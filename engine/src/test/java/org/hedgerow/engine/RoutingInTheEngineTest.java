package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

/**
 * Who takes the part of a leg that cannot be traded. The demo's book is hedged, seven tenths by the
 * linear perpetual and three by the inverse one, 100 dollars a contract; then a bitcoin is bought
 * at 50,000: 0.7 of it, or 150 contracts, if both are well, and 500 contracts if only the inverse
 * one is.
 */
class RoutingInTheEngineTest {
  private static final String LINEAR = Scenario.LINEAR;
  private static final String INVERSE = Scenario.INVERSE;

  private static Scenario hedged(UnaryOperator<String> change) {
    Scenario scenario = Scenario.started(change);
    while (!scenario.orders.isEmpty()) {
      scenario.takeOrders().forEach(scenario::fill);
      rest(scenario, 5, true);
    }
    return scenario;
  }

  private static void rest(Scenario scenario, int ticks, boolean linear) {
    for (int i = 0; i < ticks; i++) {
      scenario.quote(Scenario.SPOT, "49999.99", "50000.01");
      scenario.quote(INVERSE, "49999.9", "50000.1");
      if (linear) {
        scenario.quote(LINEAR, "49999.9", "50000.1");
      }
      scenario.tick();
    }
  }

  private static Set<String> bought(Scenario scenario) {
    scenario.customer(Side.BUY, "1", "50000");
    return scenario.orders.stream().map(Order::getInstrument).collect(Collectors.toSet());
  }

  private static void isWholeHedge(Order order) {
    assertEquals(INVERSE, order.getInstrument());
    assertEquals(Side.SELL, order.getSide());
    BigDecimal contracts = Decimals.toBigDecimal(order.getQuantity());
    // To the inner edge of the band, a thousandth of some 13.
    assertTrue(
        contracts.compareTo(BigDecimal.valueOf(480)) > 0
            && contracts.compareTo(BigDecimal.valueOf(500)) <= 0,
        contracts::toPlainString);
  }

  private static void say(Scenario scenario, CommandType type, String scope) {
    scenario.next(
        Command.newBuilder()
            .setCommandId(type + scope + scenario.offset)
            .setType(type)
            .setScope(scope)
            .setBy("anna")
            .setReason("drill")
            .build(),
        new Origin("operator", 0L, -1L, "command/" + type + scope + scenario.offset));
  }

  @Test
  void whileBothAreWellBothHedge() {
    assertEquals(Set.of(LINEAR, INVERSE), bought(hedged(yaml -> yaml)));
  }

  @Test
  void aVenueThatIsSilentLeavesItsPartToTheOther() {
    Scenario scenario = hedged(yaml -> yaml);
    rest(scenario, 60, false);
    assertEquals(Set.of(INVERSE), bought(scenario));
    isWholeHedge(scenario.orders.get(0));
    scenario.takeOrders().forEach(scenario::fill);
    // It speaks again, and what it lacks of its share is its part of the next hedge.
    rest(scenario, 5, true);
    assertEquals(Set.of(LINEAR), bought(scenario));
  }

  @Test
  void theChoiceByCostDoesTheSame() {
    Scenario scenario =
        hedged(
            yaml ->
                yaml.replaceFirst(
                    "leave: 0.001}", "leave: 0.001}\n        choice: {method: optimal-split}"));
    rest(scenario, 60, false);
    assertEquals(Set.of(INVERSE), bought(scenario));
    isWholeHedge(scenario.orders.get(0));
  }

  /** What is bought back is held in both; nothing waits for the one that is silent. */
  @Test
  void aHedgeIsTakenBackWhereThatCanBeDone() {
    Scenario scenario = hedged(yaml -> yaml);
    rest(scenario, 60, false);
    scenario.customer(Side.SELL, "1", "50000");
    assertEquals(1, scenario.orders.size());
    assertEquals(INVERSE, scenario.orders.get(0).getInstrument());
    assertEquals(Side.BUY, scenario.orders.get(0).getSide());
    assertTrue(
        Decimals.toBigDecimal(scenario.orders.get(0).getQuantity())
                .compareTo(BigDecimal.valueOf(480))
            > 0);
  }

  @Test
  void whereTradingIsStoppedTheOtherHedges() {
    for (CommandType stop : List.of(CommandType.HALT, CommandType.REDUCE)) {
      Scenario scenario = hedged(yaml -> yaml);
      say(scenario, stop, "account:binance-usdm");
      assertEquals(Set.of(INVERSE), bought(scenario), stop::toString);
      isWholeHedge(scenario.orders.get(0));
    }
  }

  /** Where only what reduces may leave, buying back does. */
  @Test
  void whatReducesStaysWhereItIs() {
    Scenario scenario = hedged(yaml -> yaml);
    say(scenario, CommandType.REDUCE, "account:binance-usdm");
    scenario.customer(Side.SELL, "1", "50000");
    assertEquals(
        Set.of(LINEAR, INVERSE),
        scenario.orders.stream().map(Order::getInstrument).collect(Collectors.toSet()));
  }

  /** Then the checks say why, of each. */
  @Test
  void withoutAnyLegItIsDenied() {
    Scenario scenario = hedged(yaml -> yaml);
    scenario.ticks(6);
    assertEquals(Set.of(), bought(scenario));
    List<String> denials = scenario.decisions.get(scenario.decisions.size() - 1).getDenials();
    assertEquals(2, denials.size(), denials::toString);
    assertTrue(denials.stream().allMatch(one -> one.startsWith("STALE_MARKET_DATA")));
  }

  /** A second book on the same accounts buys while the first one's sale stands there. */
  @Test
  void noBookTakesWhatAnotherHasStanding() {
    Scenario scenario = new Scenario();
    scenario.next(
        Scenario.snapshot(
            yaml ->
                ChaseInTheEngineTest.worked("algorithm: chase")
                    .apply(yaml)
                    .replaceFirst(
                        "\nlimits:",
                        """

                          - portfolio: other
                            number: 2
                            holdings:
                              - {account: binance-spot, instrument: "BINANCE_SPOT:BTCUSDT", quantity: -3}
                            books:
                              - group: BTC
                                strategy: naive
                                parameters: {ratio: 1}
                                band: {enter: 0.01, leave: 0.001}
                                hedges:
                                  - {instrument: "BINANCE_USDM:BTCUSDT", account: binance-usdm, weight: 0.5}
                                  - {instrument: "BINANCE_COINM:BTCUSD_PERP", account: binance-coinm, weight: 0.5}

                        limits:\
                        """)));
    scenario.venuesHold("opening", "7", "0", "0");
    scenario.quoted();
    List<Order> bought = scenario.orders.stream().filter(o -> o.getSide() == Side.BUY).toList();
    assertEquals(
        List.of(INVERSE), bought.stream().map(Order::getInstrument).toList(), bought::toString);
    // 3, less the inner edge of the band of 0.003, at 50,000: 1,498 contracts.
    assertTrue(
        Decimals.toBigDecimal(bought.get(0).getQuantity()).compareTo(new BigDecimal(1490)) > 0);
  }
}
