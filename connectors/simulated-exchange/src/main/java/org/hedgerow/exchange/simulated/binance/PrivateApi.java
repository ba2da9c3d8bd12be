package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Credentials;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.RequestDesk;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.RejectedException;

/**
 * The requests of an account's owner: checked at the door, and what changes something again at the
 * matching engine, where it arrives after the configured latency. Every one is in the ledger, on
 * disk, before it is answered.
 */
final class PrivateApi {
  private static final long DEFAULT_WINDOW_MILLIS = 5_000;
  private static final long LARGEST_WINDOW_MILLIS = 60_000;
  private static final long AHEAD_MILLIS = 1_000;
  private static final Set<String> KEY_ONLY =
      Set.of(
          "POST userDataStream",
          "PUT userDataStream",
          "DELETE userDataStream",
          "POST listenKey",
          "PUT listenKey",
          "DELETE listenKey");
  private static final Set<String> SPOT =
      Set.of(
          "POST order",
          "GET order",
          "DELETE order",
          "GET openOrders",
          "GET allOrders",
          "DELETE openOrders",
          "GET myTrades",
          "GET account");
  private static final Set<String> FUTURES =
      Set.of(
          "POST order",
          "PUT order",
          "GET order",
          "DELETE order",
          "DELETE batchOrders",
          "GET openOrder",
          "GET openOrders",
          "GET allOrders",
          "DELETE allOpenOrders",
          "POST countdownCancelAll",
          "GET userTrades",
          "GET positionRisk",
          "GET account",
          "GET leverageBracket",
          "GET balance");

  private final Vertx vertx;
  private final BinanceVenue venue;
  private final Map<String, Market> markets;
  private final MatchingEngine engine;
  private final Account account;
  private final Credentials credentials;
  private final UserStream userStream;
  private final AccountQueries queries;
  private final RequestDesk desk;
  private final LedgerRows rows;
  private final SkewedClock clock;
  private final Map<Market, Long> countdowns = new HashMap<>();
  private long generatedIds;

  PrivateApi(BinanceVenue venue, VenueRoom room, UserStream userStream) {
    this.vertx = room.vertx();
    this.venue = venue;
    this.markets = room.markets();
    this.engine = room.engine();
    this.account = engine.account(venue);
    this.credentials = room.credentials();
    this.userStream = userStream;
    this.desk = room.desk();
    this.rows = room.rows();
    this.clock = room.clock();
    this.queries = new AccountQueries(venue, markets, engine, clock);
  }

  boolean handles(String endpoint) {
    boolean spot = venue == BinanceVenue.SPOT;
    return (spot ? SPOT : FUTURES).contains(endpoint)
        || (KEY_ONLY.contains(endpoint) && spot == endpoint.endsWith("userDataStream"));
  }

  void handle(
      String endpoint, String path, String apiKey, Parameters parameters, Consumer<Reply> answer) {
    boolean keyOnly = KEY_ONLY.contains(endpoint);
    desk.take(
        arrival(endpoint, path, parameters),
        new RequestDesk.Judgement() {
          @Override
          public Reply identity() {
            return refusal(
                () -> {
                  key(apiKey);
                  if (!keyOnly) {
                    signature(parameters);
                  }
                });
          }

          @Override
          public Reply tooLate() {
            return keyOnly ? null : refusal(() -> timely(parameters));
          }

          @Override
          public Reply act() {
            return done(endpoint, path, parameters);
          }
        },
        () -> Refusals.of(503, -1000, "Service Unavailable."),
        answer);
  }

  /** A check that may refuse. */
  private interface Check {
    void run() throws RefusedException;
  }

  private static Reply refusal(Check check) {
    try {
      check.run();
      return null;
    } catch (RefusedException refused) {
      return refused.reply;
    }
  }

  private static RequestDesk.Arrival arrival(String endpoint, String path, Parameters parameters) {
    String clientId = parameters.get("newClientOrderId");
    if (clientId == null) {
      clientId = parameters.get("origClientOrderId");
    }
    RequestDesk.Effect effect = RequestDesk.Effect.OTHER;
    if (endpoint.startsWith("GET ") || KEY_ONLY.contains(endpoint)) {
      effect = RequestDesk.Effect.NONE;
    } else if (endpoint.equals("POST order")) {
      effect = RequestDesk.Effect.PLACE;
    } else if (endpoint.endsWith(" order") || endpoint.equals("DELETE batchOrders")) {
      effect = RequestDesk.Effect.CHANGE;
    }
    String method = endpoint.substring(0, endpoint.indexOf(' '));
    return new RequestDesk.Arrival(
        method, path, endpoint, effect, clientId, parameters.withoutSecrets());
  }

