package org.hedgerow.timescaledb;

import java.io.IOException;

/**
 * Records between the store's offset and the first one that came are missing: the database is older
 * than Flink's checkpoint, or Kafka no longer has them.
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
            + "; what lies between is not in the database. If it was restored from an older backup,"
            + " cancel the store job and submit it again without its checkpoint (./hedgerow submit"
            + " store): it reads Kafka from the beginning and skips what is stored. If Kafka no"
            + " longer has those records either, give them up by name, and submit again: SELECT"
            + " store_skip('"
            + topic
            + "', "
            + partition
            + ", "
            + expected
            + ", "
            + actual
            + ", 'who: why');");
  }
}
