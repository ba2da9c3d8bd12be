package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.fault.Fault;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.RejectedException;
import org.hedgerow.exchange.simulated.matching.Venue;

/**
 * The requests of an account's owner: checked at the door, and what changes something again at the
 * matching engine, where it arrives after the configured latency. Every one is in the ledger, on
 * disk, before it is answered.
 */
public final class PrivateApi {
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
  private final Venue venue;
  private final Map<String, Market> markets;
  private final MatchingEngine engine;
  private final Account account;
  private final Credentials credentials;
  private final UserStream userStream;
  private final AccountQueries queries;
  private final Ledger ledger;
  private final LedgerRows rows;
  private final long latencyMillis;
  private final Faults faults;
  private final SkewedClock clock;
  private final Map<Market, Long> countdowns = new HashMap<>();
  private long generatedIds;

  public PrivateApi(
      Vertx vertx,
      Venue venue,
      Map<String, Market> markets,
      MatchingEngine engine,
      Credentials credentials,
      UserStream userStream,
      Ledger ledger,
      LedgerRows rows,
      Faults faults,
      SkewedClock clock,
      long latencyMillis) {
    this.faults = faults;
    this.clock = clock;
    this.vertx = vertx;
    this.venue = venue;
    this.markets = markets;
    this.engine = engine;
    this.account = engine.account(venue);
    this.credentials = credentials;
    this.userStream = userStream;
    this.ledger = ledger;
    this.rows = rows;
    this.latencyMillis = latencyMillis;
    this.queries = new AccountQueries(venue, markets, engine, clock);
  }

  public boolean handles(String endpoint) {
    boolean spot = venue == Venue.SPOT;
    return (spot ? SPOT : FUTURES).contains(endpoint)
        || (KEY_ONLY.contains(endpoint) && spot == endpoint.endsWith("userDataStream"));
  }

  public void handle(
      String endpoint, String path, String apiKey, Parameters parameters, Consumer<Reply> answer) {
    String method = endpoint.substring(0, endpoint.indexOf(' '));
    long receivedMicros = Ledger.nowMicros();
    String subject = subject(endpoint, parameters);
    Consumer<Reply> recorded =
        reply -> {
          Reply told = told(endpoint, subject, reply);
          rows.request(
              account.venue.account,
              method,
              path,
              parameters.withoutSecrets(),
              reply.status(),
              reply.code(),
              receivedMicros,
              told.equals(reply) ? null : told.body());
          ledger.afterSync(() -> answer.accept(told));
        };
    try {
      key(apiKey);
      if (KEY_ONLY.contains(endpoint)) {
        recorded.accept(listenKey(method));
        return;
      }
      signature(parameters);
      boolean order = endpoint.endsWith(" order") && !method.equals("GET");
      if (order && faults.strikes(Fault.REJECT_BEFORE, subject)) {
        recorded.accept(Reply.error(503, -1000, "Service Unavailable."));
        return;
      }
      long delay = order ? faults.millis(Fault.DELAY_MS, subject) : 0;
      if (delay == 0) {
        timely(parameters);
      }
      long wait = latencyMillis + delay;
      if (method.equals("GET")) {
        recorded.accept(queries.answer(endpoint, path, parameters));
      } else if (wait == 0) {
        recorded.accept(arrived(endpoint, parameters));
      } else {
        vertx.setTimer(wait, timer -> recorded.accept(arrived(endpoint, parameters)));
      }
    } catch (RefusedException refused) {
      recorded.accept(refused.reply);
    }
  }

  /** What the client is told, where a fault keeps the venue's reply from it. */
  private Reply told(String endpoint, String subject, Reply reply) {
    if (endpoint.equals("POST order") && reply.status() == 200) {
      if (faults.strikes(Fault.CUT_AFTER_ACCEPT, subject)) {
        return Reply.CUT;
      }
      if (faults.strikes(Fault.SILENT, subject)) {
        return Reply.SILENCE;
      }
    }
    return faults.strikes(Fault.GARBAGE, subject) ? Reply.GARBAGE : reply;
  }

  private static String subject(String endpoint, Parameters parameters) {
    String clientId = parameters.get("newClientOrderId");
    if (clientId == null) {
      clientId = parameters.get("origClientOrderId");
    }
    return clientId == null ? endpoint : endpoint + " " + clientId;
  }

  /** Whether a request on a socket is the account's, signed, and in time. */
  void authenticate(String apiKey, Parameters parameters) throws RefusedException {
    key(apiKey);
    signature(parameters);
    timely(parameters);
  }

  private void key(String given) throws RefusedException {
    if (given == null || given.isEmpty()) {
      throw new RefusedException(Reply.error(401, -2014, "API-key format invalid."));
    }
    if (credentials == null || !credentials.isKey(given)) {
      throw new RefusedException(
          Reply.error(401, -2015, "Invalid API-key, IP, or permissions for action."));
    }
  }

  private void signature(Parameters parameters) throws RefusedException {
    parameters.mandatory("timestamp");
    if (parameters.signature() == null) {
      throw Parameters.missing("signature");
    }
    if (!credentials.signs(parameters.signed(), parameters.signature())) {
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

  private Reply arrived(String endpoint, Parameters parameters) {
    try {
      timely(parameters);
      return switch (endpoint) {
        case "POST order" -> place(parameters);
        case "PUT order" -> amend(parameters);
        case "DELETE order" -> cancel(parameters);
        case "POST countdownCancelAll" -> countdown(parameters);
        default -> cancelAll(parameters);
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
      rows.countedDown(account.venue.account, market.instrument.symbol(), canceled.size());
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
              ? Reply.error(-4116, "ClientOrderId is duplicated.")
              : Reply.error(-2010, "Duplicate order sent.");
      case INSUFFICIENT_FUNDS ->
          futures
              ? Reply.error(-2019, "Margin is insufficient.")
              : Reply.error(-2010, "Account has insufficient balance for requested action.");
      case WOULD_TAKE ->
          futures
              ? Reply.error(
                  -5022,
                  "Due to the order could not be executed as maker, the Post Only order will be"
                      + " rejected. The order will not be recorded in the order history")
              : Reply.error(-2010, "Order would immediately match and take.");
      case CANNOT_FILL_WHOLE ->
          Reply.error(
              -5021,
              "Due to the order could not be filled immediately, the FOK order has been rejected."
                  + " The order will not be recorded in the order history");
      case NOTHING_TO_REDUCE -> Reply.error(-2022, "ReduceOnly Order is rejected.");
      case NO_MARKET -> Reply.error(-2010, "Market is closed.");
      case UNKNOWN_ORDER -> Reply.error(-2011, "Unknown order sent.");
      case NOTHING_TO_AMEND -> Reply.error(-5027, "No need to modify the order.");
    };
  }
}
