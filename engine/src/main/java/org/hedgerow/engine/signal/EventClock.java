package org.hedgerow.engine.signal;

import org.hedgerow.schema.state.SubjectState;

/**
 * The venue's clock, as far as a subject's entries tell it: the newest venue time, and while none
 * comes, as much further as the journal's clock has gone. Not the journal's clock itself, from
 * which a venue may be seconds off, and a recording that is played again years.
 *
 * <p>A time more than {@link #LARGEST_STEP_MICROS} ahead is believed when the next one agrees: a
 * single absurd one would make everything after it late.
 */
final class EventClock {
  static final long LARGEST_STEP_MICROS = 3_600_000_000L;

  private EventClock() {}

  /** Takes a venue time. */
  static void told(SubjectState state, long venueMicros) {
    long clock = state.getClockMicros();
    if (clock > 0 && venueMicros > clock + LARGEST_STEP_MICROS) {
      long doubted = state.getDoubtedMicros();
      if (doubted == 0 || Math.abs(venueMicros - doubted) > LARGEST_STEP_MICROS) {
        state.setDoubtedMicros(venueMicros);
        return;
      }
    }
    state.setDoubtedMicros(0L);
    state.setClockMicros(Math.max(clock, venueMicros));
    state.setTold(true);
  }

  /**
   * Takes the journal's clock. It moves ours only where the venue has been silent since the last.
   */
  static void tick(SubjectState state, long tickMicros) {
    long before = state.getTickMicros();
    if (before > 0 && tickMicros > before && !state.getTold() && state.getClockMicros() > 0) {
      state.setClockMicros(state.getClockMicros() + tickMicros - before);
    }
    state.setTold(false);
    state.setTickMicros(Math.max(before, tickMicros));
  }
}
