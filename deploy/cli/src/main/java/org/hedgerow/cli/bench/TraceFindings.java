package org.hedgerow.cli.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hedgerow.cli.chaos.ExchangeLedger;

/** What is wrong with orders that were followed: lost, doubled, or with a hole in their trace. */
final class TraceFindings {
  private final Set<String> lost = new TreeSet<>();
  private final Set<String> doubled = new TreeSet<>();
  private final Map<String, List<String>> untraced = new LinkedHashMap<>();

  /** Ordered and not at the exchange, without a report that says why; fills that nobody told. */
  Set<String> lost() {
    return lost;
  }

  /** At the exchange, in a topic or in a table more than once, or with two contents. */
  Set<String> doubled() {
    return doubled;
  }

  /** What is missing of the others; orders of ours at the exchange that nobody decided are here. */
  Map<String, List<String>> untraced() {
    return untraced;
  }

  boolean isEmpty() {
    return lost.isEmpty() && doubled.isEmpty() && untraced.isEmpty();
  }

  /** Something was there twice. */
  void doubled(String what) {
    doubled.add(what);
  }

  /** Something was not there. */
  void miss(String id, String what) {
    untraced.computeIfAbsent(id, added -> new ArrayList<>()).add(what);
  }

  /**
   * Holds each order against the exchange's ledger, and the other way round.
   *
   * @param orders by client order id
   * @param ends by client order id, what the journal says ended it
   * @param executions the journal's fills, as {@link ExchangeLedger#fills}
   */
  void judge(
      Map<String, OrderLife> orders,
      ExchangeLedger ledger,
      Map<String, String> ends,
      Map<String, String> executions) {
    ledger
        .placed()
        .forEach(
            (id, placed) -> {
              if (!orders.containsKey(id)) {
                miss(id, "a record in topic orders, of an order at the exchange");
              }
              if (placed.venueOrders().size() > 1) {
                doubled(id + ": at the exchange as " + placed.venueOrders());
              }
            });
    ledger.repeatedWithoutLookUp().keySet().forEach(id -> doubled(id + ": placed again"));
    Map<String, Long> places = ledger.firstPlacedMicros();
    orders.forEach(
        (id, life) -> {
          life.atExchangeMicros = places.getOrDefault(id, 0L);
          order(id, life, ledger.placed().get(id), ends.containsKey(id));
        });
    fills(ledger, executions);
  }

  private void order(String id, OrderLife life, ExchangeLedger.Placed placed, boolean ended) {
    if (placed == null && !ended) {
      lost.add(id);
    }
    if (life.decisions > 1) {
      doubled(id + ": decided " + life.decisions + " times");
    }
    require(id, life.decisions > 0, "the decision");
    require(id, life.journaledMicros > 0, "the cause in the journal");
    require(id, life.reservedMicros > 0, "the intent");
    require(id, life.reported, "the report of the outcome in the journal");
    require(id, life.explained, "the row with decision and outcome");
    require(
        id,
        placed == null || equal(placed.filled(), life.filledByRow),
        "fills: rows have " + life.filledByRow + (placed == null ? "" : " of " + placed.filled()));
  }

  /** Customers' too: whose a fill is, is the exchange's to say. */
  private void fills(ExchangeLedger ledger, Map<String, String> executions) {
    ledger
        .fills()
        .forEach(
            (fill, content) -> {
              String told = executions.get(fill);
              if (told == null) {
                lost.add("fill " + fill);
              } else if (!told.equals(content)) {
                miss("fill " + fill, content + ", told as " + told);
              }
            });
    executions.keySet().stream()
        .filter(fill -> !ledger.fills().containsKey(fill))
        .forEach(fill -> doubled("fill " + fill + ": not the exchange's"));
  }

  /**
   * Holds the number of rows of fills against the ledger.
   *
   * @param different ones among them
   */
  void fillRows(long rows, long different, ExchangeLedger ledger) {
    if (rows != different) {
      doubled("fills: " + rows + " rows of " + different);
    }
    if (different != ledger.fills().size()) {
      lost.add("fills: " + different + " in rows of " + ledger.fills().size());
    }
  }

  private void require(String id, boolean there, String what) {
    if (!there) {
      miss(id, what);
    }
  }

  private static boolean equal(String one, String other) {
    return !one.isEmpty()
        && other != null
        && !other.isEmpty()
        && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
  }
}
