package org.hedgerow.engine;

/**
 * A group's entry came from another partition than its state knows: the journal was not kept as it
 * was.
 */
public final class WrongPartitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongPartitionException(String group, int expected, int actual, long offset) {
    super(
        "group "
            + group
            + " lives in journal partition "
            + expected
            + ", but an entry of it came from partition "
            + actual
            + " at offset "
            + offset
            + "; the number of partitions of a journal may never change");
  }
}
