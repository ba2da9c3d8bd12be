package org.hedgerow.exchange.simulated.binance;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One venue's front: REST and WebSocket on one port. */
public final class VenueServer {
  private static final Logger LOG = LoggerFactory.getLogger(VenueServer.class);
  private static final long SPOT_PING = TimeUnit.SECONDS.toMillis(20);
  private static final long FUTURES_PING = TimeUnit.MINUTES.toMillis(3);
  private static final String JSON_TYPE = "application/json;charset=UTF-8";

  private final Vertx vertx;
  private final Venue venue;
  private final StreamHub hub;
  private final PublicApi publicApi;
  private final PrivateApi privateApi;
  private final AccountSubscriptions accountSubscriptions;
  private final Faults faults;
  private final int requestLimit;
  private final List<String> roots;
  private long minute;
  private int usedWeight;
  private long requests;

  public VenueServer(
      Vertx vertx,
      Venue venue,
      StreamHub hub,
      Map<String, Market> markets,
      DepthSource depth,
      PrivateApi privateApi,
      UserStream userStream,
      Faults faults,
      SkewedClock clock,
      int requestLimit) {
    this.vertx = vertx;
    this.venue = venue;
    this.hub = hub;
    this.publicApi = new PublicApi(venue, markets, depth, clock, requestLimit);
    this.faults = faults;
    this.privateApi = privateApi;
    this.accountSubscriptions = new AccountSubscriptions(privateApi, userStream, hub);
    this.requestLimit = requestLimit;
    this.roots =
        switch (venue) {
          case SPOT -> List.of("/api/v3/");
          case USDM -> List.of("/fapi/v1/", "/fapi/v2/", "/fapi/v3/");
          case COINM -> List.of("/dapi/v1/", "/dapi/v2/");
        };
  }

  public Future<HttpServer> listen(String host, int port) {
    HttpServerOptions options =
        new HttpServerOptions().setHost(host).setPort(port).setTcpNoDelay(true);
    return vertx.createHttpServer(options).requestHandler(this::received).listen();
  }

  public long requests() {
    return requests;
  }

  private void received(HttpServerRequest request) {
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      upgrade(request);
      return;
    }
    request
        .body()
        .onSuccess(body -> handle(request, body.toString(StandardCharsets.UTF_8)))
        .onFailure(failure -> LOG.debug("request lost: {}", failure.toString()));
  }

  private void upgrade(HttpServerRequest request) {
    long ping = venue.futures() ? FUTURES_PING : SPOT_PING;
    if (request.getHeader("Sec-WebSocket-Key") == null) {
      request.response().setStatusCode(400).end();
      return;
    }
    if (!venue.futures() && request.path().equals("/ws-api/v3")) {
      StreamSocket.accept(vertx, hub, request, accountSubscriptions, ping);
      return;
    }
    String route = venue == Venue.USDM ? StreamRoutes.of(request.path()) : "";
    String path = request.path().substring(route.length());
    Parameters parameters = new Parameters(request.query(), "");
    if (path.equals("/stream")) {
      String streams = parameters.get("streams");
      List<String> names = streams == null ? List.of() : Arrays.asList(streams.split("/"));
      if (venue == Venue.USDM) {
        names = StreamRoutes.pushed(route, names);
      }
      StreamSocket.accept(vertx, hub, request, true, names, ping);
    } else if (path.equals("/ws") || path.startsWith("/ws/")) {
      List<String> names =
          path.length() <= 4 ? List.of() : Arrays.asList(path.substring(4).split("/"));
      if (parameters.get("listenKey") != null) {
        names = List.of(parameters.get("listenKey"));
      }
      if (venue == Venue.USDM) {
        names = StreamRoutes.pushed(route, names);
      }
      StreamSocket.accept(vertx, hub, request, false, names, ping);
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private void handle(HttpServerRequest request, String body) {
    requests++;
    MDC.put("correlation", venue.key + "-" + requests);
    try {
      Parameters parameters = new Parameters(request.query(), body);
      outage(request);
      limit();
      String path = request.path();
      String endpoint = endpoint(request);
      if (PublicApi.handles(endpoint)) {
        publicApi.handle(endpoint, parameters, reply -> answer(request, reply));
      } else if (privateApi.handles(endpoint)) {
        privateApi.handle(
            endpoint,
            path,
            request.getHeader("X-MBX-APIKEY"),
            parameters,
            reply -> answer(request, reply));
      } else {
        answer(request, new Reply(404, 0, "{}"));
      }
    } catch (RefusedException refused) {
      answer(request, refused.reply);
    } catch (RuntimeException defect) {
      LOG.error("{} {}", request.method(), request.path(), defect);
      answer(request, Reply.error(500, -1000, "An unknown error occurred."));
    } finally {
      MDC.remove("correlation");
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

  private void outage(HttpServerRequest request) throws RefusedException {
    String subject = request.method() + " " + request.path();
    if (faults.isClosed(subject)) {
      throw new RefusedException(new Reply(503, 0, "<html>503 Service Unavailable</html>"));
    }
    long seconds = faults.limitedSeconds(subject);
    if (seconds > 0) {
      request.response().putHeader("Retry-After", Long.toString(seconds));
      throw new RefusedException(Reply.error(429, -1003, "Too many requests."));
    }
  }

  private void limit() throws RefusedException {
    long now = System.currentTimeMillis() / 60_000;
    if (now != minute) {
      minute = now;
      usedWeight = 0;
    }
    usedWeight++;
    if (usedWeight > requestLimit) {
      throw new RefusedException(
          Reply.error(
              429,
              -1003,
              "Too many requests; current limit is "
                  + requestLimit
                  + " requests per minute. Please use the websocket for live updates to avoid"
                  + " polling the API."));
    }
  }

  private void answer(HttpServerRequest request, Reply reply) {
    if (request.response().closed() || reply.equals(Reply.SILENCE)) {
      return;
    }
    if (reply.equals(Reply.CUT)) {
      Future<Void> unused = request.connection().close();
      return;
    }
    if (reply.status() == 429 && !request.response().headers().contains("Retry-After")) {
      long seconds = 60 - System.currentTimeMillis() / 1000 % 60;
      request.response().putHeader("Retry-After", Long.toString(seconds));
    }
    request
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", JSON_TYPE)
        .putHeader("X-MBX-USED-WEIGHT-1M", Integer.toString(usedWeight))
        .end(reply.body());
  }
}
