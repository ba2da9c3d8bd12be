package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

/**
 * Producers are at-least-once: a journal in which entries are repeated, and ranges came too early
 * and were sent again, gives the same orders, requests, decisions, alerts and valuations as one
 * without.
 */
class RepeatedJournalTest {
  private static final int ROUNDS = 60;
  private static final int EVENTS = 150;
  private static final int ROOM = 8;

  @Test
  void repeatsAndRangesSentAgainChangeNothing() {
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Scenario clean = clean(random);
      assertTrue(clean.orders.size() > 5, "seed " + seed + ": " + clean.orders.size() + " orders");
      Scenario disturbed = new Scenario();
      for (int at = 0; at < clean.journal.size(); at++) {
        Scenario.Placed placed = clean.journal.get(at);
        for (long copy = placed.offset() - ROOM + 1; copy < placed.offset(); copy++) {
          if (random.nextInt(4) == 0) {
            refused += disturb(clean.journal, at, copy, disturbed, random);
          }
        }
        Outcome outcome = disturbed.group().on(placed.entry(), 3, placed.offset(), disturbed);
        assertEquals(Outcome.APPLIED, outcome, "seed " + seed + " entry " + at);
      }
      String where = "seed " + seed;
      assertEquals(clean.orders, disturbed.orders, where);
      assertEquals(clean.requests, disturbed.requests, where);
      assertEquals(clean.heartbeats, disturbed.heartbeats, where);
      assertEquals(clean.decisions, disturbed.decisions, where);
      assertEquals(clean.alerts, disturbed.alerts, where);
      assertEquals(clean.valuations, disturbed.valuations, where);
    }
    assertTrue(refused > 1_000, refused + " copies");
  }

  /** One that came already, or one of which something before it in its stream has not come. */
  private static int disturb(
      List<Scenario.Placed> journal, int at, long offset, Scenario disturbed, Random random) {
    boolean early = random.nextBoolean();
    int which = early ? at + 1 + random.nextInt(10) : at - 1 - random.nextInt(30);
    if (at == 0
        || which < 0
        || which >= journal.size()
        || (early && !isEarly(journal.subList(at, which + 1)))) {
      return 0;
    }
    Outcome outcome = disturbed.group().on(journal.get(which).entry(), 3, offset, disturbed);
    assertEquals(early ? Outcome.OUT_OF_CHAIN : Outcome.DUPLICATE, outcome);
    return 1;
  }

  private static boolean isEarly(List<Scenario.Placed> range) {
    Scenario.Placed last = range.get(range.size() - 1);
    boolean market =
        last.entry().getPayload() instanceof Quote || last.entry().getPayload() instanceof Mark;
    return market
        && range.subList(0, range.size() - 1).stream()
            .anyMatch(
                before ->
                    before
                        .entry()
                        .getOrigin()
                        .getStream()
                        .equals(last.entry().getOrigin().getStream()));
  }

  private static Scenario clean(Random random) {
    Scenario scenario = new Scenario();
    scenario.step = ROOM;
    scenario.offset = ROOM;
    scenario.next(Scenario.snapshot());
    scenario.venuesHold("opening", "10", "0", "0");
    scenario.quoted();
    Map<String, Order> open = new LinkedHashMap<>();
    int known = 0;
    for (int event = 0; event < EVENTS; event++) {
      for (; known < scenario.orders.size(); known++) {
        open.put(scenario.orders.get(known).getClientOrderId(), scenario.orders.get(known));
      }
      switch (random.nextInt(6)) {
        case 0 -> scenario.ticks(0.1 * (1 + random.nextInt(15)));
        case 1 ->
            scenario.customer(
                random.nextBoolean() ? Side.BUY : Side.SELL,
                "0." + (1 + random.nextInt(9)),
                "50000");
        case 2 -> scenario.quoted();
        default -> answer(scenario, open, random);
      }
    }
    return scenario;
  }

  private static void answer(Scenario scenario, Map<String, Order> open, Random random) {
    if (open.isEmpty()) {
      return;
    }
    List<Order> orders = new ArrayList<>(open.values());
    Order order = orders.get(random.nextInt(orders.size()));
    switch (random.nextInt(5)) {
      case 0 -> {
        scenario.next(scenario.expired(order, "0"));
        open.remove(order.getClientOrderId());
      }
      case 1 ->
          scenario.next(
              scenario
                  .report(order)
                  .setSource(ReportSource.GATEWAY)
                  .setExecutionType(ExecutionType.STATUS)
                  .setStatus(OrderStatus.UNKNOWN)
                  .build());
      case 2 ->
          scenario.next(
              scenario
                  .report(order)
                  .setSource(ReportSource.REST)
                  .setExecutionType(ExecutionType.STATUS)
                  .setStatus(OrderStatus.FILLED)
                  .setCumulativeQuantity(order.getQuantity())
                  .setAveragePrice(Decimals.of(50_000))
                  .build());
      default -> {
        scenario.fill(order);
        open.remove(order.getClientOrderId());
      }
    }
  }
}
