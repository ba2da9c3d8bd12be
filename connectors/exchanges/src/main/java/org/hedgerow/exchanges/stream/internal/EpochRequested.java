package org.hedgerow.exchanges.stream.internal;

import org.apache.flink.api.connector.source.SourceEvent;

/** A reader is about to connect anew and asks under which epoch. */
public record EpochRequested(String connection) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
