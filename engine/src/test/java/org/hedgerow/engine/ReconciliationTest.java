package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.HedgeInstrument;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

/** The named cases of specs/orders, and when an account may trade. */
class ReconciliationTest {
  private static final String USDM = "binance-usdm";

  @Test
  void nothingIsTradedBeforeTheVenueAgrees() {
    Scenario scenario = new Scenario();
    scenario.next(Scenario.snapshot());
    scenario.next(Scenario.coins("binance-spot", "BTC", "s0", "10"));
    scenario.quoted();
    scenario.ticks(6);
    assertEquals(List.of(), scenario.orders);
    assertTrue(
        scenario.decisions.stream()
            .flatMap(decision -> decision.getDenials().stream())
            .anyMatch("RECONCILING: account=binance-usdm instrument=BINANCE_USDM:BTCUSDT"::equals));
    scenario.quoted();
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", "0"));
    assertEquals(List.of(Scenario.LINEAR), instruments(scenario));
  }

  /** Where it is not known what is held, it is not known what hedges it. */
  @Test
  void nothingIsHedgedWhoseExposureIsInDoubt() {
    Scenario scenario = new Scenario();
    scenario.next(Scenario.snapshot());
    scenario.venuesHold("s1", "5", "0", "0");
    scenario.quoted();
    scenario.ticks(6);
    assertEquals(List.of(), scenario.orders, "the legs agree, and ten coins or five are to hedge");
    assertTrue(
        scenario.decisions.stream()
            .flatMap(decision -> decision.getDenials().stream())
            .anyMatch("RECONCILING: account=binance-spot instrument=BINANCE_SPOT:BTCUSDT"::equals));
    scenario.quoted();
    scenario.next(Scenario.coins("binance-spot", "BTC", "s2", "10"));
    assertFalse(scenario.orders.isEmpty());
  }

  @Test
  void aReportThatIsNoSnapshotSaysNothing() {
    Scenario scenario = new Scenario();
    scenario.next(Scenario.snapshot());
    scenario.quoted();
    var update = Scenario.position(USDM, Scenario.LINEAR, "s1", "0");
    update.setSnapshot(null);
    scenario.next(update);
    assertEquals(List.of(), scenario.orders);
  }

  @Test
  void startingFlatWhileTheVenueHoldsAPosition() {
    Scenario scenario = new Scenario();
    scenario.next(Scenario.snapshot());
    scenario.venuesHold("s1", "10", "-3", "0");
    scenario.quoted();
    assertEquals(List.of(Scenario.INVERSE), instruments(scenario), "the other account agrees");
    assertEquals(List.of(), scenario.alerts, "one snapshot may be early");
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", "-3"));
    assertEquals(List.of("RECONCILIATION_BREAK"), scenario.alertCodes());
    assertEquals(USDM, scenario.alerts.get(0).getScope());
    assertTrue(
        scenario.alerts.get(0).getText().contains("holds -3 of BINANCE_USDM:BTCUSDT"),
        scenario.alerts.get(0).getText());
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s3", "-3"));
    assertEquals(1, scenario.alerts.size(), "once a difference");
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s4", "-4"));
    assertEquals(2, scenario.alerts.size(), "another difference");
    assertFalse(instruments(scenario).contains(Scenario.LINEAR));
  }

  @Test
  void whatMakesTheVenuesPositionSmallerMayLeave() {
    Scenario scenario = new Scenario();
    scenario.next(Scenario.snapshot());
    scenario.next(Scenario.coins("binance-spot", "BTC", "s0", "10"));
    scenario.quoted();
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", "2"));
    assertEquals(List.of(), scenario.orders, "a clip of five sells more than the two");
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", "6"));
    assertEquals(List.of(Scenario.LINEAR), instruments(scenario));
    assertEquals(Side.SELL, scenario.orders.get(0).getSide());
  }

