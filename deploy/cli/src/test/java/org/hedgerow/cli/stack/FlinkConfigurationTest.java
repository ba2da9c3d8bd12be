package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class FlinkConfigurationTest {
  private static final StackLayout LAYOUT =
      new StackLayout(Path.of("/checkout"), Path.of("/home of it"));
  private static final Map<String, Integer> PORTS =
      Map.of(Ports.FLINK_REST, 1, Ports.FLINK_RPC, 2, Ports.FLINK_BLOB, 3, Ports.ZOOKEEPER, 4);

  /** What a failover in seconds, submission without surprises, and loopback only stand on. */
  private static final Map<String, Object> PROMISED =
      Map.ofEntries(
          Map.entry("rest.bind-address", "127.0.0.1"),
          Map.entry("rest.bind-port", "1"),
          Map.entry("jobmanager.bind-host", "127.0.0.1"),
          Map.entry("taskmanager.bind-host", "127.0.0.1"),
          Map.entry("taskmanager.numberOfTaskSlots", 16),
          Map.entry("high-availability.type", "zookeeper"),
          Map.entry("high-availability.zookeeper.quorum", "127.0.0.1:4"),
          Map.entry("high-availability.zookeeper.client.session-timeout", "4 s"),
          Map.entry("high-availability.storageDir", "file:///home of it/run/flink/ha"),
          Map.entry("heartbeat.interval", "1 s"),
          Map.entry("heartbeat.timeout", "5 s"),
          Map.entry("restart-strategy.type", "exponential-delay"),
          Map.entry("restart-strategy.exponential-delay.initial-backoff", "500 ms"),
          Map.entry("state.backend.type", "hashmap"),
          Map.entry("execution.checkpointing.storage", "filesystem"),
          Map.entry("execution.checkpointing.dir", "file:///home of it/run/flink/checkpoints"),
          Map.entry("pipeline.generic-types", false),
          Map.entry("pipeline.auto-generate-uids", false),
          Map.entry("web.submit.enable", true));

  @Test
  void hasWhatIsPromised() {
    String text = Template.fill("flink-config.yaml", FlinkCluster.values(LAYOUT, PORTS));
    Map<Object, Object> written = new HashMap<>();
    ((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text))
        .forEach(written::put);
    Map<Object, Object> promised = new HashMap<>(PROMISED);
    written.keySet().retainAll(PROMISED.keySet());
    assertEquals(promised, written);
  }

  /** Unlimited attempts are the default; the word for them is not a number, and fails every job. */
  @Test
  void doesNotLimitRestarts() {
    String text = Template.fill("flink-config.yaml", FlinkCluster.values(LAYOUT, PORTS));
    assertTrue(!text.contains("attempts-before"), text);
  }

  @Test
  void leavesTheBufferTimeoutToTheJobs() {
    String text = Template.fill("flink-config.yaml", FlinkCluster.values(LAYOUT, PORTS));
    assertTrue(!text.contains("buffer-timeout"), text);
  }

  @Test
  void everyOtherFileListensOnTheLoopbackAddressOnly() {
    Map<String, String> values = Map.of("port", "5", "controller-port", "6", "data", "/d");
    assertTrue(
        Template.fill("kafka.properties", values)
            .contains("\nlisteners=PLAINTEXT://127.0.0.1:5,CONTROLLER://127.0.0.1:6\n"));
    assertTrue(Template.fill("zookeeper.cfg", values).contains("\nclientPortAddress=127.0.0.1\n"));
    String database = Template.fill("postgresql.conf", values);
    assertTrue(database.contains("\nlisten_addresses = '127.0.0.1'\n"));
    assertTrue(database.contains("\nsynchronous_commit = on\n"));
    assertTrue(database.contains("\ntimescaledb.telemetry_level = 'off'\n"));
  }

  @Test
  void aValueThatIsNotGivenIsAnError() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Template.fill("zookeeper.cfg", Map.of()));
    assertTrue(refused.getMessage().startsWith("zookeeper.cfg: no value for "));
  }
}
