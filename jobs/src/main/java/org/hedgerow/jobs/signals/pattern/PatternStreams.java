package org.hedgerow.jobs.signals.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.hedgerow.jobs.signals.SubjectEntry;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Statistic;

/** The patterns of a configuration over the streams of the signals job. */
public final class PatternStreams {
  private static final TypeInformation<Observation> OBSERVATION =
      TypeInformation.of(Observation.class);
  private static final OutputTag<Observation> LATE = new OutputTag<>("late", OBSERVATION);

  private PatternStreams() {}

  /**
   * Signals of all patterns, matched and timed out, as journal entries without a group; empty: the
   * configuration has none. The streams bring the journal's time and its watermarks.
   */
  public static Optional<DataStream<JournalEntry>> of(
      Configuration configuration,
      DataStream<SubjectEntry> entries,
      DataStream<Bar> bars,
      DataStream<Statistic> statistics) {
    List<WatchedPattern> patterns = WatchedPattern.of(configuration);
    DataStream<JournalEntry> signals = null;
    List<WatchedPattern> ofBars = new ArrayList<>();
    List<WatchedPattern> ofFigures = new ArrayList<>();
    List<WatchedPattern> ofEntries = new ArrayList<>();
    for (WatchedPattern pattern : patterns) {
      PatternKind kind = pattern.limits().kind();
      (kind.isOfBars() ? ofBars : kind == PatternKind.VOLATILITY_REGIME ? ofFigures : ofEntries)
          .add(pattern);
    }
    if (!ofBars.isEmpty()) {
      signals = union(signals, matched(ofBars, observed(bars, ofBars)));
    }
    if (!ofFigures.isEmpty()) {
      signals =
          union(
              signals,
              matched(
                  ofFigures,
                  statistics
                      .keyBy(Statistic::getInstrument)
                      .process(new FigureObserver(ofFigures), OBSERVATION)
                      .uid(PatternNames.FIGURES_UID)
                      .name("Figures that patterns look at")));
    }
    if (!ofEntries.isEmpty()) {
      signals =
          union(
              signals,
              matched(
                  ofEntries,
                  entries
                      .keyBy(SubjectEntry::subject)
                      .process(new EntryObserver(ofEntries), OBSERVATION)
                      .uid(PatternNames.ENTRIES_UID)
                      .name("Entries that patterns look at")));
    }
    return Optional.ofNullable(signals);
  }

  static DataStream<Observation> observed(DataStream<Bar> bars, List<WatchedPattern> patterns) {
    return bars.keyBy(Bar::getInstrument)
        .process(new BarObserver(patterns), OBSERVATION)
        .uid(PatternNames.BARS_UID)
        .name("Bars that patterns look at");
  }

  /** What CEP finds of each pattern in the observations that bear its name. */
  static DataStream<JournalEntry> matched(
      List<WatchedPattern> patterns, DataStream<Observation> observations) {
    DataStream<JournalEntry> signals = null;
    for (WatchedPattern pattern : patterns) {
      String name = pattern.name();
      SingleOutputStreamOperator<JournalEntry> matches =
          CEP.pattern(
                  observations
                      .filter(observation -> observation.definition().equals(name))
                      .uid("only/" + name + "/" + pattern.version())
                      .keyBy(Observation::subject),
                  PatternShapes.of(pattern.limits()))
              .inEventTime()
              .sideOutputLateData(LATE)
              .process(new PatternSignals(pattern), new AvroTypeInfo<>(JournalEntry.class))
              .uid(PatternNames.PATTERN_UID + name + "/" + pattern.version())
              .name("Pattern " + name);
      matches
          .getSideOutput(LATE)
          .process(new LateObservations())
          .returns(OBSERVATION)
          .uid(PatternNames.LATE_UID + "/" + name + "/" + pattern.version())
          .name("Late for pattern " + name);
      signals = union(signals, matches.union(matches.getSideOutput(PatternSignals.TIMED_OUT)));
    }
    return signals;
  }

  private static DataStream<JournalEntry> union(
      DataStream<JournalEntry> signals, DataStream<JournalEntry> added) {
    return signals == null ? added : signals.union(added);
  }
}
