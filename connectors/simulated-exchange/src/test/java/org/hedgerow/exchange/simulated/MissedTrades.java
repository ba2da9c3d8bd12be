package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.stream.SubscriptionSplit;

/** That a cut connection, and one whose reader is gone, loses no trade, and tells none twice. */
final class MissedTrades {
  private MissedTrades() {}

  static void areToldOnceAfterACut(
      RunningExchange exchange, Venue venue, Configuration configuration, String connection)
      throws Exception {
    long had;
    List<String> before;
    try (TradesHeard heard =
        new TradesHeard(venue, configuration, connection, SubscriptionSplit.NEVER)) {
      heard.until(one -> one.streamedNow() >= 5);
      exchange.faults("{\"disconnect_streams\": true}");
      heard.until(one -> one.streamedNow() == 0);
      heard.until(one -> one.backfilled() && one.streamedNow() >= 5);
      compare(heard, heard.accepted(), heard.streamed());
      had = heard.checkpoint();
      before = List.copyOf(heard.accepted());
    }
    // The reader is lost, and another one opens the connection with what the checkpoint knew.
    Thread.sleep(2_000);
    try (TradesHeard heard = new TradesHeard(venue, configuration, connection, had)) {
      heard.until(one -> one.backfilled() && one.streamedNow() >= 5);
      Set<String> all = new HashSet<>(before);
      all.addAll(heard.accepted());
      compare(heard, all, heard.streamed());
    }
  }

  /**
   * Against the venue's own list, from the first trade of each instrument that we have to the last.
   */
  private static void compare(TradesHeard heard, Iterable<String> ours, Set<String> streamed)
      throws Exception {
    Set<String> once = new HashSet<>();
    for (String id : ours) {
      assertTrue(once.add(id), "twice: " + id);
    }
    Map<String, List<String>> listed =
        heard.listed().stream()
            .collect(
                Collectors.groupingBy(
                    id -> id.substring(0, id.indexOf(' ')), TreeMap::new, Collectors.toList()));
    assertEquals(List.of(), heard.problems());
    int byAnswerOnly = 0;
    for (List<String> ofOne : listed.values()) {
      List<String> had = ofOne.stream().filter(once::contains).toList();
      if (had.isEmpty()) {
        continue;
      }
      int from = ofOne.indexOf(had.get(0));
      int to = ofOne.indexOf(had.get(had.size() - 1));
      assertEquals(ofOne.subList(from, to + 1), had, "what the venue lists, and what we have");
      byAnswerOnly += (int) had.stream().filter(id -> !streamed.contains(id)).count();
    }
    assertFalse(byAnswerOnly == 0, "the stream told all of them: nothing was missed");
  }
}
