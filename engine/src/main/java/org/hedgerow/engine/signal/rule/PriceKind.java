package org.hedgerow.engine.signal.rule;

import java.util.Locale;
import org.hedgerow.engine.strategy.Parameters;

/** Which of an instrument's prices. */
enum PriceKind {
  TRADE,
  MID,
  MARK;

  /** Parameter {@code price}: trade, mid or mark; trade where it is not given. */
  static PriceKind read(Parameters parameters) {
    return valueOf(parameters.choice("price", "trade", "mid", "mark").toUpperCase(Locale.ROOT));
  }

  /** In words. */
  String noun() {
    return this == TRADE ? "traded price" : this == MID ? "mid" : "mark";
  }
}
