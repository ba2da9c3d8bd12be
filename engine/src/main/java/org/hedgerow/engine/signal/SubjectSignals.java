package org.hedgerow.engine.signal;

import java.util.List;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.signal.bar.BarBuilder;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.signal.depth.DepthBook;
import org.hedgerow.engine.signal.rule.Rule;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.signal.window.RunningStatistic;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.SubjectState;

/**
 * The state machine of one subject: takes its entries in the order of the journal, and gives bars,
 * figures and events. Everything that it remembers is in the tables; the object may be made anew at
 * any time.
 */
public final class SubjectSignals {
  private static final String ONLY_ROW = "";

  private final SubjectTables tables;
  private final SubjectView view;
  private final BarBuilder bars;
  private final List<RunningStatistic> statistics;
  private final List<Rule> rules;
  private final String instrument;

  /**
   * @param bars null for a subject that has none
   * @param depth null where nothing looks into the book
   * @param chain all options of the subject, where it is a chain
   */
  SubjectSignals(
      Subject subject,
      BarBuilder bars,
      List<RunningStatistic> statistics,
      List<Rule> rules,
      DepthBook depth,
      List<Instrument> chain,
      SubjectTables tables) {
    this.instrument = subject.instrument();
    this.tables = tables;
    this.view =
        new SubjectView(
            subject.instrument(), subject.against().orElse(null), tables.market(), depth, chain);
    this.bars = bars;
    this.statistics = List.copyOf(statistics);
    this.rules = List.copyOf(rules);
  }

  /** The same of a journal that is read from its beginning. */
  public void on(JournalEntry entry, int partition, long offset, SignalOutput out) {
    on(entry, partition, offset, false, out);
  }

  /**
   * Takes an entry that counts: a market entry of the subject, or a tick.
   *
   * @param partition where it stands in the journal
   * @param joined whether the journal is read from its middle: bars that began before the subject's
   *     first entry are then not known in full, and neither written nor taken into figures
   */
  public void on(JournalEntry entry, int partition, long offset, boolean joined, SignalOutput out) {
    if (entry.getPayload() instanceof Signal) {
      return;
    }
    SubjectState state = tables.subject().get(ONLY_ROW);
    boolean begins = state == null || state.getClockMicros() == 0;
    if (state == null) {
      state = SubjectState.newBuilder().build();
    }
    long timeMicros = time(entry);
    if (entry.getPayload() instanceof Tick tick) {
      EventClock.tick(state, tick.getTimeMicros());
    } else if (timeMicros != Long.MIN_VALUE) {
      EventClock.told(state, timeMicros);
    }
    if (joined && begins && bars != null && state.getClockMicros() > 0) {
      // Trades of the moments after it may have come before the first entry.
      state.setJoinedMicros(state.getClockMicros() + bars.latenessMicros());
    }
    tables.subject().put(ONLY_ROW, state);
    long clock = state.getClockMicros();
    long joinedMicros = state.getJoinedMicros();
    Coordinate place = new Coordinate(partition, offset);
    view.take(entry, place, clock);
    if (bars != null) {
      if (entry.getPayload() instanceof Trade trade && trade.getInstrument().equals(instrument)) {
        view.worth(
            bars.trade(trade, timeMicros, clock, place, bar -> closed(bar, joinedMicros, out)));
      }
      bars.advance(clock, place, bar -> closed(bar, joinedMicros, out));
    }
    for (RunningStatistic statistic : statistics) {
      tell(statistic.on(view), out);
    }
    for (Rule rule : rules) {
      rule.on(view, tables.rules(), out);
    }
  }

  /**
   * Another machine goes on in its place, over the same tables: what that one does not have tells
   * so where something held of it, and is forgotten.
   *
   * @param entry that brought the change
   */
  void end(SubjectSignals after, JournalEntry entry, int partition, long offset, SignalOutput out) {
    SubjectState state = tables.subject().get(ONLY_ROW);
    long clock = state == null ? 0 : state.getClockMicros();
    long joinedMicros = state == null ? 0 : state.getJoinedMicros();
    Coordinate place = new Coordinate(partition, offset);
    view.take(entry, place, clock);
    for (Rule rule : rules) {
      if (after.rules.stream().noneMatch(kept -> kept.key().equals(rule.key()))) {
        rule.end(view, tables.rules(), out);
      }
    }
    if (bars != null) {
      for (BarLength length : bars.lengths()) {
        if (!after.bars.lengths().contains(length)) {
          bars.endLength(length, clock, place, bar -> closed(bar, joinedMicros, out));
        }
      }
      for (BarLength length : after.bars.lengths()) {
        if (!bars.lengths().contains(length)) {
          after.bars.beginLength(length, clock);
        }
      }
    }
    for (RunningStatistic statistic : statistics) {
      if (after.statistics.stream().noneMatch(kept -> kept.key().equals(statistic.key()))) {
        statistic.end();
      }
    }
    if (view.depth() != null && after.view.depth() == null) {
      view.depth().end();
    }
  }

  private void closed(Bar bar, long joinedMicros, SignalOutput out) {
    if (bar.getStartMicros() < joinedMicros) {
      return;
    }
    out.bar(bar);
    for (RunningStatistic statistic : statistics) {
      tell(statistic.on(bar), out);
    }
  }

  private void tell(Statistic statistic, SignalOutput out) {
    if (statistic != null) {
      view.told(statistic);
      out.statistic(statistic);
    }
  }

  /** The venue's time; of a trade that has none, when it was received. */
  private static long time(JournalEntry entry) {
    if (entry.getVenueTimeMicros() != null) {
      return entry.getVenueTimeMicros();
    }
    return entry.getPayload() instanceof Trade ? entry.getReceiveTimeMicros() : Long.MIN_VALUE;
  }
}