  @Test
  void aDifferenceInOneSnapshotIsNone() {
    Scenario scenario = hedged();
    String held = held(scenario);
    String ahead = new BigDecimal(held).subtract(BigDecimal.ONE).toPlainString();
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", ahead));
    var again = Scenario.position(USDM, Scenario.LINEAR, "s1", ahead);
    again.setReportId("the same snapshot under another id");
    assertEquals(Outcome.APPLIED, scenario.next(again));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", held));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s3", ahead));
    assertEquals(List.of(), scenario.alerts);
    scenario.customer(Side.BUY, "1", "50000");
    assertTrue(instruments(scenario).contains(Scenario.LINEAR), "it may trade");
  }

  @Test
  void activityBetweenTheSnapshotsMakesThemNone() {
    Scenario scenario = hedged();
    String ahead = new BigDecimal(held(scenario)).subtract(BigDecimal.ONE).toPlainString();
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", ahead));
    scenario.next(stranger(scenario, "web_1", "0.01"));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", ahead));
    assertEquals(List.of(), scenario.alerts);
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s3", ahead));
    assertEquals(List.of("RECONCILIATION_BREAK"), scenario.alertCodes());
  }

  /** The gateway tells of a fill while older snapshots wait to be decoded. */
  @Test
  void snapshotsFromBeforeAKnownFillSayNothing() {
    Scenario scenario = hedged();
    String before = held(scenario);
    long early = scenario.tables.header().get("").getClockMicros();
    scenario.ticks(1);
    scenario.next(stranger(scenario, "web_1", "0.01"));
    String after = held(scenario);
    for (String snapshot : List.of("s1", "s2", "s3")) {
      JournalEntry stale =
          scenario.entry(
              Scenario.position(USDM, Scenario.LINEAR, snapshot, before), scenario.market());
      stale.setReceiveTimeMicros(early);
      assertEquals(Outcome.APPLIED, scenario.next(stale));
    }
    assertEquals(List.of(), scenario.alerts);
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s4", after));
    assertEquals(List.of(), scenario.alerts);
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s5", "-99"));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s6", "-99"));
    assertEquals(List.of("RECONCILIATION_BREAK"), scenario.alertCodes(), "fresh ones do");
  }

  @Test
  void whileAnOrderIsInFlightNothingIsCompared() {
    Scenario scenario = Scenario.started();
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", "-1"));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", "-1"));
    assertEquals(List.of(), scenario.alerts);
  }

  @Test
  void aGapHoldsItsAccountUntilASnapshotAgrees() {
    Scenario scenario = hedged();
    String held = held(scenario);
    scenario.next(gap("BINANCE_USDM/account/binance-usdm"));
    scenario.customer(Side.BUY, "1", "50000");
    assertEquals(List.of(Scenario.INVERSE), instruments(scenario));
    for (Order order : scenario.takeOrders()) {
      scenario.fill(order);
    }
    scenario.orders.clear();
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", held));
    scenario.customer(Side.BUY, "1", "50000");
    scenario.quote(Scenario.LINEAR, "49999.9", "50000.1");
    assertEquals(List.of(), scenario.alerts);
    for (Order order : List.copyOf(scenario.orders)) {
      scenario.next(scenario.expired(order, "0"));
    }
    assertTrue(instruments(scenario).contains(Scenario.LINEAR));
  }

  @Test
  void theGapOfAMarketStreamHoldsNothing() {
    Scenario scenario = hedged();
    scenario.next(gap("BINANCE_USDM/market/0"));
    scenario.customer(Side.BUY, "1", "50000");
    assertTrue(instruments(scenario).contains(Scenario.LINEAR));
  }

  /** The fill never came, and is older than what the venue looks back. */
  @Test
  void fillsOlderThanTheWindow() {
    Scenario scenario = hedged();
    String without = new BigDecimal(held(scenario)).add(BigDecimal.ONE).toPlainString();
    scenario.next(gap("BINANCE_USDM/account/binance-usdm"));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", without));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", without));
    assertEquals(List.of("RECONCILIATION_BREAK"), scenario.alertCodes());
    scenario.next(gap("BINANCE_USDM/account/binance-usdm"));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s3", without));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s4", without));
    assertEquals(1, scenario.alerts.size(), "the same difference after another reconnect");
    scenario.next(stranger(scenario, "web_2", "1"));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s5", without));
    assertEquals(
        List.of("RECONCILIATION_BREAK", "RECONCILIATION_AGREES"),
        scenario.alertCodes(),
        "the end is told");
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s6", without));
    assertEquals(2, scenario.alerts.size(), "once");
    scenario.customer(Side.BUY, "1", "50000");
    scenario.quote(Scenario.LINEAR, "49999.9", "50000.1");
    assertTrue(scenario.decisions.size() > 0);
    for (Order order : List.copyOf(scenario.orders)) {
      scenario.next(scenario.expired(order, "0"));
    }
    assertTrue(instruments(scenario).contains(Scenario.LINEAR), "it clears by itself");
  }

  @Test
  void ordersOfOtherSystemsOnTheSameAccount() {
    Scenario scenario = hedged();
    BigDecimal before = new BigDecimal(held(scenario));
    scenario.next(stranger(scenario, "x-other-system-7", "0.02"));
    assertEquals(before.add(new BigDecimal("0.02")), new BigDecimal(held(scenario)));
    assertEquals(List.of(), scenario.alerts);
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", held(scenario)));
    assertEquals(List.of(), scenario.alerts);
  }

  @Test
  void anOrderOfOursThatTheEngineDoesNotKnow() {
    Scenario scenario = hedged();
    BigDecimal before = new BigDecimal(held(scenario));
    String id =
        new ClientOrderId(ClientOrderId.journalNumber(Scenario.JOURNAL), 3, 77_777, 1, 1, 0)
            .encode();
    ExecutionReport fill = stranger(scenario, id, "0.02");
    fill.setExternal(false);
    scenario.next(fill);
    scenario.next(ExecutionReport.newBuilder(fill).setExecutionId("second").build());
    assertEquals(List.of("UNKNOWN_ORDER_OF_OURS"), scenario.alertCodes());
    assertEquals(id, scenario.alerts.get(0).getClientOrderId());
    assertEquals(
        before.add(new BigDecimal("0.04")), new BigDecimal(held(scenario)), "its fills count");
  }

  @Test
  void aLateTrueFillAfterAnInferredOneIsNoDifference() {
    Scenario scenario = Scenario.started();
    Order linear = null;
    for (Order order : scenario.takeOrders()) {
      if (order.getInstrument().equals(Scenario.LINEAR)) {
        linear = order;
      } else {
        scenario.fill(order);
      }
    }
    scenario.next(
        scenario
            .report(linear)
            .setSource(ReportSource.REST)
            .setExecutionType(ExecutionType.STATUS)
            .setStatus(OrderStatus.FILLED)
            .setCumulativeQuantity(linear.getQuantity())
            .build());
    scenario.ticks(9);
    assertEquals(List.of("FILL_INFERRED"), scenario.alertCodes());
    String venue = "-" + Decimals.toString(linear.getQuantity());
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", venue));
    scenario.fill(linear);
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s2", venue));
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s3", venue));
    assertEquals(new BigDecimal(venue), new BigDecimal(held(scenario)));
    assertEquals(List.of("FILL_INFERRED"), scenario.alertCodes());
  }

  @Test
  void aFillThatCannotBeBookedHoldsItsAccount() {
    Scenario scenario = hedged();
    String held = held(scenario);
    ExecutionReport fill = stranger(scenario, "web_1", "0.02");
    fill.setInstrument("BINANCE_USDM:NEWUSDT");
    scenario.next(fill);
    assertEquals(List.of("UNBOOKED_FILL"), scenario.alertCodes());
    scenario.customer(Side.BUY, "1", "50000");
    assertEquals(List.of(Scenario.INVERSE), instruments(scenario));
    for (Order order : scenario.takeOrders()) {
      scenario.next(scenario.expired(order, "0"));
    }
    scenario.next(Scenario.position(USDM, Scenario.LINEAR, "s1", held));
    for (Order order : List.copyOf(scenario.orders)) {
      scenario.next(scenario.expired(order, "0"));
    }
    assertTrue(instruments(scenario).contains(Scenario.LINEAR));
  }

  /** A look back finds what the opening holdings contain already. */
  @Test
  void aStrangersFillFromBeforeTheOpeningIsCountedOut() {
    Scenario scenario = hedged();
    BigDecimal before = new BigDecimal(held(scenario));
    long opening = scenario.tables.header().get("").getOpenedMicros();
    ExecutionReport old = stranger(scenario, "web_1", "0.02");
    old.setReconciliation(true);
    assertEquals(Outcome.BEFORE_OPENING, scenario.nextAt(opening - 1, old));
    assertEquals(before, new BigDecimal(held(scenario)));
    ExecutionReport later = stranger(scenario, "web_1", "0.02");
    later.setReconciliation(true);
    assertEquals(Outcome.APPLIED, scenario.nextAt(opening, later));
    assertEquals(before.add(new BigDecimal("0.02")), new BigDecimal(held(scenario)));
    // What the stream told was told after the connection stood: it is no look back.
    assertEquals(
        Outcome.APPLIED, scenario.nextAt(opening - 1, stranger(scenario, "web_3", "0.02")));
  }

  /** With the venue's clock an hour behind, the look back is faster than the stream. */
  @Test
  void aFillThatWasCountedOutIsBookedWhenTheStreamTellsIt() {
    Scenario scenario = hedged();
    BigDecimal before = new BigDecimal(held(scenario));
    long opening = scenario.tables.header().get("").getOpenedMicros();
    ExecutionReport streamed = stranger(scenario, "web_1", "0.02");
    ExecutionReport found = ExecutionReport.newBuilder(streamed).setReconciliation(true).build();
    assertEquals(Outcome.BEFORE_OPENING, scenario.nextAt(opening - 1, found));
    assertEquals(Outcome.APPLIED, scenario.nextAt(opening - 1, streamed));
    assertEquals(Outcome.DUPLICATE, scenario.nextAt(opening - 1, streamed));
    assertEquals(before.add(new BigDecimal("0.02")), new BigDecimal(held(scenario)));
  }

  /** The other group's fills are not known here: there is no sum to compare. */
  @Test
  void whatSeveralGroupsTradeOnOneAccountIsNotCompared() {
    Scenario scenario = new Scenario();
    ConfigChange shared = Scenario.snapshot();
    shared
        .getPortfolios()
        .get(0)
        .getBooks()
        .get(1)
        .setHedges(List.of(new HedgeInstrument(Scenario.LINEAR, USDM, Decimals.of(1), null, null)));
    scenario.next(shared);
    scenario.next(Scenario.coins("binance-spot", "BTC", "s0", "10"));
    scenario.quoted();
    assertEquals(List.of(Scenario.LINEAR), instruments(scenario));
  }

  private static List<String> instruments(Scenario scenario) {
    return scenario.orders.stream().map(Order::getInstrument).toList();
  }

  private static Gap gap(String connection) {
    return Gap.newBuilder().setConnection(connection).setReason("reconnected").build();
  }

  private static ExecutionReport stranger(Scenario scenario, String id, String quantity) {
    return scenario
        .report(id, Scenario.LINEAR, USDM, Side.BUY, quantity)
        .setExternal(true)
        .setExecutionType(ExecutionType.TRADE)
        .setStatus(OrderStatus.FILLED)
        .setExecutionId("s" + scenario.offset + id)
        .setLastQuantity(Decimals.parse(quantity))
        .setLastPrice(Decimals.of(50_000))
        .setCumulativeQuantity(Decimals.parse(quantity))
        .build();
  }

  private static Scenario hedged() {
    Scenario scenario = Scenario.started();
    while (!scenario.orders.isEmpty()) {
      for (Order order : scenario.takeOrders()) {
        scenario.fill(order);
      }
    }
    return scenario;
  }

  private static String held(Scenario scenario) {
    return new Holdings(scenario.tables.positions(), scenario.tables.wallets())
        .quantity("treasury", USDM, Scenario.LINEAR)
        .toPlainString();
  }
}
