package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of worked hedges: a touch that moves, customers, and a venue that fills in
 * parts, rejects, loses and delays cancels, leaves orders in doubt, and tells of fills before and
 * after the end that they belong to. The venue keeps books of its own, against which the engine is
 * judged.
 */
class ParentHistoriesTest {
  private static final int HISTORIES = 20;
  private static final int STEPS = 400;

  /** An order at the venue, and what of it the engine has not been told yet. */
  private static final class Standing {
    final Order order;
    final BigDecimal quantity;
    final List<BigDecimal> untold = new ArrayList<>();
    BigDecimal filled = BigDecimal.ZERO;

    /** Outcomes of amends that are not told yet; at most one. */
    final List<ExecutionReport.Builder> amended = new ArrayList<>();

    boolean arrived;
    boolean over;
    boolean endTold;
    OrderStatus end = OrderStatus.CANCELED;

    Standing(Order order) {
      this.order = order;
      this.quantity = Decimals.toBigDecimal(order.getQuantity());
    }

    BigDecimal open() {
      return over ? BigDecimal.ZERO : quantity.subtract(filled);
    }
  }

  /** A scenario with a venue. */
  private static final class History {
    final Random random;
    final Scenario scenario;
    final Map<String, Standing> venue = new LinkedHashMap<>();
    final Map<String, BigDecimal> parents = new LinkedHashMap<>();
    BigDecimal told = BigDecimal.ZERO;
    double price = 50_000;
    int amends;

    History(String execution, boolean amends, long seed) {
      random = new Random(seed);
      scenario =
          Scenario.started(
              amends
                  ? AmendInTheEngineTest.amending(execution)
                  : ChaseInTheEngineTest.worked(execution));
      receive();
    }

    void step() {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> scenario.tick();
        case 3, 4 -> quote();
        case 5 -> {
          if (random.nextInt(8) == 0) {
            scenario.customer(random.nextBoolean() ? Side.BUY : Side.SELL, "1.5", "50000");
          }
        }
        case 6 -> trade();
        default -> tell();
      }
      receive();
      judge();
    }

    void quote() {
      price += random.nextInt(7) - 3;
      scenario.quote(Scenario.SPOT, "%.2f".formatted(price), "%.2f".formatted(price + 0.02));
      scenario.quote(Scenario.LINEAR, "%.1f".formatted(price), "%.1f".formatted(price + 0.2));
    }

    /** Commands that are lost never arrive: the engine has to ask or to send again. */
    void receive() {
      while (!scenario.orders.isEmpty() || !scenario.requests.isEmpty()) {
        receiveSent();
      }
    }

    private void receiveSent() {
      List<Order> sent = List.copyOf(scenario.orders);
      scenario.orders.clear();
      for (Order order : sent) {
        if (order.getCommand() == OrderCommand.PLACE) {
          venue.put(order.getClientOrderId(), new Standing(order));
          parents.putIfAbsent(
              order.getParentOrderId(),
              Decimals.toBigDecimal(
                  scenario.tables.parents().get(order.getParentOrderId()).getQuantity()));
          arrive(venue.get(order.getClientOrderId()));
        } else if (order.getCommand() == OrderCommand.AMEND) {
          amend(venue.get(order.getClientOrderId()), order);
        } else if (random.nextInt(3) > 0) {
          Standing standing = venue.get(order.getClientOrderId());
          standing.over = true;
        }
      }
      List<Order> requests = List.copyOf(scenario.requests);
      scenario.requests.clear();
      for (Order request : requests) {
        Standing standing = venue.get(request.getClientOrderId());
        standing.arrived = true;
        standing.endTold = false;
        if (!standing.over) {
          scenario.next(
              scenario
                  .report(standing.order)
                  .setSource(ReportSource.RECONCILIATION)
                  .setExecutionType(ExecutionType.STATUS)
                  .setCumulativeQuantity(Decimals.of(standing.filled))
                  .build());
        }
      }
    }

