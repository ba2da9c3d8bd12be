package org.hedgerow.engine;

/**
 * A configuration names another journal than the state does: order ids of one journal must never
 * stand in another.
 */
public final class WrongJournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongJournalException(String group, String expected, String actual, long offset) {
    super(
        "group "
            + group
            + " is in a state of journal "
            + expected
            + ", but the configuration at offset "
            + offset
            + " names journal "
            + actual
            + "; start without that state, or read the journal that it belongs to");
  }
}
