package org.hedgerow.engine.configuration;

/** What is subscribed of an instrument. */
public enum Channel {
  /** Every trade. */
  TRADE,
  /** Best bid and ask. */
  QUOTE,
  /** The book, by snapshot and increments. */
  DEPTH,
  MARK,
  INDEX,
  FUNDING,
  OPEN_INTEREST,
  /** Quotes of an option with the venue's volatility and greeks. */
  OPTION_QUOTE,
  /** Positions closed by force. */
  LIQUIDATION,
  /** Whether it trades, and changes of what it is. */
  STATUS
}
