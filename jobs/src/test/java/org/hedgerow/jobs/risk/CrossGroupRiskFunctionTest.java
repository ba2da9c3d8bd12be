package org.hedgerow.jobs.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.PortfolioProfit;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.Test;

/** The risk job's one operator, cut and restored anywhere. */
class CrossGroupRiskFunctionTest {
  private static final long SUBMITTED = 1_000_000_000_000_000L;
  private static final String YAML =
      TestConfiguration.YAML
          + """
          portfolio_risk:
            currency: USDT
            limits:
              - {limit: gross, measure: gross, scope: all, amount: 1000}
              - {limit: loss, measure: daily_loss, scope: all, amount: 50, verdict: halt}
          """;

  /** What two groups say in their turns; the second loses money from the fifth time on. */
  private static List<PlacedRecord> reports() {
    RecordCodec<GroupExposure> codec = RecordCodec.of(GroupExposure.class);
    List<PlacedRecord> reports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (String group : List.of("XYZ", "ABC")) {
        // Each holds what it was sent last: the first number in the first round.
        GroupExposure report =
            GroupExposure.newBuilder()
                .setGroup(group)
                .setSequence(i + 1L)
                .setCause(new Coordinate(0, (long) i))
                .setCauseReceiveTimeMicros(SUBMITTED + i * 100_000L)
                .setTimeMicros(SUBMITTED + i * 100_000L)
                .setCurrency("USDT")
                .setComplete(true)
                .setLines(List.of())
                .setAllowances(
                    List.of(
                        new AllowanceUse(
                            "gross",
                            Amounts.zero(),
                            Amounts.zero(),
                            i == 0 ? 0 : SUBMITTED,
                            Amounts.zero(),
                            SUBMITTED)))
                .setProfits(
                    List.of(
                        new PortfolioProfit(
                            "treasury", Amounts.of(BigDecimal.valueOf(i < 5 ? 0 : -20 * i)))))
                .setConfigVersion(1L)
                .setEngineVersion("test")
                .build();
        reports.add(new PlacedRecord(0, reports.size(), codec.encode(report)));
      }
    }
    return reports;
  }

  @Test
  void firstFencesThenAllowsThenJudges() throws Exception {
    List<JournalEntry> said = run(0);
    JournalEntry first = said.get(0);
    assertEquals("XYZ", first.getGroup());
    assertEquals("allowance/gross", first.getOrigin().getStream());
    assertEquals(SUBMITTED, first.getOrigin().getSequence());
    assertEquals(-1, first.getOrigin().getPrevious());
    assertEquals(0, ((Allowance) first.getPayload()).getAmount().getUnscaled());
    // A limit of 1,000 is halved between two that use nothing.
    List<Allowance> given =
        said.stream()
            .filter(one -> one.getPayload() instanceof Allowance)
            .map(one -> (Allowance) one.getPayload())
            .filter(one -> one.getAmount().getUnscaled() != 0)
            .toList();
    assertEquals(SUBMITTED + 1, given.get(0).getSequence());
    assertEquals(500, Decimals.toBigDecimal(given.get(0).getAmount()).intValueExact());
    List<JournalEntry> verdicts =
        said.stream().filter(one -> one.getPayload() instanceof Command).toList();
    assertEquals(2, verdicts.size(), "one for each group");
    assertEquals("risk/loss/1/XYZ/6", verdicts.get(0).getOrigin().getId());
  }

  /** What is in the journal goes to the gateways' row as well. */
  @Test
  void aVerdictIsToldAsideForTheGateways() throws Exception {
    try (var harness = harness(SUBMITTED)) {
      harness.open();
      feed(harness, reports());
      List<JournalEntry> said = new ArrayList<>();
      collect(harness, said);
      List<Object> stops = new ArrayList<>();
      harness
          .getSideOutput(CrossGroupRiskFunction.STOPS)
          .forEach(stop -> stops.add(stop.getValue()));
      assertEquals(2, stops.size());
      assertEquals(
          said.stream().map(JournalEntry::getPayload).filter(Command.class::isInstance).toList(),
          stops);
    }
  }

  /** Wherever it is cut: the same words under the same numbers, some of them again. */
  @Test
  void aRestoredJobSaysTheSameAgain() throws Exception {
    List<JournalEntry> whole = run(0);
    assertTrue(whole.size() > 5, whole.toString());
    for (int cut : new int[] {1, 2, 3, 7, 20, 39}) {
      List<JournalEntry> twice = run(cut);
      assertEquals(whole, twice.stream().distinct().toList(), "cut after " + cut);
    }
  }

  private static List<JournalEntry> run(int cut) throws Exception {
    List<PlacedRecord> reports = reports();
    List<JournalEntry> said = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var harness = harness(SUBMITTED)) {
      harness.open();
      feed(harness, reports.subList(0, cut));
      snapshot = harness.snapshot(1, 0);
      // Said after the checkpoint, and said again by the one that is restored.
      feed(harness, reports.subList(cut, Math.min(cut + 5, reports.size())));
      collect(harness, said);
    }
    // Submitted later with its savepoint: it keeps the numbers that it had.
    try (var harness = harness(cut == 0 ? SUBMITTED : SUBMITTED + 99)) {
      harness.initializeState(snapshot);
      harness.open();
      feed(harness, reports.subList(cut, reports.size()));
      collect(harness, said);
    }
    return cut == 0 ? said.stream().distinct().toList() : said;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, PlacedRecord, JournalEntry> harness(
      long submittedMicros) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new CrossGroupRiskFunction(YAML, submittedMicros)),
        record -> "",
        Types.STRING,
        JobEnvironment.MAX_PARALLELISM,
        1,
        0);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, PlacedRecord, JournalEntry> harness,
      List<PlacedRecord> reports)
      throws Exception {
    for (PlacedRecord report : reports) {
      harness.processElement(report, 0);
    }
  }

  private static void collect(
      KeyedOneInputStreamOperatorTestHarness<String, PlacedRecord, JournalEntry> harness,
      List<JournalEntry> said) {
    for (Object one : harness.getOutput()) {
      said.add((JournalEntry) ((StreamRecord<?>) one).getValue());
    }
  }
}
