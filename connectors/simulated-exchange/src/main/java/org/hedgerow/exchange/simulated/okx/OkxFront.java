package org.hedgerow.exchange.simulated.okx;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.option.OptionTerms;
import org.hedgerow.exchange.simulated.option.Smile;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** The venue's paths, and who serves what on them. */
final class OkxFront implements VenueFront {
  private static final String REST = "/api/v5/";
  private static final String STREAM = "/ws/v5/";

  private final VenueRoom room;
  private final OkxFeed feed;
  private final Identity identity;
  private final PublicRequests publicRequests;
  private final PrivateRequests privateRequests;
  private final MarketPush marketPush;
  private final AccountStream accountStream;
  private long connections;

  OkxFront(VenueRoom room, Map<String, OptionTerms> options) {
    this.room = room;
    Map<String, Market> markets = room.markets();
    OptionRows optionRows = new OptionRows(options, new Smile(room.seed()));
    MarketRows marketRows = new MarketRows(options);
    Account account = room.engine().account(OkxVenue.OKX);
    OrderRows orders = new OrderRows(account, optionRows);
    AccountRows rows = new AccountRows(room.engine(), markets, optionRows, room.clock());
    this.feed = new OkxFeed(markets.values(), room.hub(), marketRows, optionRows, room.faults());
    this.identity = new Identity(room.credentials(), room.clock());
    this.publicRequests = new PublicRequests(markets, feed, marketRows, optionRows, room.clock());
    this.privateRequests =
        new PrivateRequests(
            room.desk(),
            identity,
            new AccountQuestions(markets, account, orders, rows, marketRows),
            new OrderCommands(
                room.vertx(), room.engine(), new OrderForm(markets), room.rows(), room.clock()),
            room.clock());
    this.marketPush = new MarketPush(markets, feed, marketRows, optionRows, room.clock());
    this.accountStream =
        new AccountStream(
            room.hub(), room.ledger(), new FillTold(room.vertx(), room.faults()), orders, rows);
  }

  @Override
  public Reply refusal(Refusal why, long retrySeconds) {
    return switch (why) {
      case MAINTENANCE, UNAVAILABLE ->
          Answers.error(503, 50001, "Service temporarily unavailable. Try again later");
      case RATE_LIMITED -> Answers.error(429, 50011, "Too Many Requests");
      case DEFECT -> Answers.error(500, 50026, "System error. Try again later");
    };
  }

  @Override
  public void request(HttpServerRequest request, String body, Consumer<Reply> answer) {
    String method = request.method().name();
    String path = request.path().startsWith(REST) ? request.path().substring(REST.length()) : "";
    try {
      if (publicRequests.handles(method, path)) {
        answer.accept(publicRequests.answer(path, new Query(request.query())));
      } else if (privateRequests.handles(method, path)) {
        privateRequests.handle(request, path, body, answer);
      } else {
        answer.accept(Answers.error(404, 404, "Not Found"));
      }
    } catch (RefusedException refused) {
      answer.accept(Answers.error(refused.status, refused.code, refused.getMessage()));
    }
  }

  @Override
  public void upgrade(HttpServerRequest request) {
    String path = request.path();
    String address = path.startsWith(STREAM) ? path.substring(STREAM.length()) : "";
    if (!StreamTalk.isAddress(address)) {
      Future<Void> unused = request.response().setStatusCode(404).end();
      return;
    }
    connections++;
    StreamTalk talk =
        new StreamTalk(
            room.vertx(),
            address,
            identity,
            marketPush,
            accountStream,
            String.format("%08x", connections));
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
