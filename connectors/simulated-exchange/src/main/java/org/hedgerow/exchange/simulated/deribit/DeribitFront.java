package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.option.Smile;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** The venue's addresses, and who serves what on them. */
final class DeribitFront implements VenueFront {
  private static final String REST = "/api/v2";

  private final VenueRoom room;
  private final DeribitFeed feed;
  private final Identity identity;
  private final PublicMethods publicMethods;
  private final PrivateMethods privateMethods;
  private final OrderCommands commands;
  private final AccountStream accountStream;
  private final Subscriptions subscriptions;

  DeribitFront(VenueRoom room, Map<String, Contract> contracts) {
    this.room = room;
    Map<String, Market> markets = room.markets();
    Account account = room.engine().account(DeribitVenue.DERIBIT);
    Smile smile = new Smile(room.seed());
    MarketRows marketRows = new MarketRows(smile);
    OrderRows orders = new OrderRows(contracts);
    AccountRows rows = new AccountRows(room.engine(), contracts, smile, room.clock());
    this.feed = new DeribitFeed(markets, contracts, room.hub(), marketRows, smile);
    this.identity = new Identity(room.credentials(), room.clock());
    this.publicMethods = new PublicMethods(markets, feed, marketRows, identity, room.clock());
    this.commands = new OrderCommands(room.engine(), new OrderForm(markets, contracts), orders);
    this.privateMethods =
        new PrivateMethods(
            room.desk(),
            new AccountQuestions(markets, account, orders, rows, room.clock()),
            commands,
            room.clock());
    this.accountStream =
        new AccountStream(
            room.hub(),
            room.ledger(),
            new FillTold(room.vertx(), room.faults()),
            orders,
            rows,
            markets,
            account);
    this.subscriptions = new Subscriptions(markets, feed, marketRows, accountStream, room.clock());
  }

  @Override
  public Reply refusal(Refusal why, long retrySeconds) {
    return switch (why) {
      case MAINTENANCE -> Answers.error(503, 11_051, "system_maintenance");
      case UNAVAILABLE -> Answers.error(503, 13_503, "unavailable");
      case RATE_LIMITED -> Answers.error(429, 10_028, "too_many_requests");
      case DEFECT -> Answers.error(500, 11_094, "internal_server_error");
    };
  }

  @Override
  public void request(HttpServerRequest request, String body, Consumer<Reply> answer) {
    String path = request.path().startsWith(REST) ? request.path().substring(REST.length()) : "/";
    JsonNode message = body.isEmpty() ? DeribitText.object() : parsed(body);
    if (message == null || !message.isObject()) {
      answer.accept(Answers.error(400, -32_700, "Parse error"));
      return;
    }
    String method =
        path.isEmpty() || path.equals("/") ? message.path("method").asText("") : path.substring(1);
    boolean inBody = message.path("params").isObject();
    Params params = inBody ? new Params(message.get("params")) : Params.ofQuery(request.query());
    JsonNode id = message.get("id");
    long inMicros = Ledger.nowMicros();
    try {
      if (method.startsWith("private/")) {
        String header = request.getHeader("Authorization");
        String transport = request.method().name();
        privateMethods.handle(
            new PrivateMethods.Call(
                transport,
                request.path(),
                method,
                params,
                id,
                () -> identity.check(header, transport, request.uri(), body),
                order -> {}),
            answer);
        return;
      }
      JsonNode result = publicMethods.answer(method, params);
      if (result == null) {
        throw new RefusedException(-32_601, "Method not found");
      }
      answer.accept(Answers.ok(id, result, inMicros));
    } catch (RefusedException refused) {
      answer.accept(Answers.error(id, refused));
    }
  }

  /** Null where it is no JSON. */
  private static JsonNode parsed(String body) {
    try {
      return DeribitText.JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }

  @Override
  public void upgrade(HttpServerRequest request) {
    if (!request.path().equals(StreamTalk.PATH)) {
      Future<Void> unused = request.response().setStatusCode(404).end();
      return;
    }
    StreamTalk talk =
        new StreamTalk(
            room.vertx(), identity, publicMethods, privateMethods, subscriptions, commands);
    StreamSocket.accept(room.vertx(), room.hub(), request, talk, false, StreamSocket.NO_PING);
  }

  @Override
  public MarketFeed feed() {
    return feed;
  }

  @Override
  public boolean isAccountStream(String name) {
    return Channels.isAccount(name);
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    accountStream.orderChanged(order, execution, fill, millis);
  }

  @Override
  public void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    accountStream.accountChanged(account, reason, assets, market, millis);
  }
}
