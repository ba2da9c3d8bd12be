package org.hedgerow.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.hedgerow.engine.configuration.AlertSinkDefinition;
import org.hedgerow.engine.configuration.AlertSinkKind;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.state.AlertNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink as Flink runs it, against a server on this machine; the test is the task's thread. */
@Timeout(60)
class AlertSinkTest {
  private ReceivingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ReceivingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private OneInputStreamOperatorTestHarness<AlertNotice, ?> sink() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new SinkWriterOperatorFactory<>(
            new AlertSink(
                new AlertSinkDefinition(
                    "pager",
                    AlertSinkKind.WEBHOOK,
                    AlertSeverity.WARNING,
                    server.address("/"),
                    "hook",
                    null))),
        new AvroTypeInfo<>(AlertNotice.class)
            .createSerializer(
                new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
  }

  private static void send(
      OneInputStreamOperatorTestHarness<AlertNotice, ?> sink, String id, AlertSeverity severity)
      throws Exception {
    sink.processElement(new StreamRecord<>(Made.notice(id, severity)));
  }

  /** Runs what waits for the task's thread until it is so. */
  private static void until(
      OneInputStreamOperatorTestHarness<AlertNotice, ?> sink, BooleanSupplier done)
      throws Exception {
    TaskMailbox mailbox = sink.getTaskMailbox();
    while (!done.getAsBoolean() || mailbox.hasMail()) {
      if (mailbox.hasMail()) {
        mailbox.take(TaskMailbox.MIN_PRIORITY).run();
      } else {
        Thread.sleep(5);
      }
    }
  }

  private List<String> received() {
    return server.requests().stream()
        .map(request -> request.headers().getFirst("webhook-id"))
        .toList();
  }

  @Test
  void whatIsBelowTheSeverityIsNotSent() throws Exception {
    try (var sink = sink()) {
      sink.open();
      send(sink, "a", AlertSeverity.INFO);
      send(sink, "b", AlertSeverity.WARNING);
      send(sink, "c", AlertSeverity.CRITICAL);
      until(sink, () -> received().size() == 2);
      assertEquals(List.of("b", "c"), received());
    }
  }

  @Test
  void whatFailsIsTriedAgainInItsOrder() throws Exception {
    server.answer(n -> new ReceivingServer.Answer(n <= 2 ? 500 : 204, ""));
    try (var sink = sink()) {
      sink.open();
      send(sink, "a", AlertSeverity.WARNING);
      send(sink, "b", AlertSeverity.WARNING);
      until(sink, () -> received().size() == 1);
      // Its end has to be there before the clock may go on.
      Thread.sleep(200);
      until(sink, () -> true);
      sink.setProcessingTime(999);
      assertEquals(List.of("a"), received());
      sink.setProcessingTime(1_000);
      until(sink, () -> received().size() == 2);
      Thread.sleep(200);
      until(sink, () -> true);
      sink.setProcessingTime(3_000);
      until(sink, () -> received().size() == 4);
      assertEquals(List.of("a", "a", "a", "b"), received());
    }
  }

  /** Nobody answers, the task dies: what waited is sent by the next one. */
  @Test
  void aRestartLosesNothing() throws Exception {
    server.answer(n -> new ReceivingServer.Answer(503, ""));
    OperatorSubtaskState state;
    try (var sink = sink()) {
      sink.open();
      send(sink, "a", AlertSeverity.WARNING);
      send(sink, "b", AlertSeverity.CRITICAL);
      // With a request under way: a checkpoint does not wait for it.
      state = sink.snapshot(1, 1);
    }
    int before = received().size();
    assertTrue(before <= 1);
    server.answer(n -> new ReceivingServer.Answer(200, ""));
    try (var sink = sink()) {
      sink.initializeState(state);
      sink.open();
      until(sink, () -> received().size() >= before + 2);
      assertEquals(List.of("a", "b"), received().subList(received().size() - 2, received().size()));
    }
  }
}
