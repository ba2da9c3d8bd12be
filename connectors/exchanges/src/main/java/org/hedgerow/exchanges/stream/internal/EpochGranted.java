package org.hedgerow.exchanges.stream.internal;

import org.apache.flink.api.connector.source.SourceEvent;

/** The answer to {@link EpochRequested}. */
public record EpochGranted(String connection, long epoch) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
