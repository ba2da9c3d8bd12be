package org.hedgerow.engine.configuration;

/** What is subscribed of an instrument. */
public enum Channel {
  TRADE,
  QUOTE,
  DEPTH,
  MARK,
  INDEX,
  FUNDING
}
