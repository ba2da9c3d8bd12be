package org.hedgerow.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
  @Test
  void readsAWholeCommandLine() {
    JobSettings settings =
        JobSettings.parse(
            new String[] {
              "--bootstrap-servers", "kafka:9092",
              "--database", "jdbc:postgresql://db/hedgerow",
              "--configuration", TestConfiguration.YAML,
              "--journal-id", "0123456789",
              "--checkpoint-interval", "500ms",
              "--parallelism", "4",
              "--tick-interval", "1s",
              "--linger", "1ms"
            });
    assertEquals("kafka:9092", settings.bootstrapServers());
    assertEquals("jdbc:postgresql://db/hedgerow", settings.requiredDatabase());
    assertEquals(1, settings.configuration().version());
    assertEquals(Duration.ofMillis(500), settings.checkpointInterval());
    assertEquals(4, settings.parallelism());
    assertEquals(Duration.ofSeconds(1), settings.tickInterval());
    assertEquals(Duration.ofMillis(1), settings.linger());
  }

  @Test
  void whatIsLeftOutHasADefault() {
    JobSettings settings = TestConfiguration.settings();
    assertEquals(Duration.ofSeconds(10), settings.checkpointInterval());
    assertEquals(Duration.ofMillis(100), settings.tickInterval());
    assertEquals(Duration.ZERO, settings.linger());
    assertThrows(IllegalArgumentException.class, settings::requiredDatabase);
  }

  @Test
  void everyErrorAtOnceAndNoPassword() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    JobSettings.parse(
                        new String[] {
                          "--bootstrap-servers", "kafka",
                          "--database", "postgresql://user:hunter2@db",
                          "--configuration", "version: 0",
                          "--journal-id", "x",
                          "--parallelism", "1000",
                          "--tick-interval", "fast",
                          "--unknown", "1",
                          "--linger"
                        }))
            .getMessage();
    for (String expected :
        List.of(
            "--bootstrap-servers: 'kafka'; expected HOST:PORT",
            "--database: expected",
            "--configuration: version",
            "--journal-id: 'x'",
            "--parallelism: '1000'",
            "--tick-interval: 'fast'",
            "'--unknown'",
            "--linger: expected a value")) {
      assertTrue(message.contains(expected), () -> expected + " in " + message);
    }
    assertFalse(message.contains("hunter2"));
  }
}