    /**
     * Done, refused, refused with the end of the order, not sent; what became of it is told at
     * once, late, or never.
     */
    private void amend(Standing standing, Order order) {
      amends++;
      assertEquals(
          standing.order.getQuantity(), order.getQuantity(), "an amend asks for another quantity");
      assertEquals(0, standing.amended.size(), "two amends of one order under way");
      int fate = random.nextInt(8);
      ExecutionType type =
          fate < 4
              ? ExecutionType.REPLACED
              : fate < 6 ? ExecutionType.REJECTED : ExecutionType.UNSENT;
      if (fate == 5) {
        standing.over = true;
        type = ExecutionType.STATUS;
      }
      ExecutionReport.Builder outcome =
          scenario
              .report(standing.order)
              .setSource(ReportSource.REST)
              .setExecutionType(type)
              .setPrice(type == ExecutionType.REPLACED ? order.getPrice() : null)
              .setAmendNumber(order.getCommandNumber());
      standing.amended.add(outcome);
      if (random.nextBoolean()) {
        tellAmend(standing);
      }
    }

    private void tellAmend(Standing standing) {
      ExecutionReport.Builder outcome = standing.amended.remove(0);
      if (standing.over) {
        boolean whole = standing.filled.compareTo(standing.quantity) == 0;
        outcome
            .setExecutionType(ExecutionType.STATUS)
            .setPrice(null)
            .setStatus(whole ? OrderStatus.FILLED : standing.end);
      }
      scenario.next(outcome.setCumulativeQuantity(Decimals.of(standing.filled)).build());
    }

    private void arrive(Standing standing) {
      int fate = random.nextInt(10);
      if (fate == 0 || standing.order.getTimeInForce() == TimeInForce.IOC) {
        // What takes fills a part at once and ends; what would take is refused.
        if (fate > 0) {
          fill(
              standing,
              standing.quantity.multiply(new BigDecimal(random.nextInt(3))).movePointLeft(1));
        }
        standing.over = true;
        standing.end =
            fate > 0 || random.nextBoolean() ? OrderStatus.EXPIRED : OrderStatus.REJECTED;
      } else if (fate == 1) {
        scenario.next(
            scenario
                .report(standing.order)
                .setSource(ReportSource.GATEWAY)
                .setExecutionType(ExecutionType.STATUS)
                .setStatus(OrderStatus.UNKNOWN)
                .build());
      } else if (fate < 8) {
        standing.arrived = true;
        scenario.next(scenario.report(standing.order).build());
      }
    }

    private static void fill(Standing standing, BigDecimal most) {
      BigDecimal part = most.min(standing.open()).setScale(3, java.math.RoundingMode.DOWN);
      if (part.signum() > 0) {
        standing.filled = standing.filled.add(part);
        standing.untold.add(part);
      }
    }

    /** Somebody trades with what stands. */
    private void trade() {
      for (Standing standing : venue.values()) {
        fill(standing, new BigDecimal(random.nextInt(3000)).movePointLeft(3));
      }
    }

    /** Fills and ends are told in any order, and some ends twice. */
    private void tell() {
      for (Standing standing : List.copyOf(venue.values())) {
        if (!standing.amended.isEmpty() && random.nextInt(4) == 0) {
          tellAmend(standing);
        } else if (!standing.untold.isEmpty() && random.nextInt(3) > 0) {
          tellFill(standing);
        } else if (standing.over && !standing.endTold && random.nextInt(2) == 0) {
          standing.endTold = random.nextInt(8) > 0;
          tellEnd(standing);
        }
      }
    }

    private void tellFill(Standing standing) {
      BigDecimal part = standing.untold.remove(random.nextInt(standing.untold.size()));
      told = standing.order.getSide() == Side.BUY ? told.add(part) : told.subtract(part);
      scenario.next(scenario.fillOf(standing.order, part.toPlainString()));
    }

    private void tellEnd(Standing standing) {
      boolean whole = standing.filled.compareTo(standing.quantity) == 0;
      scenario.next(
          scenario
              .report(standing.order)
              .setExecutionType(ExecutionType.CANCELED)
              .setStatus(whole ? OrderStatus.FILLED : standing.end)
              .setCumulativeQuantity(Decimals.of(standing.filled))
              .build());
    }

    /** Of each parent, what is filled at the venue and what may still fill there. */
    private void judge() {
      Map<String, BigDecimal> sums = new LinkedHashMap<>();
      for (Standing standing : venue.values()) {
        sums.merge(
            standing.order.getParentOrderId(),
            standing.filled.add(standing.open()),
            BigDecimal::add);
      }
      sums.forEach(
          (parent, sum) ->
              assertTrue(
                  sum.compareTo(parents.get(parent)) <= 0,
                  () -> parent + " has " + sum + " of " + parents.get(parent)));
      assertEquals(0, told.compareTo(held(scenario)), "fills told and position");
    }

