package org.hedgerow.exchange.simulated.luno;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** The venue's paths, and who serves what on them. */
final class LunoFront implements VenueFront {
  private static final String MARKET_STREAM = "/api/1/stream/";
  private static final String USER_STREAM = "/api/1/userstream";
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;

  private final VenueRoom room;
  private final LunoFeed feed;
  private final Identity identity;
  private final PublicRequests publicRequests;
  private final PrivateRequests privateRequests;
  private final UserStream userStream;

  LunoFront(VenueRoom room) {
    this.room = room;
    Map<String, Market> markets = room.markets();
    Account account = room.engine().account(LunoVenue.LUNO);
    AccountIds accounts = new AccountIds(account.wallets().keySet());
    this.feed = new LunoFeed(markets.values(), room.hub());
    this.identity = new Identity(room.credentials());
    this.publicRequests = new PublicRequests(markets, feed, room.clock());
    this.privateRequests =
        new PrivateRequests(
            room.desk(),
            identity,
            new AccountQuestions(markets, account, new OrderRows(account, accounts), accounts),
            new OrderCommands(room.engine(), markets),
            room.clock());
    this.userStream = new UserStream(room, accounts);
  }

  @Override
  public Reply refusal(Refusal why, long retrySeconds) {
    return switch (why) {
      case MAINTENANCE -> RefusedException.reply(UNAVAILABLE, "ErrUnderMaintenance");
      case RATE_LIMITED -> {
        Reply words = RefusedException.reply(TOO_MANY, "ErrTooManyRequests");
        yield new Reply(
            words.status(),
            words.code(),
            words.body(),
            Map.of("Retry-After", Long.toString(retrySeconds)));
      }
      case UNAVAILABLE, DEFECT -> RefusedException.reply(INTERNAL, "ErrInternal");
    };
  }

  /** The venue's only clock is the date of its answers. */
  @Override
  public Map<String, String> headers(int requestsThisMinute) {
    return Map.of(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(room.clock().millis()).atOffset(ZoneOffset.UTC)));
  }

  @Override
  public void request(HttpServerRequest request, String body, Consumer<Reply> answer) {
    String method = request.method().name();
    String path = request.path();
    try {
      if (publicRequests.handles(method, path)) {
        answer.accept(publicRequests.answer(path, new Form(request.query())));
      } else if (privateRequests.handles(method, path)) {
        privateRequests.handle(request, body, answer);
      } else {
        answer.accept(RefusedException.reply(NOT_FOUND, "ErrNotFound"));
      }
    } catch (RefusedException refused) {
      answer.accept(refused.reply());
    }
  }

  @Override
  public void upgrade(HttpServerRequest request) {
    String path = request.path();
    StreamTalk talk;
    if (path.startsWith(MARKET_STREAM)) {
      String pair = path.substring(MARKET_STREAM.length());
      Market market = room.markets().get(pair);
      talk =
          new StreamTalk(
              room.vertx(),
              identity,
              market == null ? null : MarketState.topic(market),
              true,
              () -> feed.snapshot(market, room.clock().millis()),
              pair);
    } else if (path.equals(USER_STREAM)) {
      talk = new StreamTalk(room.vertx(), identity, UserStream.TOPIC, false, null, null);
    } else {
      Future<Void> unused = request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    StreamSocket.accept(room.vertx(), room.hub(), request, talk, false, StreamTalk.PING_MILLIS);
  }

  @Override
  public MarketFeed feed() {
    return feed;
  }

  @Override
  public boolean isAccountStream(String name) {
    return name.equals(UserStream.TOPIC);
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    userStream.orderChanged(order, execution, fill, millis);
  }

  @Override
  public void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    userStream.accountChanged(account, reason, assets, market, millis);
  }
}
