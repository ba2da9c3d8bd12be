package org.hedgerow.exchanges;

/** Why a frame, or a part of one, is a dead letter. The names are the codes in the topic. */
public enum RejectReason {
  /** Not the venue's syntax: broken off, no JSON, a field missing or of another type. */
  MALFORMED,
  /** Well-formed, and of a kind that this decoder does not know. */
  UNKNOWN_CHANNEL,
  /** About an instrument that the configuration does not name. */
  UNKNOWN_INSTRUMENT,
  /** A value that cannot be: a negative price, a crossed or locked quote, a time before 1970. */
  INVALID_VALUE,
  /** Sent by a connection whose successor was already seen. */
  STALE_EPOCH,
  /** The venue answered with an error. */
  VENUE_ERROR,
  /** A price too far from those before it, by the filter that is configured for its instrument. */
  SPIKE
}
