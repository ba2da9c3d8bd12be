package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.state.RuleState;

/** Told each time that the number reaches the limit, but not again within a time. */
final class Pulse implements Trigger {
  private final double enter;
  private final long quietMicros;

  Pulse(double enter, long quietMicros) {
    this.enter = enter;
    this.quietMicros = quietMicros;
  }

  @Override
  public void step(RuleState state, double value, SubjectView view, Telling telling) {
    if (value >= enter && view.clockMicros() >= state.getQuietUntilMicros()) {
      state.setQuietUntilMicros(view.clockMicros() + quietMicros);
      telling.tell(SignalPhase.OCCURRED, view.clockMicros(), view.place(), "at or above " + enter);
    }
  }

  @Override
  public void numbers(Map<String, Double> into) {
    into.put("enter", enter);
  }
}
