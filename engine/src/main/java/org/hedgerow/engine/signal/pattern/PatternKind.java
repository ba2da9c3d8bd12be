package org.hedgerow.engine.signal.pattern;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of patterns; docs/signals.md has what each of them is. */
public enum PatternKind {
  BREAKOUT_RETRACE,
  CASCADE,
  FLASH_CRASH,
  LIQUIDITY_DROUGHT,
  SQUEEZE,
  TREND_EXHAUSTION,
  VOLATILITY_REGIME;

  /** As configurations spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that is spelt so. */
  public static Optional<PatternKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  /** All spellings. */
  public static List<String> names() {
    return Arrays.stream(values()).map(PatternKind::text).toList();
  }

  /** Whether patterns of that kind compare two instruments. */
  public boolean isOfPairs() {
    return this == SQUEEZE;
  }

  /** Whether closed bars are what it looks at. */
  public boolean isOfBars() {
    return this == FLASH_CRASH || this == TREND_EXHAUSTION || this == BREAKOUT_RETRACE;
  }
}
