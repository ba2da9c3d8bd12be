package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.state.RuleState;

/**
 * Told when the number comes from one side of a level to the other. After that it has to go {@code
 * rearm} away from the level, to either side, before the next crossing is told. Where it is first
 * seen is no crossing.
 */
final class Crossing implements Trigger {
  /** {@code quietUntilMicros} of a row says here whether it is armed. */
  private static final long ARMED = 0;

  private static final long DISARMED = 1;

  private final double level;
  private final double rearm;

  Crossing(double level, double rearm) {
    this.level = level;
    this.rearm = rearm;
  }

  @Override
  public void step(RuleState state, double value, SubjectView view, Telling telling) {
    int now = value >= level ? 1 : -1;
    boolean away = Math.abs(value - level) >= rearm;
    if (state.getState() == 0) {
      state.setState(now);
      state.setQuietUntilMicros(away ? ARMED : DISARMED);
      return;
    }
    boolean armed = state.getQuietUntilMicros() == ARMED;
    if (now != state.getState() && (armed || away)) {
      state.setState(now);
      state.setSide(now);
      state.setQuietUntilMicros(away ? ARMED : DISARMED);
      telling.tell(
          SignalPhase.OCCURRED,
          view.clockMicros(),
          view.place(),
          (now > 0 ? "upwards through " : "downwards through ") + level);
    } else if (away) {
      state.setQuietUntilMicros(ARMED);
    }
  }

  @Override
  public void numbers(Map<String, Double> into) {
    into.put("level", level);
    into.put("rearm", rearm);
  }
}
