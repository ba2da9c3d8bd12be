package org.hedgerow.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hedgerow.schema.state.SubjectState;
import org.junit.jupiter.api.Test;

class EventClockTest {
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private final SubjectState state = SubjectState.newBuilder().build();

  @Test
  void itIsTheNewestVenueTime() {
    EventClock.told(state, 100 * HOUR);
    EventClock.told(state, 100 * HOUR + 5);
    EventClock.told(state, 100 * HOUR + 2);
    assertEquals(100 * HOUR + 5, state.getClockMicros());
  }

  @Test
  void oneAbsurdTimeIsNotBelieved() {
    EventClock.told(state, 100 * HOUR);
    EventClock.told(state, 9_999 * HOUR);
    EventClock.told(state, 100 * HOUR + SECOND);
    EventClock.told(state, 8_888 * HOUR);
    assertEquals(100 * HOUR + SECOND, state.getClockMicros());
  }

  @Test
  void aPauseIsBelievedWhenTheNextTimeAgrees() {
    EventClock.told(state, 100 * HOUR);
    EventClock.told(state, 134 * HOUR);
    assertEquals(100 * HOUR, state.getClockMicros());
    EventClock.told(state, 134 * HOUR + SECOND);
    assertEquals(134 * HOUR + SECOND, state.getClockMicros());
  }

  /** The journal's clock may be years from the venue's, of a recording that is played again. */
  @Test
  void whileTheVenueIsSilentTheJournalsClockMovesIt() {
    EventClock.tick(state, 900 * HOUR);
    EventClock.told(state, 100 * HOUR);
    EventClock.tick(state, 900 * HOUR + SECOND);
    assertEquals(100 * HOUR, state.getClockMicros(), "it was told since");
    EventClock.tick(state, 900 * HOUR + 2 * SECOND);
    EventClock.tick(state, 900 * HOUR + 4 * SECOND);
    assertEquals(100 * HOUR + 3 * SECOND, state.getClockMicros());
  }
}
