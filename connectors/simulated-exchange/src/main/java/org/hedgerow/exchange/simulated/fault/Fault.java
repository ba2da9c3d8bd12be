package org.hedgerow.exchange.simulated.fault;

/** The ways in which the exchange misbehaves; the name in lower case is the one on the wire. */
public enum Fault {
  /** Takes the order and closes the connection without an answer. */
  CUT_AFTER_ACCEPT,
  /** Takes the order and never answers. */
  SILENT,
  /** Answers 503 and does not take the order. */
  REJECT_BEFORE,
  /** Holds an order request for so many milliseconds before it is judged, its deadline included. */
  DELAY_MS(true),
  /** Tells of a fill twice on the user stream. */
  DUPLICATE_FILLS,
  /** Tells of a fill only after the next one. */
  REORDER_FILLS,
  /** Tells of a fill so many milliseconds late. */
  LATE_FILLS_MS(true),
  /** Never tells of a fill on the user stream; REST has it. */
  DROP_FILLS,
  /** Answers a private request with bytes that mean nothing; what it asked for is done. */
  GARBAGE,
  /** Rejects the order, which nothing speaks against. */
  REJECT,
  /** Acknowledges the order, and then knows nothing of it: no fill, no report, no answer. */
  LOSE,
  /** Fills as much again as was asked for, where an order fills at once. */
  OVERFILL,
  /** Fills what is left of an order so many milliseconds after it was said to be at its end. */
  FILL_AFTER_END_MS(true),
  /** Loses a frame of a market's stream. */
  STREAM_GAP,
  /** Sends a frame of a market's stream twice. */
  STREAM_DUPLICATE,
  /** Sends a frame of a market's stream after the next one of that stream. */
  STREAM_REORDER,
  /** Sends half of a frame of a market's stream, and noise. */
  STREAM_GARBAGE,
  /** Sums up a book wrongly, at venues that send sums of books. */
  BAD_CHECKSUM;

  private final boolean millis;

  Fault() {
    this(false);
  }

  Fault(boolean millis) {
    this.millis = millis;
  }

  /** Whether it has a length in milliseconds. */
  boolean inMillis() {
    return millis;
  }

  /** The name on the wire. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
