package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimescaleWriterTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
  }

  @Test
  void writesWithoutACheckpointWhenItsTimeHasCome() throws Exception {
    TestProcessingTimeService time = new TestProcessingTimeService();
    time.setCurrentTime(0);
    TimescaleWriter writer =
        new TimescaleWriter(DATABASE.login(), time, new UnregisteredMetricsGroup());
    try {
      writer.write(Entries.journal(0, Entries.trade(0, -1)), null);
      time.setCurrentTime(499);
      assertEquals(0, DATABASE.count("journal"));
      time.setCurrentTime(500);
      assertEquals(1, DATABASE.count("journal"));
      writer.write(Entries.journal(1, Entries.trade(1, 0)), null);
      time.setCurrentTime(1_000);
      assertEquals(2, DATABASE.count("journal"), "and again");
      writer.write(Entries.journal(2, Entries.trade(2, 1)), null);
    } finally {
      writer.close();
    }
    time.setCurrentTime(1_500);
    assertEquals(2, DATABASE.count("journal"), "closed: what was not written is read again");
  }

  @Test
  void theDatabaseEndsATransactionThatAPausedWriterHolds() throws Exception {
    java.sql.Connection[] opened = new java.sql.Connection[1];
    TimescaleWriter writer =
        new TimescaleWriter(
            () -> opened[0] = DATABASE.open(),
            new TestProcessingTimeService(),
            new UnregisteredMetricsGroup());
    try (var statement = opened[0].createStatement();
        var result = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
      result.next();
      assertEquals("10s", result.getString(1));
    } finally {
      writer.close();
    }
  }
}
