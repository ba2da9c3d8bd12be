package org.hedgerow.alerts;

import java.util.concurrent.CompletableFuture;
import org.hedgerow.schema.state.AlertNotice;

/** A way to people. One at a time: the next notice is sent when the one before has an end. */
public interface AlertChannel {
  /**
   * Sends it, without waiting for it.
   *
   * @return what came of it; it never fails, and no text in it holds a secret
   */
  CompletableFuture<Delivery> send(AlertNotice notice);
}
