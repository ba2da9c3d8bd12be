package org.hedgerow.engine.signal.bar;

import java.util.Arrays;
import java.util.Optional;

/** How long a bar is, and for how long after its end late trades are still added to it. */
public enum BarLength {
  SECOND("1s", 1, 60),
  MINUTE("1m", 60, 600),
  FIVE_MINUTES("5m", 300, 1_800),
  HOUR("1h", 3_600, 10_800),
  DAY("1d", 86_400, 86_400);

  private static final long SECOND_MICROS = 1_000_000;

  private final String text;
  private final long micros;
  private final long rememberedMicros;

  BarLength(String text, long seconds, long rememberedSeconds) {
    this.text = text;
    this.micros = seconds * SECOND_MICROS;
    this.rememberedMicros = rememberedSeconds * SECOND_MICROS;
  }

  /** As it is configured: 1s, 1m, 5m, 1h, 1d. */
  public String text() {
    return text;
  }

  public long micros() {
    return micros;
  }

  /** How long after its end, or after its first trade if that is later, it is remembered. */
  long rememberedMicros() {
    return rememberedMicros;
  }

  /** The beginning of the bar that a time lies in. */
  public long start(long timeMicros) {
    return Math.floorDiv(timeMicros, micros) * micros;
  }

  /** The length that is configured by that text. */
  public static Optional<BarLength> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }
}
