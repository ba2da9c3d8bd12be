package org.hedgerow.exchange.simulated.dialect;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.EngineListener;

/**
 * An open venue as its clients see it. As an {@link EngineListener} it hears of every venue's
 * orders and accounts and tells of its own.
 */
public interface VenueFront extends EngineListener {
  /** Why a request is turned away before anybody has looked at it. */
  enum Refusal {
    /** The venue is closed for a while. */
    MAINTENANCE,
    /** Too many requests; answered with how long to wait. */
    RATE_LIMITED,
    /** The venue fails before it has done anything. */
    UNAVAILABLE,
    /** This program has a defect. */
    DEFECT
  }

  /** The venue's words for a refusal. */
  Reply refusal(Refusal why, long retrySeconds);

  /** Answers a request, now or later, on the event loop. */
  void request(HttpServerRequest request, String body, Consumer<Reply> answer);

  /** Opens a socket, or answers with an error of HTTP. */
  void upgrade(HttpServerRequest request);

  /** Headers of every answer. */
  default Map<String, String> headers(int requestsThisMinute) {
    return Map.of();
  }

  /** Where the market's events go. */
  MarketFeed feed();

  /** Whether the stream of that name is an account's. */
  boolean isAccountStream(String name);
}
