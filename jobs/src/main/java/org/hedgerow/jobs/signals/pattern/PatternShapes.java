package org.hedgerow.jobs.signals.pattern;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.hedgerow.engine.signal.pattern.PatternLimits;

/**
 * What follows what in each kind. Every pattern has a time within which it ends, begins only at an
 * edge (a cascade: at any liquidation), and skips to behind the match: so partial matches are few.
 */
final class PatternShapes {
  /** Names of the stages; they are in state, and not changed. */
  static final String FIRST = "first";

  static final String MORE = "more";
  static final String LAST = "last";
  private static final String RECOVERY = "recovery";

  private PatternShapes() {}

  /** The shape of a pattern. */
  static Pattern<Observation, ?> of(PatternLimits limits) {
    Pattern<Observation, Observation> begun =
        Pattern.<Observation>begin(FIRST, AfterMatchSkipStrategy.skipPastLastEvent());
    return switch (limits.kind()) {
      case FLASH_CRASH ->
          begun
              .where(SimpleCondition.of(Observation::edge))
              .notFollowedBy(RECOVERY)
              .where(new Recovered(limits))
              .followedBy(LAST)
              .where(new Held(limits))
              .within(micros(limits.holdMicros() + limits.patienceMicros()));
      case VOLATILITY_REGIME ->
          begun
              .where(SimpleCondition.of(Observation::edge))
              .followedBy(MORE)
              .where(new StillBeyond(limits))
              .times(limits.times() - 1)
              .within(micros(limits.withinMicros()));
      case SQUEEZE, LIQUIDITY_DROUGHT ->
          begun
              .where(SimpleCondition.of(Observation::edge))
              .followedBy(MORE)
              .where(new Further(limits))
              .times(limits.times() - 1)
              .within(micros(limits.withinMicros()));
      case CASCADE ->
          begun
              .where(SimpleCondition.of(observation -> true))
              .followedBy(MORE)
              .where(new SameSideNear(limits.size()))
              .times(limits.times() - 1)
              .within(micros(limits.withinMicros()));
      case TREND_EXHAUSTION ->
          begun
              .where(SimpleCondition.of(Observation::edge))
              .next(MORE)
              .where(new RisesOnLess())
              .times(limits.times() - 1)
              .consecutive()
              .followedBy(LAST)
              .where(new Turns())
              .within(micros(limits.withinMicros()));
      case BREAKOUT_RETRACE ->
          begun
              .where(SimpleCondition.of(Observation::edge))
              .followedBy(LAST)
              .where(new BackInRange())
              .within(micros(limits.withinMicros()));
    };
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  /** Whether a partial match whose time ran out had come far enough to be worth telling. */
  static boolean isTold(PatternLimits limits, Map<String, List<Observation>> partial) {
    int more = partial.getOrDefault(MORE, List.of()).size();
    return switch (limits.kind()) {
      case FLASH_CRASH, BREAKOUT_RETRACE, VOLATILITY_REGIME -> true;
      case TREND_EXHAUSTION -> more == limits.times() - 1;
      case SQUEEZE, LIQUIDITY_DROUGHT -> isHalf(limits, more);
      // Every liquidation begins one; of a bunch the one that began it speaks.
      case CASCADE -> isHalf(limits, more) && partial.get(FIRST).get(0).edge();
    };
  }

  private static boolean isHalf(PatternLimits limits, int more) {
    return more >= 1 && 2 * (more + 1) >= limits.times();
  }

  /** Whether a figure is so many times its average, or so many times below it. */
  static boolean isBeyond(PatternLimits limits, double value, double average) {
    return limits.up() ? value >= limits.size() * average : value * limits.size() <= average;
  }

  /** Whether both numbers went on by at least a step: in fractions for a drought. */
  static boolean isFurther(
      PatternLimits limits, double value, double other, double nextValue, double nextOther) {
    return limits.kind() == PatternKind.LIQUIDITY_DROUGHT
        ? nextValue > value
            && nextOther < other
            && nextValue >= value * (1 + limits.size())
            && nextOther <= other * (1 - limits.part())
        : nextValue > value
            && nextOther > other
            && nextValue >= value + limits.size()
            && nextOther >= other + limits.part();
  }

  private static Observation only(IterativeCondition.Context<Observation> context, String stage)
      throws Exception {
    return context.getEventsForPattern(stage).iterator().next();
  }

  private static Observation newest(IterativeCondition.Context<Observation> context)
      throws Exception {
    Observation newest = only(context, FIRST);
    for (Observation taken : context.getEventsForPattern(MORE)) {
      newest = taken;
    }
    return newest;
  }

  private static final class Recovered extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;
    private final double part;

    Recovered(PatternLimits limits) {
      part = limits.part();
    }

    @Override
    public boolean filter(Observation bar, Context<Observation> context) throws Exception {
      Iterator<Observation> fallen = context.getEventsForPattern(FIRST).iterator();
      if (!fallen.hasNext()) {
        // CEP asks what is not to follow already of the event that begins, before it is taken.
        return false;
      }
      Observation fall = fallen.next();
      return bar.value() >= fall.value() + part * (fall.reference() - fall.value());
    }
  }

  private static final class Held extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;
    private final long holdMicros;

    Held(PatternLimits limits) {
      holdMicros = limits.holdMicros();
    }

    @Override
    public boolean filter(Observation bar, Context<Observation> context) throws Exception {
      return bar.timeMicros() >= only(context, FIRST).timeMicros() + holdMicros;
    }
  }

  private static final class StillBeyond extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;
    private final PatternLimits limits;

    StillBeyond(PatternLimits limits) {
      this.limits = limits;
    }

    @Override
    public boolean filter(Observation figure, Context<Observation> context) throws Exception {
      return isBeyond(limits, figure.value(), only(context, FIRST).reference());
    }
  }

  private static final class Further extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;
    private final PatternLimits limits;

    Further(PatternLimits limits) {
      this.limits = limits;
    }

    @Override
    public boolean filter(Observation next, Context<Observation> context) throws Exception {
      Observation taken = newest(context);
      return isFurther(limits, taken.value(), taken.other(), next.value(), next.other());
    }
  }

  private static final class SameSideNear extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;
    private final double distance;

    SameSideNear(double distance) {
      this.distance = distance;
    }

    @Override
    public boolean filter(Observation next, Context<Observation> context) throws Exception {
      Observation first = only(context, FIRST);
      return next.other() < 0 == first.other() < 0
          && Math.abs(next.value() - first.value()) <= distance * first.value();
    }
  }

  private static final class RisesOnLess extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(Observation bar, Context<Observation> context) throws Exception {
      Observation taken = newest(context);
      return bar.value() > taken.value() && bar.other() < taken.other();
    }
  }

  private static final class Turns extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(Observation bar, Context<Observation> context) throws Exception {
      return bar.value() < newest(context).reference();
    }
  }

  private static final class BackInRange extends IterativeCondition<Observation> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(Observation bar, Context<Observation> context) throws Exception {
      return bar.value() <= only(context, FIRST).reference();
    }
  }
}
