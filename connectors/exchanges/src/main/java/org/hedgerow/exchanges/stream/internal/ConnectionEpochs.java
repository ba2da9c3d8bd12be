package org.hedgerow.exchanges.stream.internal;

import java.util.Map;
import java.util.TreeMap;

/**
 * The newest epoch of each connection. Bounded by the number of connections that were ever
 * configured.
 */
public record ConnectionEpochs(Map<String, Long> newest) {
  /** Before the first connect. */
  public static ConnectionEpochs none() {
    return new ConnectionEpochs(Map.of());
  }

  /** A copy that may be changed. */
  TreeMap<String, Long> copy() {
    return new TreeMap<>(newest);
  }
}
