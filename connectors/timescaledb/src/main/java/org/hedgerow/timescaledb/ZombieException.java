package org.hedgerow.timescaledb;

import java.io.IOException;

/**
 * Another writer has moved the offset of this partition: this one was paused and replaced, and must
 * stop.
 */
public final class ZombieException extends IOException {
  private static final long serialVersionUID = 1L;

  public ZombieException(String topic, int partition, long expected) {
    super(
        topic
            + "/"
            + partition
            + ": offset "
            + expected
            + " is no longer the store's; another writer has it");
  }
}
