package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.engine.strategy.Parameters;

/**
 * How far a price has moved within a time: up from the lowest or down from the highest of the
 * window, whichever is more, as a fraction, or in standard deviations of what the price moves in
 * such a time.
 *
 * <p>The window is kept as {@value #BUCKETS} buckets with a lowest and a highest price each, so
 * that it is too long by up to a bucket. The standard deviation is that of the log return from one
 * bucket's last price to the next one's, exponentially weighted, mean 0, times the square root of
 * the number of buckets; a bucket without a price gives a return of 0. There is none until {@code
 * minimum} buckets went in.
 */
final class Move implements Measure {
  static final int BUCKETS = 30;

  /** More buckets than that without a price, and the window begins anew. */
  private static final int LONGEST_PAUSE = 100 * BUCKETS;

  private static final int BUCKET = 0;
  private static final int RETURNS = 1;
  private static final int VARIANCE = 2;
  private static final int CLOSE = 3;
  private static final int LAST = 4;
  private static final int LOWS = 5;
  private static final int HIGHS = LOWS + BUCKETS;

  private final PriceKind kind;
  private final long bucketMicros;
  private final boolean inDeviations;
  private final double lambda;
  private final int minimum;

  private Move(
      PriceKind kind, long bucketMicros, boolean inDeviations, double lambda, int minimum) {
    this.kind = kind;
    this.bucketMicros = bucketMicros;
    this.inDeviations = inDeviations;
    this.lambda = lambda;
    this.minimum = minimum;
  }

  /**
   * Parameters {@code price}, {@code within} (a duration), {@code in} (fraction or sigma), and of
   * sigma {@code lambda} (0.999) and {@code minimum} (120 buckets, of which there are 30 in {@code
   * within}).
   */
  static Move read(Parameters parameters) {
    PriceKind kind = PriceKind.read(parameters);
    long window = parameters.micros("within", null);
    boolean deviations = parameters.choice("in", "fraction", "sigma").equals("sigma");
    double lambda =
        deviations ? parameters.number("lambda", "0.999", "0.5", "0.99999").doubleValue() : 0.5;
    int minimum = deviations ? parameters.whole("minimum", 4 * BUCKETS, 2, 1_000_000) : 0;
    return new Move(kind, Math.max(1, window / BUCKETS), deviations, lambda, minimum);
  }

  @Override
  public boolean concerns(SubjectView view) {
    return !Double.isNaN(view.changed(kind));
  }

  @Override
  public int memoryLength() {
    return HIGHS + BUCKETS;
  }

  @Override
  public double value(SubjectView view, Memory memory) {
    double price = view.changed(kind);
    if (!(price > 0)) {
      return Double.NaN;
    }
    turnTo(view.clockMicros() / bucketMicros, memory);
    int place = (int) ((long) memory.get(BUCKET) % BUCKETS);
    memory.set(LOWS + place, Math.min(memory.get(LOWS + place), price));
    memory.set(HIGHS + place, Math.max(memory.get(HIGHS + place), price));
    memory.set(LAST, price);
    double move = move(memory);
    if (!inDeviations) {
      return move;
    }
    double deviation = deviation(memory);
    return memory.get(RETURNS) < minimum || !(deviation > 0) ? Double.NaN : move / deviation;
  }

  private void turnTo(long bucket, Memory memory) {
    long last = (long) memory.get(BUCKET);
    if (memory.get(LAST) == 0 || bucket - last > LONGEST_PAUSE) {
      for (int i = 0; i < BUCKETS; i++) {
        memory.set(LOWS + i, Double.MAX_VALUE);
        memory.set(HIGHS + i, 0);
      }
      memory.set(BUCKET, (double) bucket);
      memory.set(CLOSE, 0);
      return;
    }
    for (long next = last + 1; next <= bucket; next++) {
      takeReturn(memory);
      memory.set(CLOSE, memory.get(LAST));
      int place = (int) (next % BUCKETS);
      memory.set(LOWS + place, Double.MAX_VALUE);
      memory.set(HIGHS + place, 0);
      memory.set(BUCKET, (double) next);
    }
  }

  /** Of the bucket that ends; the first has no close before it. */
  private void takeReturn(Memory memory) {
    if (memory.get(CLOSE) == 0) {
      return;
    }
    double change = StrictMath.log(memory.get(LAST) / memory.get(CLOSE));
    double count = memory.get(RETURNS);
    double square = change * change;
    memory.set(
        VARIANCE, count == 0 ? square : lambda * memory.get(VARIANCE) + (1 - lambda) * square);
    memory.set(RETURNS, count + 1);
  }

  private static double move(Memory memory) {
    double low = Double.MAX_VALUE;
    double high = 0;
    for (int i = 0; i < BUCKETS; i++) {
      low = Math.min(low, memory.get(LOWS + i));
      high = Math.max(high, memory.get(HIGHS + i));
    }
    double up = (memory.get(LAST) - low) / low;
    double down = (memory.get(LAST) - high) / high;
    return up >= -down ? up : down;
  }

  /** Of a log return over the whole window. */
  private static double deviation(Memory memory) {
    return StrictMath.sqrt(memory.get(VARIANCE) * BUCKETS);
  }

  @Override
  public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
    into.put("price", memory.get(LAST));
    into.put("move", move(memory));
    if (inDeviations) {
      into.put("deviation", deviation(memory));
    }
  }

  @Override
  public String noun() {
    return "move of the " + kind.noun() + (inDeviations ? " in standard deviations" : "");
  }
}
