package org.hedgerow.exchange.simulated.dialect;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.hedgerow.exchange.simulated.dialect.VenueFront.Refusal;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A venue's door: REST and WebSocket on one port, for whatever dialect is spoken behind it. */
public final class VenueServer {
  private static final Logger LOG = LoggerFactory.getLogger(VenueServer.class);
  private static final String JSON_TYPE = "application/json;charset=UTF-8";

  private final Vertx vertx;
  private final Venue venue;
  private final VenueFront front;
  private final Faults faults;
  private final int requestLimit;
  private long minute;
  private int thisMinute;
  private long requests;

  /**
   * @param requestLimit a minute
   */
  public VenueServer(Vertx vertx, Venue venue, VenueFront front, Faults faults, int requestLimit) {
    this.vertx = vertx;
    this.venue = venue;
    this.front = front;
    this.faults = faults;
    this.requestLimit = requestLimit;
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
      if (faults.isMute("upgrade")) {
        return;
      }
      if (faults.isClosed("upgrade " + request.path())) {
        answer(request, front.refusal(Refusal.MAINTENANCE, 0));
        return;
      }
      front.upgrade(request);
      return;
    }
    request
        .body()
        .onSuccess(body -> handle(request, body.toString(StandardCharsets.UTF_8)))
        .onFailure(failure -> LOG.debug("request lost: {}", failure.toString()));
  }

  private void handle(HttpServerRequest request, String body) {
    requests++;
    MDC.put("correlation", venue.key() + "-" + requests);
    try {
      if (faults.isMute(request.method() + " " + request.path())) {
        return;
      }
      Reply turnedAway = turnedAway(request.method() + " " + request.path());
      if (turnedAway != null) {
        answer(request, turnedAway);
      } else {
        front.request(request, body, reply -> answer(request, reply));
      }
    } catch (RuntimeException defect) {
      LOG.error("{} {}", request.method(), request.path(), defect);
      answer(request, front.refusal(Refusal.DEFECT, 0));
    } finally {
      MDC.remove("correlation");
    }
  }

  private Reply turnedAway(String subject) {
    if (faults.isClosed(subject)) {
      return front.refusal(Refusal.MAINTENANCE, 0);
    }
    long seconds = faults.limitedSeconds(subject);
    if (seconds > 0) {
      return front.refusal(Refusal.RATE_LIMITED, seconds);
    }
    long now = System.currentTimeMillis() / 60_000;
    if (now != minute) {
      minute = now;
      thisMinute = 0;
    }
    thisMinute++;
    return thisMinute > requestLimit
        ? front.refusal(Refusal.RATE_LIMITED, 60 - System.currentTimeMillis() / 1000 % 60)
        : null;
  }

  private void answer(HttpServerRequest request, Reply reply) {
    if (request.response().closed() || reply.equals(Reply.SILENCE)) {
      return;
    }
    if (reply.equals(Reply.CUT)) {
      Future<Void> unused = request.connection().close();
      return;
    }
    request.response().setStatusCode(reply.status()).putHeader("Content-Type", JSON_TYPE);
    front.headers(thisMinute).forEach(request.response()::putHeader);
    reply.headers().forEach(request.response()::putHeader);
    Future<Void> unused = request.response().end(reply.body());
  }
}
