package org.hedgerow.exchanges.stream;

import org.apache.flink.api.connector.source.SourceSplit;
import org.hedgerow.exchanges.Subscription;

/**
 * A connection given to a reader.
 *
 * @param epoch under which it connects first; every further connect asks for a new one
 * @param hadMicros up to when its trades are in a checkpoint, by our receive time, microseconds
 *     since the Unix epoch; {@link #NEVER} if none are
 */
public record SubscriptionSplit(Subscription subscription, long epoch, long hadMicros)
    implements SourceSplit {
  /** Of a connection that was never heard. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Of a connection that was never heard. */
  public SubscriptionSplit(Subscription subscription, long epoch) {
    this(subscription, epoch, NEVER);
  }

  @Override
  public String splitId() {
    return subscription.connection();
  }
}
