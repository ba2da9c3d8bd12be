package org.hedgerow.jobs.marketdata.ticker;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The ticker was held up for longer than the engine takes from one epoch, and asks for a new one.
 * Only the coordinator may give it: a reader that was replaced while it slept gets no answer, and
 * stays fenced.
 */
final class LateTicker implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
