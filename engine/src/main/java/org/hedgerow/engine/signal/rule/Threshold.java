package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.state.RuleState;

/**
 * Raised when the number has been at or beyond {@code enter} for a time, cleared when it is back at
 * {@code leave}: between the two nothing is told, so that a number which dwells at the limit does
 * not flap. Of a two-sided one the limits hold on both sides of zero, and each side by itself.
 */
final class Threshold implements Trigger {
  private static final int CLEAR = 0;
  private static final int RAISED = 1;
  private static final int PENDING = 2;

  /** On which side a number is beyond the limit. */
  enum Direction {
    ABOVE,
    BELOW,
    EITHER
  }

  private final Direction direction;
  private final double enter;
  private final double leave;
  private final long holdMicros;

  Threshold(Direction direction, double enter, double leave, long holdMicros) {
    this.direction = direction;
    this.enter = enter;
    this.leave = leave;
    this.holdMicros = holdMicros;
  }

  /**
   * Parameters {@code enter}, {@code leave} (half of enter, or twice where low numbers are told)
   * and {@code for} (at once).
   *
   * @param enterOtherwise null: it has to be given
   */
  static Threshold read(Parameters parameters, Direction direction, String enterOtherwise) {
    double enter = parameters.positive("enter", enterOtherwise, "1e15").doubleValue();
    boolean below = direction == Direction.BELOW;
    String usual = Double.toString(below ? enter * 2 : enter / 2);
    double leave = parameters.number("leave", usual, "0", "1e15").doubleValue();
    if (below ? leave < enter : leave > enter) {
      parameters.error(
          "leave",
          Double.toString(leave),
          below ? "a number not below enter" : "a number not above enter");
    }
    return new Threshold(
        direction, enter, leave, parameters.has("for") ? parameters.micros("for", null) : 0);
  }

  @Override
  public void step(RuleState state, double value, SubjectView view, Telling telling) {
    if (state.getState() == RAISED) {
      if (isBack(value, state.getSide())) {
        telling.tell(
            SignalPhase.CLEARED,
            state.getSinceMicros(),
            state.getSince(),
            "back within "
                + (state.getSide() < 0 && direction == Direction.EITHER ? -leave : leave));
        state.setState(CLEAR);
      } else {
        return;
      }
    }
    // A two-sided number may go from one side to the other at once.
    int side = side(value);
    if (side == 0) {
      state.setState(CLEAR);
      return;
    }
    if (state.getState() != PENDING || state.getSide() != side) {
      state.setState(PENDING);
      state.setSide(side);
      state.setSinceMicros(view.clockMicros());
      state.setSince(new Coordinate(view.place().getPartition(), view.place().getOffset()));
    }
    if (view.clockMicros() - state.getSinceMicros() >= holdMicros) {
      state.setState(RAISED);
      telling.tell(
          SignalPhase.RAISED,
          state.getSinceMicros(),
          state.getSince(),
          side > 0
              ? "at or above " + enter
              : "at or below " + (direction == Direction.EITHER ? -enter : enter));
    }
  }

  @Override
  public boolean waits(RuleState state) {
    return state.getState() == PENDING;
  }

  @Override
  public boolean isRaised(RuleState state) {
    return state.getState() == RAISED;
  }

  private int side(double value) {
    return switch (direction) {
      case ABOVE -> value >= enter ? 1 : 0;
      case BELOW -> value <= enter ? -1 : 0;
      case EITHER -> value >= enter ? 1 : value <= -enter ? -1 : 0;
    };
  }

  private boolean isBack(double value, int side) {
    return switch (direction) {
      case ABOVE -> value <= leave;
      case BELOW -> value >= leave;
      case EITHER -> side > 0 ? value <= leave : value >= -leave;
    };
  }

  @Override
  public void numbers(Map<String, Double> into) {
    into.put("enter", enter);
    into.put("leave", leave);
  }
}
