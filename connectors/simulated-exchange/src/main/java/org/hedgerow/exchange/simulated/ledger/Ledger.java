package org.hedgerow.exchange.simulated.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * The exchange's own record of what was asked and what was done. What a client may know of is
 * released only once its rows are on disk.
 */
public interface Ledger extends AutoCloseable {
  void append(ObjectNode row);

  /** Runs {@code action} on the event loop once all rows appended so far are on disk, in order. */
  void afterSync(Runnable action);

  /** Microseconds since the epoch. */
  static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
  }

  @Override
  void close();

  /** For an exchange that keeps no ledger. */
  Ledger NONE =
      new Ledger() {
        @Override
        public void append(ObjectNode row) {}

        @Override
        public void afterSync(Runnable action) {
          action.run();
        }

        @Override
        public void close() {}
      };
}