    /** The touch stands still, and everything is told. */
    void comeToRest() {
      for (int i = 0; i < 3_000 && !isAtRest(); i++) {
        if (i % 10 == 0) {
          scenario.quote(Scenario.SPOT, "%.2f".formatted(price), "%.2f".formatted(price + 0.02));
          scenario.quote(Scenario.LINEAR, "%.1f".formatted(price), "%.1f".formatted(price + 0.2));
        }
        scenario.tick();
        receive();
        for (Standing standing : List.copyOf(venue.values())) {
          if (standing.order.getTimeInForce() == TimeInForce.IOC || standing.arrived) {
            fill(standing, standing.quantity);
          }
          standing.over |= standing.open().signum() == 0;
          while (!standing.untold.isEmpty()) {
            tellFill(standing);
          }
          if (standing.over && !standing.endTold) {
            standing.endTold = true;
            tellEnd(standing);
          }
          receive();
        }
        judge();
      }
    }

    boolean isAtRest() {
      return scenario.memory.size("parents") == 0
          && scenario.tables.books().get("treasury").getInFlight().isEmpty();
    }
  }

  private static BigDecimal held(Scenario scenario) {
    var row = scenario.tables.positions().get("treasury/binance-usdm/" + Scenario.LINEAR);
    return row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getQuantity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "algorithm: chase, deadline: 10s",
        "algorithm: chase, deadline: 20s, then: give_up, distance: 0.0002, reprice_ticks: 5",
        "algorithm: slice, clip: 2, by: chase, deadline: 20s",
        "algorithm: slice, clip: 3",
        "algorithm: chase, deadline: 20s, step_back: 2",
        "algorithm: almgren-chriss, slices: 5, horizon: 10s, volatility: 0.03, temporary_impact:"
            + " 0.0000005, risk_aversion: 0.00001, by: chase, deadline: 5s",
        "algorithm: twap, slices: 5, horizon: 10s, by: chase, deadline: 5s"
      })
  void whateverTheVenueDoesAParentIsNeverOverfilled(String execution) {
    live(execution, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "algorithm: chase, deadline: 10s",
        "algorithm: chase, deadline: 20s, step_back: 2",
        "algorithm: slice, clip: 2, by: chase, deadline: 20s",
        "algorithm: twap, slices: 5, horizon: 10s, by: chase, deadline: 5s"
      })
  void norIsOneWhoseChildrenAreAmended(String execution) {
    int amends = live(execution, true);
    assertTrue(amends > HISTORIES, amends + " amends");
  }

  /** Returns how many amends the venue was asked for. */
  private static int live(String execution, boolean amending) {
    int amends = 0;
    int places = 0;
    int cancels = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      History history = new History(execution, amending, seed);
      try {
        for (int i = 0; i < STEPS; i++) {
          history.step();
        }
        history.comeToRest();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      assertTrue(history.isAtRest(), "seed " + seed + " does not come to rest");
      for (Standing standing : history.venue.values()) {
        var row = history.scenario.tables.orders().get(standing.order.getClientOrderId());
        assertTrue(
            OrderLifecycle.isClosed(row),
            "seed " + seed + ": " + standing.order.getClientOrderId() + " has no end");
        assertEquals(0, standing.filled.compareTo(Decimals.toBigDecimal(row.getCumulative())));
      }
      assertTrue(
          history.scenario.alertCodes().stream().noneMatch(ReportBook.OVERFILL::equals),
          "seed " + seed);
      places += history.venue.size();
      amends += history.amends;
      cancels +=
          (int)
              history.venue.keySet().stream()
                  .map(id -> history.scenario.tables.orders().get(id))
                  .filter(row -> row.getCommandNumber() > 1)
                  .count();
      if (seed % 5 == 0) {
        restarted(history.scenario, seed);
      }
    }
    assertTrue(places > HISTORIES * 5, places + " children");
    assertTrue(cancels > 0 || !execution.contains("chase"), cancels + " canceled or asked for");
    return amends;
  }

  /** An engine that is restarted before every entry, and one that lived: the same, to the byte. */
  private static void restarted(Scenario lived, long seed) {
    Scenario again = lived.livedAgain();
    assertEquals(lived.decisions, again.decisions, "seed " + seed);
    assertEquals(
        again.decisions.stream().flatMap(one -> one.getClientOrderIds().stream()).toList(),
        again.orders.stream()
            .filter(order -> order.getCommand() == OrderCommand.PLACE)
            .map(Order::getClientOrderId)
            .toList(),
        "seed " + seed);
  }
}
