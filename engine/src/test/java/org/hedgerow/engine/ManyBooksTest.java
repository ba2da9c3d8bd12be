package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.junit.jupiter.api.Test;

/**
 * What a report of one order costs where many books are being worked: as much as where few are. A
 * halt of a thousand orders would else be a million looks.
 */
class ManyBooksTest {
  private static final int FEW = 3;
  private static final int MANY = 30;

  /** Rows that were asked for, by table. */
  private final Map<String, Integer> asked = new LinkedHashMap<>();

  private final TableFactory counting =
      new TableFactory() {
        private final MemoryTables memory = new MemoryTables();

        @Override
        public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
          Table<V> table = memory.table(name, rows);
          return new Table<>() {
            @Override
            public V get(String key) {
              asked.merge(name, 1, Integer::sum);
              return table.get(key);
            }

            @Override
            public void put(String key, V row) {
              table.put(key, row);
            }

            @Override
            public void remove(String key) {
              table.remove(key);
            }
          };
        }
      };

  /** Books of as many portfolios, each chasing with an order that the venue has. */
  private Scenario working(int books) {
    Scenario scenario = new Scenario();
    scenario.replaceGroup(new HedgeGroup("BTC", GroupTables.of(counting)));
    scenario.next(
        Scenario.snapshot(
            yaml -> {
              String one = ChaseInTheEngineTest.worked("algorithm: chase").apply(yaml);
              int from = one.indexOf("  - portfolio:");
              int to = one.indexOf("limits:");
              StringBuilder all = new StringBuilder(one.substring(0, from));
              for (int i = 1; i <= books; i++) {
                all.append(
                    one.substring(from, to)
                        .replace("portfolio: treasury", "portfolio: p" + i)
                        .replace("number: 1", "number: " + i));
              }
              return all.append(one.substring(to)).toString();
            }));
    scenario.venuesHold("opening", Integer.toString(10 * books), "0", "0");
    scenario.quoted();
    List<Order> orders = List.copyOf(scenario.orders);
    assertEquals(books, orders.size());
    orders.forEach(order -> scenario.next(scenario.report(order).build()));
    return scenario;
  }

  private Map<String, Integer> rowsAskedFor(int books, boolean halted) {
    Scenario scenario = working(books);
    if (halted) {
      halt(scenario);
    }
    List<Order> placed =
        scenario.orders.stream().filter(one -> one.getCommand() == OrderCommand.PLACE).toList();
    // The first look at each book for another one's report finds that it is nothing to it.
    report(scenario, placed.get(0), halted);
    asked.clear();
    report(scenario, placed.get(1), halted);
    return new LinkedHashMap<>(asked);
  }

  private static void halt(Scenario scenario) {
    scenario.next(
        Command.newBuilder()
            .setCommandId("c1")
            .setType(CommandType.HALT)
            .setScope("all")
            .setBy("anna")
            .setReason("drill")
            .build(),
        new Origin("operator", 5L, -1L, "command/c1"));
  }

  private static void report(Scenario scenario, Order order, boolean canceled) {
    scenario.next(
        canceled
            ? scenario
                .report(order)
                .setExecutionType(ExecutionType.CANCELED)
                .setStatus(OrderStatus.CANCELED)
                .build()
            : scenario.report(order).build());
  }

  @Test
  void aReportAsksForNoOtherBooksRow() {
    assertEquals(rowsAskedFor(FEW, false), rowsAskedFor(MANY, false));
  }

  /** Whether our own orders stand on its other side is asked of every order that works. */
  @Test
  void oneThatAHaltEndedIsJudgedWithoutTheOthersPositions() {
    Map<String, Integer> few = rowsAskedFor(FEW, true);
    Map<String, Integer> many = rowsAskedFor(MANY, true);
    List.of("positions", "wallets", "parents")
        .forEach(table -> assertEquals(few.get(table), many.get(table), table));
  }

  /** Nothing can come of it before the cancels' ends: what books want is not worked out. */
  @Test
  void booksThatOnlyWaitForTheEndsOfTheirOrdersAreNotWorkedOut() {
    Scenario scenario = working(MANY);
    asked.clear();
    scenario.tick();
    assertTrue(asked.get("wallets") >= MANY, asked.toString());
    halt(scenario);
    asked.clear();
    scenario.tick();
    assertNull(asked.get("wallets"), asked.toString());
  }

  /** By hand: five seconds after its cancel an order whose end was not told is canceled again. */
  @Test
  void afterFiveSecondsTheyAreLookedAtAgain() {
    Scenario scenario = working(FEW);
    halt(scenario);
    scenario.orders.clear();
    for (int ticks = 0; ticks < 50; ticks += 2) {
      assertEquals(List.of(), scenario.orders, ticks + " ticks");
      scenario.quoted();
    }
    assertEquals(FEW, scenario.orders.size(), scenario.orders.toString());
    scenario.orders.forEach(order -> assertEquals(OrderCommand.CANCEL, order.getCommand()));
  }
}
