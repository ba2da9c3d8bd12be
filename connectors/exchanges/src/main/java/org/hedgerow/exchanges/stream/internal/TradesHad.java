package org.hedgerow.exchanges.stream.internal;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A checkpoint has all trades of a connection up to a time: whoever opens it next need not ask for
 * them.
 *
 * @param micros our receive time, since the Unix epoch
 */
public record TradesHad(String connection, long micros) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
