package org.hedgerow.exchange.simulated.kraken.futures;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** The venue's paths, and who serves what on them. */
final class FuturesFront implements VenueFront {
  private static final String API = "/derivatives/api/v3/";

  /** Of the history two versions are in use, and say the same. */
  private static final Set<String> HISTORY =
      Set.of("/api/history/v2/orders", "/api/history/v3/orders");

  private static final String STREAM = "/ws/v1";
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final VenueRoom room;
  private final FuturesFeed feed;
  private final Answers answers;
  private final Identity identity;
  private final PublicRequests publicRequests;
  private final PrivateRequests privateRequests;
  private final AccountStream accountStream;

  FuturesFront(VenueRoom room) {
    this.room = room;
    Account account = room.engine().account(FuturesVenue.KRAKEN_FUTURES);
    AccountRows rows = new AccountRows(room.engine(), room.markets().values());
    AccountHistory history = new AccountHistory(account, room.clock()::millis);
    this.answers = new Answers(room.clock());
    this.identity = new Identity(room.credentials());
    this.feed = new FuturesFeed(room.markets().values(), room.hub(), room.clock());
    this.publicRequests = new PublicRequests(room.markets(), feed, answers);
    this.privateRequests =
        new PrivateRequests(
            room.desk(),
            identity,
            new AccountQuestions(room, rows, history, answers),
            new OrderCommands(room, history, answers),
            answers,
            room.clock());
    this.accountStream = new AccountStream(room, rows);
    StreamHub.Topic heartbeat = room.hub().topic(StreamTalk.HEARTBEAT);
    room.vertx()
        .setPeriodic(
            HEARTBEAT_MILLIS,
            timer ->
                heartbeat.publish(
                    KrakenText.object()
                        .put("feed", StreamTalk.HEARTBEAT)
                        .put("time", room.clock().millis())
                        .toString()));
  }

  @Override
  public Reply refusal(Refusal why, long retrySeconds) {
    return switch (why) {
      case MAINTENANCE, UNAVAILABLE -> answers.unavailable();
      case RATE_LIMITED -> answers.error("apiLimitExceeded");
      case DEFECT -> answers.error("Server Error");
    };
  }

  @Override
  public void request(HttpServerRequest request, String body, Consumer<Reply> answer) {
    String method = request.method().name();
    String path = request.path();
    String call = path.startsWith(API) ? path.substring(API.length()) : "";
    if (HISTORY.contains(path)) {
      call = AccountQuestions.HISTORY;
    }
    try {
      if (publicRequests.handles(method, path.startsWith(API) ? call : "")) {
        answer.accept(publicRequests.answer(call, new Form(request.query())));
      } else if (privateRequests.handles(method, call)) {
        privateRequests.handle(request, call, body, answer);
      } else {
        answer.accept(answers.error("notFound"));
      }
    } catch (RefusedException refused) {
      answer.accept(answers.error(refused.getMessage()));
    }
  }

  @Override
  public void upgrade(HttpServerRequest request) {
    if (!request.path().equals(STREAM)) {
      Future<Void> unused = request.response().setStatusCode(404).end();
      return;
    }
    StreamTalk talk = new StreamTalk(room.markets(), feed, accountStream, identity, room.clock());
    StreamSocket.accept(room.vertx(), room.hub(), request, talk, false, StreamSocket.NO_PING);
  }

  @Override
  public MarketFeed feed() {
    return feed;
  }

  @Override
  public boolean isAccountStream(String name) {
    return AccountStream.isAccount(name);
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
