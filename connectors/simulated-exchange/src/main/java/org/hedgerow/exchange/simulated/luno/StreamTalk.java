package org.hedgerow.exchange.simulated.luno;

import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/**
 * What is said on one socket: the client says who it is, once, and is then told everything that the
 * stream in its address has.
 */
final class StreamTalk implements StreamSocket.Talk {
  static final long PING_MILLIS = 13_500;

  private static final long PATIENCE_MILLIS = 10_000;
  private static final long QUIET_MILLIS = 20_000;
  private static final long LOOK_MILLIS = 1_000;
  private static final int NORMAL = 1000;

  private final Vertx vertx;
  private final Identity identity;
  private final String topic;
  private final boolean keyless;
  private final Supplier<String> first;
  private final String unknown;
  private boolean known;

  /**
   * For one stream.
   *
   * @param topic null where the address names a market that there is not
   * @param keyless whether who listens need not be the owner
   * @param first what is sent at first, or null
   * @param unknown the market that there is not
   */
  StreamTalk(
      Vertx vertx,
      Identity identity,
      String topic,
      boolean keyless,
      Supplier<String> first,
      String unknown) {
    this.vertx = vertx;
    this.identity = identity;
    this.topic = topic;
    this.keyless = keyless;
    this.first = first;
    this.unknown = unknown;
  }

  @Override
  public void opened(StreamSocket socket) {
    long waiting =
        vertx.setTimer(
            PATIENCE_MILLIS,
            timer -> {
              if (!known) {
                end("auth_timeout", "you took too long to provide credentials", socket);
              }
            });
    long looking =
        vertx.setPeriodic(
            LOOK_MILLIS,
            timer -> {
              if (known && socket.quietMillis() >= QUIET_MILLIS) {
                socket.send("\"\"");
              }
            });
    socket.onClose(
        () -> {
          vertx.cancelTimer(waiting);
          vertx.cancelTimer(looking);
        });
  }

  private static void end(String code, String words, StreamSocket socket) {
    socket.send(LunoText.object().put("error_code", code).put("error", words).toString());
    socket.close(NORMAL);
  }

  @Override
  public void heard(byte[] text, StreamSocket socket) {
    if (known) {
      return;
    }
    if (!identity.isOwner(text, keyless)) {
      end("invalid_credentials", "you provided an invalid credentials message", socket);
    } else if (topic == null) {
      end("invalid_market", unknown, socket);
    } else {
      known = true;
      if (first != null) {
        socket.send(first.get());
      }
      socket.subscribe(topic);
    }
  }
}
