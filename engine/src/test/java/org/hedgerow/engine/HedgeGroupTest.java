package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.engine.state.BoundedSet;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;

class HedgeGroupTest {

  @Test
  void hedgesWhatItHoldsInClipsUntilInsideTheBand() {
    Scenario scenario = Scenario.started();
    int rounds = 0;
    while (!scenario.orders.isEmpty() && rounds++ < 20) {
      for (Order order : scenario.takeOrders()) {
        assertEquals(Side.SELL, order.getSide());
        scenario.fill(order);
      }
    }
    // 10 BTC of spot and 2 BTC of margin, hedged to within the inner band of 0.1 % and a lot.
    assertTrue(
        residual(scenario).abs().compareTo(new BigDecimal("0.015")) < 0,
        "left " + residual(scenario));
    assertTrue(rounds > 1, "a clip is limited, so it takes more than one round");
  }

  /** Seed 63411 of the generated histories. */
  @Test
  void anInverseOrderIsForNoMoreThanIsWantedByTheTouchNorByAMarkThatIsBehind() {
    for (String mark : List.of("46000", "50000", "54000")) {
      Scenario scenario = new Scenario();
      scenario.next(
          Scenario.snapshot(
              yaml ->
                  yaml.replace("maximum_order_notional: 250000", "maximum_order_notional: 9e6")));
      scenario.venuesHold("opening", "10", "0", "0");
      scenario.next(new Mark(Scenario.INVERSE, Decimals.parse(mark)));
      scenario.quoted();
      Order order =
          scenario.orders.stream()
              .filter(one -> one.getInstrument().equals(Scenario.INVERSE))
              .findFirst()
              .orElseThrow();
      // 30 % of 12 BTC, in contracts of 100 USD; a coin in 50 and 12 of 1000 stay open.
      double dollars = Decimals.toBigDecimal(order.getQuantity()).doubleValue() * 100;
      double most = dollars / Math.min(49_999.9, Double.parseDouble(mark));
      assertTrue(most <= 3.6 && most > 3.58, mark + ": " + most + " of 3.6 BTC");
    }
  }

  @Test
  void oneHedgeInFlightABook() {
    Scenario scenario = Scenario.started();
    List<Order> first = scenario.takeOrders();
    assertEquals(2, first.size(), "one for each leg");
    scenario.tick();
    scenario.customer(Side.BUY, "0.5", "50000");
    assertEquals(List.of(), scenario.orders);
    scenario.fill(first.get(0));
    assertEquals(List.of(), scenario.orders, "the other leg is still in flight");
    scenario.fill(first.get(1));
    assertEquals(2, scenario.orders.size());
  }

  @Test
  void whatAnExpiredOrderDidNotFillIsOrderedAgain() {
    Scenario scenario = Scenario.started();
    for (Order order : scenario.takeOrders()) {
      scenario.next(scenario.expired(order, "0"));
    }
    assertEquals(2, scenario.orders.size());
  }

  @Test
  void anEndThatSpeaksOfFillsWaitsForThem() {
    Scenario scenario = Scenario.started();
    List<Order> first = scenario.takeOrders();
    scenario.fill(first.get(1));
    scenario.next(scenario.expired(first.get(0), "1"));
    assertEquals(List.of(), scenario.orders, "one unit is filled, and its report is still to come");
    scenario.next(scenario.fillOf(first.get(0), "1"));
    assertEquals(Scenario.LINEAR, scenario.orders.get(0).getInstrument());
  }

  @Test
  void insideTheBandNothingHappens() {
    Scenario scenario = hedged();
    scenario.customer(Side.BUY, "0.05", "50000");
    scenario.tick();
    assertEquals(List.of(), scenario.orders);
    scenario.customer(Side.BUY, "0.08", "50000");
    assertEquals(Side.SELL, scenario.orders.get(0).getSide());
  }

  @Test
  void theSameJournalGivesTheSameOrders() {
    Scenario one = hedged();
    Scenario other = hedged();
    one.customer(Side.SELL, "0.4", "50000");
    other.customer(Side.SELL, "0.4", "50000");
    assertEquals(one.orders, other.orders);
    assertEquals(one.decisions, other.decisions);
    assertEquals(2, one.orders.size());
  }

