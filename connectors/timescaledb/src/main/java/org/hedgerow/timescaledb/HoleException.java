package org.hedgerow.timescaledb;

import java.io.IOException;

/**
 * Records between the store's offset and the first one that came are missing: the database is older
 * than Kafka's.
 */
public final class HoleException extends IOException {
  private static final long serialVersionUID = 1L;

  public HoleException(String topic, int partition, long expected, long actual) {
    super(
        topic
            + "/"
            + partition
            + ": the store expects offset "
            + expected
            + " and was given "
            + actual
            + "; the database was restored from an older backup, or records expired before they were stored."
            + " Restart the store job from the earliest offsets, or archive the hole first");
  }
}
