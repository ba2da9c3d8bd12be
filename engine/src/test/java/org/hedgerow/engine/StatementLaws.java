package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;

/**
 * What a venue's statements leave in doubt (specs/orders, reconciliation): a difference counts when
 * two show it and nothing happened on the account between them; none counts while an order is out,
 * nor one that is older than the newest fill.
 */
final class StatementLaws {
  private final GeneratedTerms terms;
  private final ToldBook book;
  private final Map<String, Integer> activity = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, String> candidate = new HashMap<>();
  private final Map<String, Integer> candidateActivity = new HashMap<>();
  private final Map<String, BigDecimal> differences = new HashMap<>();
  private final Set<String> unseen = new HashSet<>();
  private long received;

  StatementLaws(GeneratedTerms terms, ToldBook book) {
    this.terms = terms;
    this.book = book;
    Listed.ALL.forEach(one -> unseen.add(one.name()));
  }

  /** When what comes next was received. */
  void received(long micros) {
    received = micros;
  }

  void reported(ExecutionReport report) {
    if (report.getExecutionType() == ExecutionType.TRADE) {
      active(report.getAccount());
    }
  }

  void active(String account) {
    activity.merge(account, 1, Integer::sum);
    newest.merge(account, received, Math::max);
  }

  /** A position, or coins, as the venue states it. */
  void stated(Listed place, String snapshot, BigDecimal quantity, long receivedMicros) {
    String name = place.name();
    if (receivedMicros < newest.getOrDefault(place.account(), 0L)
        || book.open().stream().anyMatch(told -> told.listed.equals(place))) {
      return;
    }
    BigDecimal difference = quantity.subtract(book.position(name));
    int count = activity.getOrDefault(place.account(), 0);
    if (difference.signum() == 0) {
      candidate.remove(name);
      differences.remove(name);
      unseen.remove(name);
    } else if (!candidate.containsKey(name) || candidateActivity.get(name) != count) {
      candidate.put(name, snapshot);
      candidateActivity.put(name, count);
    } else if (!candidate.get(name).equals(snapshot)) {
      differences.put(name, difference);
      unseen.remove(name);
    }
  }

  /** It makes what the venue says smaller where that is in doubt; and nothing hedges a doubt. */
  void judge(Order order) {
    String name = order.getInstrument();
    HistoryLaws.is(!unseen.contains(name), "before any statement", order);
    BigDecimal difference = differences.get(name);
    if (difference != null) {
      BigDecimal venue = book.position(name).add(difference);
      BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
      boolean against = (order.getSide() == Side.BUY ? 1 : -1) * venue.signum() < 0;
      HistoryLaws.is(
          against && quantity.compareTo(venue.abs()) <= 0, "the venue holds " + venue, order);
    }
    if (order.getGeneration() == 0 && !order.getReduceOnly()) {
      for (String held : differences.keySet()) {
        long clock = order.getDecisionTimeMicros();
        HistoryLaws.is(
            terms.legs().contains(held)
                || !terms.uses(Listed.named(held).account())
                || Listed.named(held).isOver(clock),
            "what is held of " + held + " is in doubt",
            order);
      }
    }
  }
}
