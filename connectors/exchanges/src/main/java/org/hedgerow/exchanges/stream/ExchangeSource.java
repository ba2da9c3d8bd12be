package org.hedgerow.exchanges.stream;

import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.internal.ConnectionEpochs;
import org.hedgerow.exchanges.stream.internal.ConnectionEpochsSerializer;
import org.hedgerow.exchanges.stream.internal.ExchangeSourceReader;
import org.hedgerow.exchanges.stream.internal.SubscriptionEnumerator;
import org.hedgerow.exchanges.stream.internal.SubscriptionSplitSerializer;
import org.hedgerow.schema.RawFrame;

/**
 * What exchanges send, as they send it, one split a connection.
 *
 * <p>A connection lost is opened again, under a higher epoch that the enumerator hands out; frames
 * of a lower one are a zombie's. A stream cannot be rewound, so readers keep nothing in their
 * state: after a failure every connection starts anew from the current configuration, and the
 * epochs, which are in the enumerator's state, show the seam.
 */
public final class ExchangeSource implements Source<RawFrame, SubscriptionSplit, ConnectionEpochs> {
  private static final long serialVersionUID = 1L;

  private final List<Subscription> subscriptions;
  private final StreamSettings settings;

  public ExchangeSource(List<Subscription> subscriptions, StreamSettings settings) {
    this.subscriptions = List.copyOf(subscriptions);
    this.settings = settings;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<SubscriptionSplit, ConnectionEpochs> createEnumerator(
      SplitEnumeratorContext<SubscriptionSplit> context) {
    return new SubscriptionEnumerator(context, subscriptions, ConnectionEpochs.none());
  }

  @Override
  public SplitEnumerator<SubscriptionSplit, ConnectionEpochs> restoreEnumerator(
      SplitEnumeratorContext<SubscriptionSplit> context, ConnectionEpochs epochs) {
    return new SubscriptionEnumerator(context, subscriptions, epochs);
  }

  @Override
  public SourceReader<RawFrame, SubscriptionSplit> createReader(SourceReaderContext context) {
    return new ExchangeSourceReader(context, settings);
  }

  @Override
  public SimpleVersionedSerializer<SubscriptionSplit> getSplitSerializer() {
    return new SubscriptionSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<ConnectionEpochs> getEnumeratorCheckpointSerializer() {
    return new ConnectionEpochsSerializer();
  }
}
