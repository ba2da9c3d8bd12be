package org.hedgerow.exchanges.stream.internal;

import java.util.Map;
import java.util.TreeMap;

/**
 * The newest epoch of each connection, and up to when its trades are had. Bounded by the number of
 * connections that were ever configured.
 *
 * @param had by connection, as in {@link TradesHad}; not all have it
 */
public record ConnectionEpochs(Map<String, Long> newest, Map<String, Long> had) {
  /** Before the first connect. */
  public static ConnectionEpochs none() {
    return new ConnectionEpochs(Map.of(), Map.of());
  }

  /** A copy that may be changed. */
  TreeMap<String, Long> copy() {
    return new TreeMap<>(newest);
  }
}
