package org.hedgerow.exchange.simulated.binance;

import java.util.function.Consumer;

/** The requests that need a key. */
interface PrivateRequests {
  boolean handles(String endpoint);

  void handle(
      String endpoint, String path, String apiKey, Parameters parameters, Consumer<Reply> answer)
      throws RefusedException;
}
