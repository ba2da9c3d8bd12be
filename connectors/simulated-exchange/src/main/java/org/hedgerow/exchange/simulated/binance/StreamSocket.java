package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection of a client.
 *
 * <p>The framing is done here, over the bare socket, because the server library flushes every
 * message by itself: one system call a frame. Here all frames of one turn of the event loop leave
 * in one write, which is what carries a replay at full speed.
 */
public final class StreamSocket implements Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSocket.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int FLUSH_BYTES = 64 * 1024;
  private static final int WRITE_QUEUE_BYTES = 512 * 1024;
  private static final long SLOW_MILLIS = 10_000;
  private static final int LARGEST_CLIENT_MESSAGE = 64 * 1024;

  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;

  /** What a client may ask for on a socket that is no stream. */
  interface Requests {
    /** The answer to a request, as JSON. */
    String answer(JsonNode request, StreamSocket socket);
  }

  private final Vertx vertx;
  private final StreamHub hub;
  private final NetSocket socket;
  private final Requests requests;
  private Runnable onClose = () -> {};
  private final boolean combined;
  private final Set<String> streams = new LinkedHashSet<>();
  private final ClientFrames incoming = new ClientFrames(LARGEST_CLIENT_MESSAGE);
  private final long pingTimer;
  private final long pongDeadlineMillis;
  private Buffer pending = Buffer.buffer(FLUSH_BYTES + 4096);
  private boolean flushPlanned;
  private boolean behind;
  private boolean closed;
  private long lastPong = System.currentTimeMillis();

  private StreamSocket(
      Vertx vertx,
      StreamHub hub,
      NetSocket socket,
      Requests requests,
      boolean combined,
      long pingMillis) {
    this.requests = requests;
    this.vertx = vertx;
    this.hub = hub;
    this.socket = socket;
    this.combined = combined;
    this.pongDeadlineMillis = 3 * pingMillis;
    this.pingTimer = vertx.setPeriodic(pingMillis, timer -> ping());
  }

  /** Answers the upgrade request and subscribes to {@code streams}. */
  static void accept(
      Vertx vertx,
      StreamHub hub,
      HttpServerRequest request,
      boolean combined,
      List<String> streams,
      long pingMillis) {
    accept(vertx, hub, request, null, combined, streams, pingMillis);
  }

  /** Answers the upgrade request of a socket on which requests are made. */
  static void accept(
      Vertx vertx, StreamHub hub, HttpServerRequest request, Requests requests, long pingMillis) {
    accept(vertx, hub, request, requests, false, List.of(), pingMillis);
  }

  private static void accept(
      Vertx vertx,
      StreamHub hub,
      HttpServerRequest request,
      Requests requests,
      boolean combined,
      List<String> streams,
      long pingMillis) {
    String key = request.getHeader("Sec-WebSocket-Key");
    request
        .response()
        .putHeader("Upgrade", "websocket")
        .putHeader("Connection", "Upgrade")
        .putHeader("Sec-WebSocket-Accept", acceptOf(key));
    request
        .toNetSocket()
        .onSuccess(
            socket -> {
              StreamSocket opened =
                  new StreamSocket(vertx, hub, socket, requests, combined, pingMillis);
              opened.open(streams);
            })
        .onFailure(failure -> LOG.warn("upgrade failed: {}", failure.toString()));
  }

  static String acceptOf(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-1", missing);
    }
  }

  private void open(List<String> names) {
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    socket.handler(this::received);
    socket.closeHandler(nothing -> closed());
    socket.exceptionHandler(failure -> LOG.debug("client connection: {}", failure.toString()));
    hub.connected(this);
    names.forEach(this::subscribe);
  }

  @Override
  public boolean combined() {
    return combined;
  }

  @Override
  public void disconnect() {
    socket.close();
  }

  /** Runs it when the connection has ended. */
  void onClose(Runnable task) {
    Runnable before = onClose;
    onClose =
        () -> {
          before.run();
          task.run();
        };
  }

  private void subscribe(String name) {
    streams.add(name);
    hub.subscribe(this, name);
  }

  private void unsubscribe(String name) {
    streams.remove(name);
    hub.unsubscribe(this, name);
  }

  @Override
  public void send(byte[] text, int from, int to) {
    if (closed) {
      return;
    }
    header(TEXT, to - from);
    pending.appendBytes(text, from, to - from);
    if (pending.length() >= FLUSH_BYTES) {
      flush();
    } else {
      planFlush();
    }
  }

  private void send(int kind, byte[] payload) {
    if (!closed) {
      header(kind, payload.length);
      pending.appendBytes(payload);
      planFlush();
    }
  }

  private void header(int kind, int length) {
    pending.appendByte((byte) (0x80 | kind));
    if (length < 126) {
      pending.appendByte((byte) length);
    } else if (length < 65536) {
      pending.appendByte((byte) 126).appendUnsignedShort(length);
    } else {
      pending.appendByte((byte) 127).appendLong(length);
    }
  }

  private void planFlush() {
    if (!flushPlanned) {
      flushPlanned = true;
      vertx.runOnContext(
          nothing -> {
            flushPlanned = false;
            flush();
          });
    }
  }

  private void flush() {
    if (closed || pending.length() == 0) {
      return;
    }
    Buffer full = pending;
    pending = Buffer.buffer(FLUSH_BYTES + 4096);
    socket.write(full);
    if (!behind && socket.writeQueueFull()) {
      behind = true;
      hub.congestion().behind();
      if (hub.congestion().closesTheSlow()) {
        vertx.setTimer(SLOW_MILLIS, timer -> closeIfBehind());
      }
      socket.drainHandler(
          nothing -> {
            if (behind) {
              behind = false;
              hub.congestion().caughtUp();
            }
          });
    }
  }

  /** Closes a client that has not caught up since; what it has yet to read would only grow. */
  private void closeIfBehind() {
    if (behind && !closed) {
      LOG.info("closing a client that does not read");
      socket.close();
    }
  }

  private void ping() {
    long now = System.currentTimeMillis();
    if (!behind && now - lastPong > pongDeadlineMillis) {
      LOG.info("no pong for {} ms, closing", now - lastPong);
      socket.close();
      return;
    }
    send(PING, Long.toString(now).getBytes(StandardCharsets.US_ASCII));
  }

  private void received(Buffer bytes) {
    try {
      incoming.append(bytes);
      for (ClientFrames.Frame frame = incoming.next(); frame != null; frame = incoming.next()) {
        switch (frame.kind()) {
          case TEXT -> request(frame.payload());
          case PING -> send(PONG, frame.payload());
          case PONG -> lastPong = System.currentTimeMillis();
          case CLOSE -> {
            send(CLOSE, frame.payload());
            flush();
            socket.close();
          }
          default -> throw new IOException("frame kind " + frame.kind());
        }
      }
    } catch (IOException broken) {
      LOG.info("closing a client that broke the protocol: {}", broken.getMessage());
      send(CLOSE, new byte[] {0x03, (byte) 0xEA});
      flush();
      socket.close();
    }
  }

  private void request(byte[] payload) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      JsonNode message = JSON.readTree(payload);
      if (requests != null && message != null) {
        send(TEXT, requests.answer(message, this).getBytes(StandardCharsets.UTF_8));
        return;
      }
      JsonNode id = message == null ? null : message.get("id");
      String method = message == null ? "" : message.path("method").asText();
      answer.putNull("result");
      switch (method) {
        case "SUBSCRIBE" -> message.path("params").forEach(name -> subscribe(name.asText()));
        case "UNSUBSCRIBE" -> message.path("params").forEach(name -> unsubscribe(name.asText()));
        case "LIST_SUBSCRIPTIONS" -> {
          ArrayNode list = answer.putArray("result");
          streams.forEach(list::add);
        }
        default -> {
          answer.removeAll();
          error(answer, 2, "Invalid request: unknown method");
        }
      }
      answer.set("id", id);
    } catch (IOException notJson) {
      answer.removeAll();
      error(answer, 3, "Invalid JSON: " + notJson.getClass().getSimpleName());
    }
    send(TEXT, answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void error(ObjectNode answer, int code, String message) {
    answer.putObject("error").put("code", code).put("msg", message);
  }

  private void closed() {
    if (!closed) {
      closed = true;
      vertx.cancelTimer(pingTimer);
      hub.disconnected(this);
      onClose.run();
      if (behind) {
        behind = false;
        hub.congestion().caughtUp();
      }
    }
  }
}
