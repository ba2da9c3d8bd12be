package org.hedgerow.jobs.signals.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.signal.SignalIdentity;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;

/**
 * A match, and a partial match whose time ran out, as journal entries that lack only their group.
 * Both are made of the observations and of the pattern alone, so that a rerun writes the same.
 */
final class PatternSignals extends PatternProcessFunction<Observation, JournalEntry>
    implements TimedOutPartialMatchHandler<Observation> {
  private static final long serialVersionUID = 1L;

  /** Partial matches whose time ran out. */
  static final OutputTag<JournalEntry> TIMED_OUT =
      new OutputTag<>("timed-out", new AvroTypeInfo<>(JournalEntry.class));

  private static final String STREAM = "signals";
  private static final List<String> STAGES =
      List.of(PatternShapes.FIRST, PatternShapes.MORE, PatternShapes.LAST);
  private static final long MICROS_A_MILLI = 1_000;

  private final WatchedPattern pattern;

  PatternSignals(WatchedPattern pattern) {
    this.pattern = pattern;
  }

  @Override
  public void processMatch(
      Map<String, List<Observation>> match, Context context, Collector<JournalEntry> out) {
    List<Observation> events = events(match);
    long end = events.get(events.size() - 1).timeMicros();
    out.collect(told(SignalPhase.MATCHED, events, end, context.timestamp()));
  }

  @Override
  public void processTimedOutMatch(Map<String, List<Observation>> match, Context context) {
    if (PatternShapes.isTold(pattern.limits(), match)) {
      // When the time ran out, by the journal's clock.
      long end = context.timestamp() * MICROS_A_MILLI;
      context.output(
          TIMED_OUT, told(SignalPhase.TIMED_OUT, events(match), end, context.timestamp()));
    }
  }

  private static List<Observation> events(Map<String, List<Observation>> match) {
    List<Observation> events = new ArrayList<>();
    for (String stage : STAGES) {
      events.addAll(match.getOrDefault(stage, List.of()));
    }
    return events;
  }

  private JournalEntry told(
      SignalPhase phase, List<Observation> events, long endMicros, long journalMillis) {
    Observation first = events.get(0);
    Observation last = events.get(events.size() - 1);
    double sign = isTurned() ? -1 : 1;
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("events", (double) events.size());
    put(numbers, "first", sign * first.value());
    put(numbers, "last", sign * last.value());
    put(numbers, "firstOther", isTurnedOther() ? -first.other() : first.other());
    put(numbers, "lastOther", isTurnedOther() ? -last.other() : last.other());
    put(numbers, "reference", reference(first));
    put(numbers, "before", sign * first.before());
    put(numbers, "size", pattern.limits().size());
    put(numbers, "part", pattern.limits().part());
    put(numbers, "times", pattern.limits().times());
    Signal signal =
        Signal.newBuilder()
            .setName(pattern.name())
            .setDefinitionVersion(pattern.version())
            .setInstrument(first.subject())
            .setFromMicros(first.timeMicros())
            .setToMicros(endMicros)
            .setNumbers(numbers)
            .setPhase(phase)
            .setText(
                pattern.limits().kind().text()
                    + " of "
                    + first.subject()
                    + (phase == SignalPhase.MATCHED ? ": " : " did not come to its end: ")
                    + events.size()
                    + " events, from "
                    + sign * first.value()
                    + " to "
                    + sign * last.value())
            .setFirstCause(new Coordinate(first.partition(), first.offset()))
            .setLastCause(new Coordinate(last.partition(), last.offset()))
            .build();
    return JournalEntry.newBuilder()
        .setGroup("")
        .setOrigin(new Origin(STREAM, 0L, -1L, SignalIdentity.of(signal)))
        .setVenueTimeMicros(endMicros)
        .setReceiveTimeMicros(journalMillis * MICROS_A_MILLI)
        .setPayload(signal)
        .build();
  }

  private boolean isTurned() {
    PatternKind kind = pattern.limits().kind();
    return !pattern.limits().up()
        && (kind == PatternKind.SQUEEZE
            || kind == PatternKind.TREND_EXHAUSTION
            || kind == PatternKind.BREAKOUT_RETRACE);
  }

  private boolean isTurnedOther() {
    return isTurned() && pattern.limits().kind() == PatternKind.SQUEEZE;
  }

  private double reference(Observation first) {
    return isTurned() ? -first.reference() : first.reference();
  }

  private static void put(Map<String, Double> numbers, String key, double number) {
    if (Double.isFinite(number)) {
      numbers.put(key, number);
    }
  }
}
