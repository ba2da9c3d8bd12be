package org.hedgerow.exchange.simulated.kraken.spot;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.FillTold;
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
final class SpotFront implements VenueFront {
  private static final String PUBLIC = "/0/public/";
  private static final String PRIVATE = "/0/private/";
  private static final String STREAM = "/v2";

  private final VenueRoom room;
  private final SpotFeed feed;
  private final PublicRequests publicRequests;
  private final PrivateRequests privateRequests;
  private final AccountStream accountStream;
  private final Tokens tokens;
  private long connections;

  SpotFront(VenueRoom room) {
    this.room = room;
    Map<String, Market> markets = room.markets();
    Map<String, Market> named = SpotListing.byName(markets);
    Account account = room.engine().account(SpotVenue.KRAKEN);
    this.tokens = new Tokens(room.clock());
    this.feed = new SpotFeed(markets.values(), room.hub(), room.faults());
    this.publicRequests = new PublicRequests(markets, named, feed, room.clock());
    this.privateRequests =
        new PrivateRequests(
            room.desk(),
            new Identity(room.credentials()),
            new AccountQuestions(markets.values(), account, new OrderRows(account), tokens),
            new OrderCommands(
                room.vertx(), room.engine(), new OrderForm(named), room.rows(), room.clock()),
            room.clock());
    this.accountStream =
        new AccountStream(
            room.hub(),
            room.ledger(),
            new FillTold(room.vertx(), room.faults()),
            account,
            markets.values());
  }

  @Override
  public Reply refusal(Refusal why, long retrySeconds) {
    return switch (why) {
      case MAINTENANCE, UNAVAILABLE -> Answers.error("EService:Unavailable");
      case RATE_LIMITED -> Answers.error("EAPI:Rate limit exceeded");
      case DEFECT -> Answers.error("EGeneral:Internal error");
    };
  }

  @Override
  public void request(HttpServerRequest request, String body, Consumer<Reply> answer) {
    String method = request.method().name();
    String path = request.path();
    try {
      if (path.startsWith(PUBLIC) && publicRequests.handles(path.substring(PUBLIC.length()))) {
        Form query = new Form(method.equals("POST") ? body : request.query());
        answer.accept(publicRequests.answer(path.substring(PUBLIC.length()), query));
      } else if (path.startsWith(PRIVATE)
          && privateRequests.handles(method, path.substring(PRIVATE.length()))) {
        privateRequests.handle(request, path.substring(PRIVATE.length()), body, answer);
      } else {
        answer.accept(Answers.error("EGeneral:Unknown method"));
      }
    } catch (RefusedException refused) {
      answer.accept(Answers.error(refused.getMessage()));
    }
  }

  @Override
  public void upgrade(HttpServerRequest request) {
    if (!request.path().equals(STREAM)) {
      Future<Void> unused = request.response().setStatusCode(404).end();
      return;
    }
    connections++;
    StreamTalk talk =
        new StreamTalk(
            room.vertx(), room.markets(), feed, accountStream, tokens, room.clock(), connections);
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
