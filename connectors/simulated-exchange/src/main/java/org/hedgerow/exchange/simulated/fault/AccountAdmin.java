package org.hedgerow.exchange.simulated.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Venue;

/**
 * What a venue or an account's owner does that is no fault, and a bad day all the same: {@code POST
 * /tick} with {@code venue}, {@code symbol} and {@code tick}, {@code POST /withdraw} with {@code
 * venue}, {@code asset} and {@code amount} (below zero: pays in), {@code POST /cancel} with {@code
 * venue}, which cancels all that its owner has working there.
 */
public final class AccountAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Venue> venues;
  private final List<Market> markets;
  private final MatchingEngine engine;

  /**
   * @param venues by their keys
   */
  public AccountAdmin(Map<String, Venue> venues, List<Market> markets, MatchingEngine engine) {
    this.venues = venues;
    this.markets = markets;
    this.engine = engine;
  }

  /** Whether a path is one of these. */
  public static boolean isOne(String path) {
    return List.of("/tick", "/withdraw", "/cancel").contains(path);
  }

  /** Does what was asked, on the event loop. */
  public FaultAdmin.Told handle(String path, String body) {
    JsonNode wanted;
    try {
      wanted = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return refused(List.of("the body is no JSON"));
    }
    Venue venue = venues.get(wanted.path("venue").asText());
    List<String> wrong = new ArrayList<>();
    if (venue == null) {
      wrong.add("venue: " + wanted.path("venue") + "; expected one of " + venues.keySet());
    }
    Optional<Market> market =
        markets.stream()
            .filter(one -> one.instrument.venue() == venue)
            .filter(one -> one.instrument.symbol().equals(wanted.path("symbol").asText()))
            .findFirst();
    if (path.equals("/tick") && market.isEmpty()) {
      wrong.add("symbol: " + wanted.path("symbol") + " is not listed there");
    }
    String figure =
        switch (path) {
          case "/tick" -> "tick";
          case "/withdraw" -> "amount";
          default -> "";
        };
    Optional<BigDecimal> number = number(wanted.path(figure).asText());
    if (!figure.isEmpty()
        && (number.isEmpty() || (figure.equals("tick") && number.get().signum() <= 0))) {
      wrong.add(figure + ": " + wanted.path(figure) + "; expected a number");
    }
    if (!wrong.isEmpty()) {
      return refused(wrong);
    }
    switch (path) {
      case "/tick" -> market.get().retick(Fixed.of(number.get()));
      case "/withdraw" -> engine.withdraw(venue, wanted.path("asset").asText(), number.get());
      default -> engine.cancelAll(venue);
    }
    return new FaultAdmin.Told(200, "{}");
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static FaultAdmin.Told refused(List<String> wrong) {
    var out = JSON.createObjectNode();
    wrong.forEach(out.putArray("wrong")::add);
    return new FaultAdmin.Told(400, out.toString());
  }
}