  /** Whether a request on a socket is the account's, signed, and in time. */
  void authenticate(String apiKey, Parameters parameters) throws RefusedException {
    key(apiKey);
    signature(parameters);
    timely(parameters);
  }

  private void key(String given) throws RefusedException {
    if (given == null || given.isEmpty()) {
      throw new RefusedException(Refusals.of(401, -2014, "API-key format invalid."));
    }
    if (credentials == null || !credentials.isKey(given)) {
      throw new RefusedException(
          Refusals.of(401, -2015, "Invalid API-key, IP, or permissions for action."));
    }
  }

  private void signature(Parameters parameters) throws RefusedException {
    parameters.mandatory("timestamp");
    if (parameters.signature() == null) {
      throw Parameters.missing("signature");
    }
    if (!Signature.matches(credentials.secret(), parameters.signed(), parameters.signature())) {
      throw new RefusedException(-1022, "Signature for this request is not valid.");
    }
  }

  private void timely(Parameters parameters) throws RefusedException {
    long window = parameters.number("recvWindow", DEFAULT_WINDOW_MILLIS);
    if (window > LARGEST_WINDOW_MILLIS) {
      throw new RefusedException(-1131, "recvWindow must be less than 60000.");
    }
    long age = clock.millis() - parameters.number("timestamp", 0);
    if (age <= -AHEAD_MILLIS) {
      throw new RefusedException(
          -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }
    if (age > window) {
      throw new RefusedException(-1021, "Timestamp for this request is outside of the recvWindow.");
    }
  }

  private Reply listenKey(String method) throws RefusedException {
    if (!venue.futures()) {
      // As the venue does since February 2026: spot accounts are streamed over its WebSocket API.
      throw new RefusedException(new Reply(410, 0, "{\"code\":0,\"msg\":\"Gone\"}"));
    }
    if (method.equals("POST")) {
      return Reply.ok("{\"listenKey\":\"" + userStream.open() + "\"}");
    }
    String key = userStream.active();
    boolean known =
        key != null && (method.equals("PUT") ? userStream.prolong(key) : userStream.close(key));
    if (!known) {
      throw new RefusedException(-1125, "This listenKey does not exist.");
    }
    return Reply.ok(method.equals("PUT") ? "{\"listenKey\":\"" + key + "\"}" : "{}");
  }

  private Reply done(String endpoint, String path, Parameters parameters) {
    try {
      if (KEY_ONLY.contains(endpoint)) {
        return listenKey(endpoint.substring(0, endpoint.indexOf(' ')));
      }
      return switch (endpoint) {
        case "POST order" -> place(parameters);
        case "PUT order" -> amend(parameters);
        case "DELETE order" -> cancel(parameters);
        case "DELETE batchOrders" ->
            new BatchCancel(engine, account)
                .answer(PublicApi.market(markets, parameters), parameters);
        case "POST countdownCancelAll" -> countdown(parameters);
        case "DELETE openOrders", "DELETE allOpenOrders" -> cancelAll(parameters);
        default -> queries.answer(endpoint, path, parameters);
      };
    } catch (RefusedException refused) {
      return refused.reply;
    } catch (RejectedException rejected) {
      return rejection(rejected.reason());
    }
  }

  private Reply place(Parameters parameters) throws RefusedException, RejectedException {
    Market market = PublicApi.market(markets, parameters);
    generatedIds++;
    String generated = "sim" + Long.toString(clock.millis(), 36) + generatedIds;
    OrderRequest request = OrderChecks.order(market, parameters, generated);
    Order order = engine.place(request);
    if (venue.futures()) {
      boolean result = "RESULT".equals(parameters.get("newOrderRespType"));
      return Reply.ok(
          (result ? OrderJson.futuresResult(order) : OrderJson.futuresAcknowledged(order))
              .toString());
    }
    String asked = parameters.get("newOrderRespType");
    String otherwise = request.type() == OrderType.LIMIT_MAKER ? "ACK" : "FULL";
    return Reply.ok(
        OrderJson.spotPlaced(order, asked == null ? otherwise : asked, account.fills(order))
            .toString());
  }

  private Reply amend(Parameters parameters) throws RefusedException, RejectedException {
    Market market = PublicApi.market(markets, parameters);
    Order order = queries.named(market, parameters);
    if (order == null) {
      throw new RefusedException(-2013, "Order does not exist.");
    }
    long price = OrderChecks.price(market, parameters.mandatory("price"));
    long quantity = OrderChecks.quantity(market.instrument, parameters.mandatory("quantity"));
    return Reply.ok(OrderJson.futuresResult(engine.amend(order, price, quantity)).toString());
  }

  private Reply cancel(Parameters parameters) throws RefusedException, RejectedException {
    Market market = PublicApi.market(markets, parameters);
    Order order = engine.cancel(queries.named(market, parameters));
    if (venue.futures()) {
      return Reply.ok(OrderJson.futuresResult(order).toString());
    }
    String cancelId = OrderChecks.clientId(parameters, "newClientOrderId");
    return Reply.ok(
        OrderJson.spotCanceled(order, cancelId == null ? "cancel_" + order.id : cancelId)
            .toString());
  }

  private Reply cancelAll(Parameters parameters) throws RefusedException, RejectedException {
    Market market = PublicApi.market(markets, parameters);
    ArrayNode canceled = OrderJson.JSON.createArrayNode();
    for (Order order : cancelOpen(market)) {
      canceled.add(OrderJson.spotCanceled(order, "cancel_" + order.id));
    }
    if (venue.futures()) {
      return Reply.ok("{\"code\":200,\"msg\":\"The operation of cancel all open order is done.\"}");
    }
    if (canceled.isEmpty()) {
      throw new RefusedException(-2011, "Unknown order sent.");
    }
    return Reply.ok(canceled.toString());
  }

  /** The dead man's switch: cancels a symbol's orders unless it is called again in time. */
  private Reply countdown(Parameters parameters) throws RefusedException {
    Market market = PublicApi.market(markets, parameters);
    parameters.mandatory("countdownTime");
    long millis = parameters.number("countdownTime", 0);
    Long running = countdowns.remove(market);
    if (running != null) {
      vertx.cancelTimer(running);
    }
    if (millis > 0) {
      countdowns.put(market, vertx.setTimer(millis, timer -> countedDown(market)));
    }
    ObjectNode out = OrderJson.JSON.createObjectNode();
    out.put("symbol", market.instrument.symbol());
    return Reply.ok(out.put("countdownTime", Long.toString(millis)).toString());
  }

  private void countedDown(Market market) {
    countdowns.remove(market);
    try {
      List<Order> canceled = cancelOpen(market);
      rows.countedDown(account.venue.account(), market.instrument.symbol(), canceled.size());
    } catch (RejectedException ended) {
      throw new IllegalStateException("an open order refused its cancel", ended);
    }
  }

  private List<Order> cancelOpen(Market market) throws RejectedException {
    List<Order> open =
        account.openOrders().stream().filter(order -> order.market == market).toList();
    for (Order order : open) {
      engine.cancel(order);
    }
    return open;
  }

  private Reply rejection(RejectedException.Reason reason) {
    boolean futures = venue.futures();
    return switch (reason) {
      case DUPLICATE_CLIENT_ID ->
          futures
              ? Refusals.of(-4116, "ClientOrderId is duplicated.")
              : Refusals.of(-2010, "Duplicate order sent.");
      case INSUFFICIENT_FUNDS ->
          futures
              ? Refusals.of(-2019, "Margin is insufficient.")
              : Refusals.of(-2010, "Account has insufficient balance for requested action.");
      case WOULD_TAKE ->
          futures
              ? Refusals.of(
                  -5022,
                  "Due to the order could not be executed as maker, the Post Only order will be"
                      + " rejected. The order will not be recorded in the order history")
              : Refusals.of(-2010, "Order would immediately match and take.");
      case CANNOT_FILL_WHOLE ->
          Refusals.of(
              -5021,
              "Due to the order could not be filled immediately, the FOK order has been rejected."
                  + " The order will not be recorded in the order history");
      case NOTHING_TO_REDUCE -> Refusals.of(-2022, "ReduceOnly Order is rejected.");
      case NO_MARKET -> Refusals.of(-2010, "Market is closed.");
      case UNKNOWN_ORDER -> Refusals.of(-2011, "Unknown order sent.");
      case NOTHING_TO_AMEND -> Refusals.of(-5027, "No need to modify the order.");
    };
  }
}
