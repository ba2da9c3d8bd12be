package org.hedgerow.engine.journal;

/** What became of a journal entry. */
public enum Outcome {
  APPLIED,
  /** At or below the group's last applied offset: Kafka's consumer went back after a restart. */
  BELOW_OFFSET,
  /** Before the group's first configuration. */
  BEFORE_CONFIGURATION,
  /** At or below the mark of its stream, or an identity that was seen: a repeat. */
  DUPLICATE,
  /**
   * What stood before it in its stream has not come yet: its producer goes back and sends both
   * again.
   */
  OUT_OF_CHAIN,
  /** A tick of a ticker that a newer one has replaced, or one that jumps without a new epoch. */
  FENCED_TICK,
  /** A configuration older than the one in force. */
  OLD_VERSION,
  /** A configuration that another version of the engine wrote, for a group that has one. */
  OTHER_ENGINE,
  /**
   * A stranger's fill, found by asking, from before the group's first configuration: the opening
   * holdings contain it.
   */
  BEFORE_OPENING
}
