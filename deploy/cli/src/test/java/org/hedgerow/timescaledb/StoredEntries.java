package org.hedgerow.timescaledb;

/** Records for tests in other packages. */
public final class StoredEntries {
  /** What makes them count. */
  public static final String CONFIGURED = Entries.CONFIGURED;

  private StoredEntries() {}

  /** The trade of that number in a chain without a gap. */
  public static byte[] trade(long number) {
    return Entries.trade(number, number - 1);
  }
}
