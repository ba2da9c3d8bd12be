package org.hedgerow.exchange.simulated.binance;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/** One venue of the family: its paths, and who serves what on them. */
final class BinanceFront implements VenueFront {
  private static final long SPOT_PING = TimeUnit.SECONDS.toMillis(20);
  private static final long FUTURES_PING = TimeUnit.MINUTES.toMillis(3);

  private final BinanceVenue venue;
  private final VenueRoom room;
  private final PublicApi publicApi;
  private final PrivateApi privateApi;
  private final UserStream userStream;
  private final BinanceFeed feed;
  private final List<String> roots;

  BinanceFront(BinanceVenue venue, VenueRoom room, DepthSource depth) {
    this.venue = venue;
    this.room = room;
    this.userStream = new UserStream(venue, room);
    this.privateApi = new PrivateApi(venue, room, userStream);
    this.feed = new BinanceFeed(room.markets().values(), room.hub(), room.seed());
    this.publicApi =
        new PublicApi(venue, room.markets(), depth, feed, room.clock(), room.requestLimit());
    this.roots =
        switch (venue) {
          case SPOT -> List.of("/api/v3/");
          case USDM -> List.of("/fapi/v1/", "/fapi/v2/", "/fapi/v3/");
          case COINM -> List.of("/dapi/v1/", "/dapi/v2/");
        };
  }

  @Override
  public Reply refusal(Refusal why, long retrySeconds) {
    return switch (why) {
      case MAINTENANCE -> new Reply(503, 0, "<html>503 Service Unavailable</html>");
      case RATE_LIMITED -> {
        Reply reply = Refusals.of(429, -1003, "Too many requests.");
        yield new Reply(
            reply.status(),
            reply.code(),
            reply.body(),
            Map.of("Retry-After", Long.toString(retrySeconds)));
      }
      case UNAVAILABLE -> Refusals.of(503, -1000, "Service Unavailable.");
      case DEFECT -> Refusals.of(500, -1000, "An unknown error occurred.");
    };
  }

  @Override
  public Map<String, String> headers(int requestsThisMinute) {
    return Map.of("X-MBX-USED-WEIGHT-1M", Integer.toString(requestsThisMinute));
  }

  @Override
  public MarketFeed feed() {
    return feed;
  }

  @Override
  public boolean isAccountStream(String name) {
    return userStream.isKey(name);
  }

  @Override
  public void request(HttpServerRequest request, String body, Consumer<Reply> answer) {
    try {
      Parameters parameters = new Parameters(request.query(), body);
      String endpoint = endpoint(request);
      if (PublicApi.handles(endpoint)) {
        publicApi.handle(endpoint, parameters, answer);
      } else if (privateApi.handles(endpoint)) {
        privateApi.handle(
            endpoint, request.path(), request.getHeader("X-MBX-APIKEY"), parameters, answer);
      } else {
        answer.accept(new Reply(404, 0, "{}"));
      }
    } catch (RefusedException refused) {
      answer.accept(refused.reply);
    }
  }

  private String endpoint(HttpServerRequest request) {
    for (String root : roots) {
      if (request.path().startsWith(root)) {
        return request.method().name() + " " + request.path().substring(root.length());
      }
    }
    return "";
  }

  @Override
  public void upgrade(HttpServerRequest request) {
    if (!venue.futures() && request.path().equals("/ws-api/v3")) {
      AccountSubscriptions requests = new AccountSubscriptions(privateApi, userStream, room.hub());
      StreamSocket.accept(room.vertx(), room.hub(), request, requests, false, SPOT_PING);
      return;
    }
    String route = venue == BinanceVenue.USDM ? StreamRoutes.of(request.path()) : "";
    String path = request.path().substring(route.length());
    Parameters parameters = new Parameters(request.query(), "");
    if (path.equals("/stream")) {
      String streams = parameters.get("streams");
      List<String> names = streams == null ? List.of() : Arrays.asList(streams.split("/"));
      stream(request, route, names, true);
    } else if (path.equals("/ws") || path.startsWith("/ws/")) {
      List<String> names =
          path.length() <= 4 ? List.of() : Arrays.asList(path.substring(4).split("/"));
      if (parameters.get("listenKey") != null) {
        names = List.of(parameters.get("listenKey"));
      }
      stream(request, route, names, false);
    } else {
      Future<Void> unused = request.response().setStatusCode(404).end();
    }
  }

  private void stream(
      HttpServerRequest request, String route, List<String> names, boolean combined) {
    List<String> pushed =
        venue == BinanceVenue.USDM ? StreamRoutes.pushed(route, names) : List.copyOf(names);
    StreamSocket.accept(
        room.vertx(),
        room.hub(),
        request,
        new StreamRequests(pushed),
        combined,
        venue.futures() ? FUTURES_PING : SPOT_PING);
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
