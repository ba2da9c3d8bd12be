package org.hedgerow.timescaledb;

import java.io.IOException;

/**
 * Kafka has another record where the database has one stored: a new Kafka on an old database, or a
 * log that was cut and written anew. Skipping would lose what is new in it.
 */
public final class OtherLogException extends IOException {
  private static final long serialVersionUID = 1L;

  public OtherLogException(String topic, int partition, long offset, long stored) {
    super(
        topic
            + "/"
            + partition
            + " offset "
            + offset
            + ": the database holds another "
            + topic
            + " than Kafka, up to offset "
            + stored
            + "; a new journal needs a new database, and a Kafka that lost records needs the"
            + " database of that time");
  }
}
