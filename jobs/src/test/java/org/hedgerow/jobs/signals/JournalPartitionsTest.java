package org.hedgerow.jobs.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

/** Expected values: Kafka's own UtilsTest has murmur2 of these keys, here positive and modulo 4. */
class JournalPartitionsTest {
  @Test
  void areThoseThatGroupsAreWrittenTo() throws ConfigurationException {
    // murmur2("21") = -973932308, murmur2("foobar") = -790332482: with the sign's bit cleared
    // 1173551340 and 1357151166.
    assertEquals(
        Set.of(new TopicPartition("journal", 0), new TopicPartition("journal", 2)),
        JournalPartitions.of(Configuration.parse(yaml("\"21\"", "foobar"))));
  }

  private static String yaml(String one, String other) {
    return """
        version: 1
        venues:
          - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        accounts: []
        instruments: []
        groups:
        """
        + "  - {group: "
        + one
        + ", number: 1}\n  - {group: "
        + other
        + """
        , number: 2}
        portfolios: []
        limits: {maximum_order_notional: 1, price_collar: 0.01, stale_after: 3s, order_valid: 2s, maximum_hedges_per_minute: 60}
        """;
  }
}
