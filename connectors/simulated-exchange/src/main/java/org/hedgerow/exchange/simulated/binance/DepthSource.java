package org.hedgerow.exchange.simulated.binance;

import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.matching.Market;

/** Answers REST depth requests. */
public interface DepthSource {
  /** Gives {@code answer} the response body, now or later, on the event loop. */
  void depth(Market market, int limit, Consumer<String> answer);
}
