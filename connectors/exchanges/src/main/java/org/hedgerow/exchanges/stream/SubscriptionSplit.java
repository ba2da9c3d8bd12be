package org.hedgerow.exchanges.stream;

import org.apache.flink.api.connector.source.SourceSplit;
import org.hedgerow.exchanges.Subscription;

/**
 * A connection given to a reader.
 *
 * @param epoch under which it connects first; every further connect asks for a new one
 */
public record SubscriptionSplit(Subscription subscription, long epoch) implements SourceSplit {
  @Override
  public String splitId() {
    return subscription.connection();
  }
}
