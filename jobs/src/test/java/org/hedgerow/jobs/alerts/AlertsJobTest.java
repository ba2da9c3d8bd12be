package org.hedgerow.jobs.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hedgerow.alerts.AlertFolding;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.state.AlertNotice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The job's operators as Flink runs them, with a clock of the test's. */
@Timeout(60)
class AlertsJobTest {
  private static final long REPEAT = 600_000;

  private static KeyedOneInputStreamOperatorTestHarness<String, Alert, AlertNotice> folding()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new FoldAlerts(Duration.ofMillis(REPEAT))),
        AlertFolding::key,
        Types.STRING);
  }

  private static Alert alert(String id, AlertSeverity severity, String code) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setSeverity(severity)
        .setScope("BTC")
        .setCode(code)
        .setText("text")
        .setTimeMicros(1)
        .build();
  }

  private static List<String> told(
      KeyedOneInputStreamOperatorTestHarness<String, Alert, AlertNotice> harness) {
    return harness.extractOutputValues().stream()
        .map(
            one ->
                one.getKind()
                    + " "
                    + one.getNewest().getAlertId()
                    + " "
                    + one.getCount()
                    + "/"
                    + one.getTotal())
        .toList();
  }

  @Test
  void theCountSurvivesARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = folding()) {
      harness.open();
      harness.setProcessingTime(0);
      harness.processElement(alert("a", AlertSeverity.WARNING, "ORDER_UNKNOWN"), 0);
      harness.processElement(alert("b", AlertSeverity.WARNING, "ORDER_UNKNOWN"), 0);
      state = harness.snapshot(1, 1);
      assertEquals(List.of("RAISED a 1/1"), told(harness));
    }
    try (var harness = folding()) {
      harness.initializeState(state);
      harness.open();
      // What was read since the checkpoint comes again.
      harness.processElement(alert("b", AlertSeverity.WARNING, "ORDER_UNKNOWN"), 0);
      harness.processElement(alert("c", AlertSeverity.WARNING, "ORDER_UNKNOWN"), 0);
      harness.setProcessingTime(REPEAT);
      assertEquals(List.of("REPEATED c 2/3"), told(harness));
      harness.setProcessingTime(2 * REPEAT);
      assertEquals(0, harness.numKeyedStateEntries());
      assertEquals(0, harness.numProcessingTimeTimers());
    }
  }

  @Test
  void aConditionIsForgottenWhenItIsOver() throws Exception {
    try (var harness = folding()) {
      harness.open();
      harness.setProcessingTime(0);
      harness.processElement(alert("a", AlertSeverity.CRITICAL, "RECONCILIATION_BREAK"), 0);
      harness.setProcessingTime(10 * REPEAT);
      assertEquals(1, harness.numKeyedStateEntries());
      harness.processElement(alert("b", AlertSeverity.INFO, "RECONCILIATION_AGREES"), 0);
      assertEquals(List.of("RAISED a 1/1", "ENDED b 0/1"), told(harness));
      assertEquals(0, harness.numKeyedStateEntries());
    }
  }

  @Test
  void aRecordThatIsNoAlertIsOne() {
    AlertDecoder decoder = new AlertDecoder();
    decoder.open(null);
    Alert sent = alert("a", AlertSeverity.INFO, "X");
    assertEquals(
        sent, decoder.map(new PlacedRecord(0, 1, RecordCodec.of(Alert.class).encode(sent))));
    Alert unreadable = decoder.map(new PlacedRecord(3, 77, new byte[] {1, 2}));
    assertEquals("ALERT_UNREADABLE/3/77", unreadable.getAlertId());
    assertEquals(AlertSeverity.CRITICAL, unreadable.getSeverity());
    assertTrue(unreadable.getText().contains("3/77"));
  }
}