  @Test
  void anOrdersIdLeadsBackToItsCause() {
    Scenario scenario = hedged();
    long cause = scenario.offset;
    scenario.customer(Side.SELL, "0.4", "50000");
    ClientOrderId id =
        ClientOrderId.decode(scenario.orders.get(0).getClientOrderId()).orElseThrow();
    assertEquals(
        new ClientOrderId(ClientOrderId.journalNumber(Scenario.JOURNAL), 3, cause, 1, 1, 0), id);
    assertEquals(
        "ExecutionReport", scenario.decisions.get(scenario.decisions.size() - 1).getCauseType());
  }

  @Test
  void aFillCountsOnce() {
    Scenario scenario = hedged();
    var fill = scenario.fillOf(scenario.lastTaken, "0.001");
    assertEquals(Outcome.APPLIED, scenario.next(fill));
    BigDecimal once = residual(scenario);
    assertEquals(Outcome.DUPLICATE, scenario.next(fill));
    assertEquals(once, residual(scenario));
  }

  /** A venue repeats an hour of executions in every look back, whatever else it reports between. */
  @Test
  void aFillCountsOnceHoweverMuchWasReportedSince() {
    Scenario scenario = hedged();
    var fill = scenario.fillOf(scenario.lastTaken, "0.001");
    scenario.next(fill);
    BigDecimal once = residual(scenario);
    for (int i = 0; i < BoundedSet.CAPACITY + 1; i++) {
      scenario.next(
          BalanceReport.newBuilder()
              .setReportId("statement/" + i)
              .setVenue("BINANCE_USDM")
              .setAccount("usdm")
              .setAsset("BNB")
              .setWalletBalance(Decimals.of(1))
              .setReason(BalanceChangeReason.STATEMENT)
              .setSnapshot(i % 2 == 0 ? null : "snapshot/" + i)
              .build());
    }
    assertEquals(Outcome.DUPLICATE, scenario.next(fill));
    assertEquals(once, residual(scenario));
  }

  @Test
  void staleMarketDataIsDeniedOnceAndClearsByItself() {
    Scenario scenario = hedged();
    for (int i = 0; i < 60; i++) {
      scenario.tick();
    }
    int before = scenario.decisions.size();
    scenario.customer(Side.SELL, "0.4", "50000");
    for (int i = 0; i < 5; i++) {
      scenario.tick();
    }
    assertEquals(List.of(), scenario.orders);
    assertEquals(before + 1, scenario.decisions.size(), "a denial is recorded once");
    assertTrue(
        scenario.decisions.get(before).getDenials().get(0).startsWith("STALE_MARKET_DATA: "));
    scenario.quote(Scenario.LINEAR, "50000.0", "50000.1");
    assertEquals(1, scenario.orders.size(), "the leg that has a price goes");
  }

  /** What waited in a topic while nobody read it is not fresh when it is read. */
  @Test
  void aQuoteIsAsOldAsItsReceipt() {
    Scenario scenario = hedged();
    for (int i = 0; i < 60; i++) {
      scenario.tick();
    }
    scenario.customer(Side.SELL, "0.4", "50000");
    var late =
        scenario.entry(Scenario.quoteOf(Scenario.LINEAR, "50000.0", "50000.1"), scenario.market());
    late.setReceiveTimeMicros(late.getReceiveTimeMicros() - 6_000_000);
    assertEquals(Outcome.APPLIED, scenario.next(late));
    scenario.tick();
    assertEquals(List.of(), scenario.orders);
    scenario.quote(Scenario.LINEAR, "50000.0", "50000.1");
    assertEquals(1, scenario.orders.size());
  }

  @Test
  void fundingInCoinChangesTheExposure() {
    Scenario scenario = hedged();
    scenario.funding("binance-coinm", "-0.2");
    assertEquals(Side.BUY, scenario.orders.get(0).getSide());
  }

