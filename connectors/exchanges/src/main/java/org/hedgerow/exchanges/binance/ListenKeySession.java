package org.hedgerow.exchanges.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;

/**
 * A user data stream: its address holds a listen key, which REST hands out and which lives for an
 * hour unless it is kept alive.
 */
final class ListenKeySession implements Session {
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_NOTICE = 400;
  private static final JsonFactory JSON = new JsonFactory();

  private final BinanceMarket market;
  private final URI stream;
  private final BinanceRest rest;
  private final AccountRequests requests;
  private volatile String listenKey = "";

  ListenKeySession(BinanceMarket market, URI stream, BinanceRest rest) {
    this.market = market;
    this.stream = stream;
    this.rest = rest;
    this.requests = new AccountRequests(rest, rest.clock(market));
  }

  @Override
  public CompletableFuture<URI> open() {
    requests.reset();
    return rest.requestAsync(
            "POST",
            market.listenKeyPath(),
            new LinkedHashMap<>(),
            BinanceRest.Security.KEYED,
            TIMEOUT)
        .thenApply(
            answer -> {
              listenKey = listenKey(answer);
              return URI.create(
                  BinanceRest.strip(stream)
                      + (market == BinanceMarket.USD_M ? "/private/ws?listenKey=" : "/ws/")
                      + URLEncoder.encode(listenKey, StandardCharsets.UTF_8));
            });
  }

  @Override
  public Optional<Duration> keepAliveInterval() {
    return Optional.of(KEEP_ALIVE);
  }

  @Override
  public CompletableFuture<Boolean> keepAlive() {
    LinkedHashMap<String, String> parameters = new LinkedHashMap<>();
    parameters.put("listenKey", listenKey);
    return rest.requestAsync(
            "PUT", market.listenKeyPath(), parameters, BinanceRest.Security.KEYED, TIMEOUT)
        .thenApply(
            answer -> {
              if (answer.status() == 200) {
                return true;
              }
              if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 418) {
                throw new UncheckedIOException(
                    new IOException("keeping the listen key alive: HTTP " + answer.status()));
              }
              return false;
            });
  }

  @Override
  public CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    return requests.ask(snapshot);
  }

  @Override
  public boolean isLast(byte[] message) {
    return message.length < LONGEST_NOTICE
        && (Notices.contains(message, "\"listenKeyExpired\"")
            || Notices.contains(message, "\"eventStreamTerminated\"")
            || Notices.contains(message, "\"serverShutdown\""));
  }

  private static String listenKey(BinanceRest.Answer answer) {
    if (answer.status() == 200) {
      try (JsonParser parser = JSON.createParser(answer.body())) {
        while (parser.nextToken() != null) {
          if (parser.currentToken() == JsonToken.VALUE_STRING
              && "listenKey".equals(parser.currentName())) {
            return parser.getText();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the answer to POST listenKey is no JSON", e);
      }
    }
    throw new UncheckedIOException(
        new IOException("no listen key: POST was answered with HTTP " + answer.status()));
  }
}