  @Test
  void acceptsAboveTheMarkWithPreviousAtOrBelowIt() {
    Scenario scenario = Scenario.started();
    Trade trade = new Trade(Scenario.SPOT, "1", Decimals.of(50000), Decimals.of(1), Side.BUY);
    Origin lost = scenario.market();
    Origin after = scenario.market();
    assertEquals(Outcome.OUT_OF_CHAIN, scenario.next(trade, after));
    assertEquals(Outcome.APPLIED, scenario.next(trade, lost));
    assertEquals(Outcome.APPLIED, scenario.next(trade, after));
    assertEquals(Outcome.DUPLICATE, scenario.next(trade, lost));
    // A rerun that filters one entry differently still goes on: previous may be below the mark.
    assertEquals(
        Outcome.APPLIED,
        scenario.next(
            trade, new Origin("raw-frames/0", after.getSequence() + 5, lost.getSequence(), null)));
  }

  @Test
  void offsetsAtOrBelowTheLastAreSkippedAndAnotherPartitionFails() {
    Scenario scenario = Scenario.started();
    scenario.offset -= 1;
    assertEquals(Outcome.BELOW_OFFSET, scenario.tick());
    var entry = scenario.entry(new Tick(1L, 99L, 1L), new Origin("ticker", 99L, 98L, "tick/99"));
    assertThrows(
        WrongPartitionException.class, () -> scenario.group().on(entry, 2, 1_000, scenario));
  }

  @Test
  void entriesBeforeTheConfigurationAreIgnored() {
    Scenario scenario = new Scenario();
    assertEquals(Outcome.BEFORE_CONFIGURATION, scenario.tick());
    assertEquals(
        Outcome.BEFORE_CONFIGURATION, scenario.quote(Scenario.LINEAR, "49999.9", "50000.1"));
    assertEquals(Outcome.APPLIED, scenario.next(Scenario.snapshot()));
    assertEquals(Outcome.DUPLICATE, scenario.next(Scenario.snapshot()));
    assertEquals(
        Outcome.APPLIED,
        scenario.quote(Scenario.LINEAR, "49999.9", "50000.1"),
        "the stream goes on after what came too early");
  }

  @Test
  void aTickerIsFencedByItsSuccessor() {
    Scenario scenario = Scenario.started();
    Origin origin = new Origin("ticker", 1L, 0L, "t");
    assertEquals(
        Outcome.APPLIED, scenario.next(new Tick(2L, 1L, scenario.clock + 60_000_000), origin));
    assertEquals(
        Outcome.FENCED_TICK, scenario.next(new Tick(1L, 999L, scenario.clock + 1), origin));
    assertEquals(
        Outcome.FENCED_TICK, scenario.next(new Tick(2L, 2L, scenario.clock + 70_000_000), origin));
    assertEquals(
        Outcome.APPLIED, scenario.next(new Tick(2L, 3L, scenario.clock + 60_100_000), origin));
  }

  @Test
  void aRestartOverTheSameTablesGoesOnAsIfNothingHappened() {
    Scenario whole = hedged();
    Scenario cut = hedged();
    whole.customer(Side.SELL, "0.4", "50000");
    HedgeGroup restarted = new HedgeGroup("BTC", cut.tables);
    List<Order> orders = new ArrayList<>();
    cut.replaceGroup(restarted);
    cut.customer(Side.SELL, "0.4", "50000");
    orders.addAll(cut.orders);
    assertEquals(whole.orders, orders);
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

  /** From the tables, by the identity wallet + N*C/entry for the coin-margined account. */
  private static BigDecimal residual(Scenario scenario) {
    var holdings =
        new org.hedgerow.engine.portfolio.Holdings(
            scenario.tables.positions(), scenario.tables.wallets());
    return holdings
        .quantity("treasury", "binance-spot", Scenario.SPOT)
        .add(holdings.quantity("treasury", "binance-usdm", Scenario.LINEAR))
        .add(holdings.wallet("treasury", "binance-coinm", "BTC"))
        .add(holdings.cost("treasury", "binance-coinm", Scenario.INVERSE));
  }
}
