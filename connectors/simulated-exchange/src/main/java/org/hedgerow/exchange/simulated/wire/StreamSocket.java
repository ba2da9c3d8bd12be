package org.hedgerow.exchange.simulated.wire;

import io.vertx.core.Future;
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
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int FLUSH_BYTES = 64 * 1024;
  private static final int WRITE_QUEUE_BYTES = 512 * 1024;
  private static final long SLOW_MILLIS = 10_000;
  private static final int LARGEST_CLIENT_MESSAGE = 64 * 1024;

  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int PROTOCOL_ERROR = 1002;

  /** What a dialect does about a client's socket. */
  public interface Talk {
    /** The connection is open. */
    default void opened(StreamSocket socket) {}

    /** The client has sent a text. */
    void heard(byte[] text, StreamSocket socket);
  }

  /** For venues that do not ping by themselves. */
  public static final long NO_PING = 0;

  private final Vertx vertx;
  private final StreamHub hub;
  private final NetSocket socket;
  private final Talk talk;
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
  private long lastText = System.currentTimeMillis();

  private StreamSocket(
      Vertx vertx, StreamHub hub, NetSocket socket, Talk talk, boolean combined, long pingMillis) {
    this.talk = talk;
    this.vertx = vertx;
    this.hub = hub;
    this.socket = socket;
    this.combined = combined;
    this.pongDeadlineMillis = 3 * pingMillis;
    this.pingTimer = pingMillis == NO_PING ? -1 : vertx.setPeriodic(pingMillis, timer -> ping());
  }

  /**
   * Answers the upgrade request.
   *
   * @param combined whether frames come in their envelope
   * @param pingMillis between the venue's own pings, or {@link #NO_PING}
   */
  public static void accept(
      Vertx vertx,
      StreamHub hub,
      HttpServerRequest request,
      Talk talk,
      boolean combined,
      long pingMillis) {
    String key = request.getHeader("Sec-WebSocket-Key");
    if (key == null) {
      Future<Void> unused = request.response().setStatusCode(400).end();
      return;
    }
    request
        .response()
        .putHeader("Upgrade", "websocket")
        .putHeader("Connection", "Upgrade")
        .putHeader("Sec-WebSocket-Accept", acceptOf(key));
    request
        .toNetSocket()
        .onSuccess(
            socket -> new StreamSocket(vertx, hub, socket, talk, combined, pingMillis).open())
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

  private void open() {
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    socket.handler(this::received);
    socket.closeHandler(nothing -> closed());
    socket.exceptionHandler(failure -> LOG.debug("client connection: {}", failure.toString()));
    hub.connected(this);
    talk.opened(this);
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
  public void onClose(Runnable task) {
    Runnable before = onClose;
    onClose =
        () -> {
          before.run();
          task.run();
        };
  }

  public void subscribe(String name) {
    streams.add(name);
    hub.subscribe(this, name);
  }

  /** For how long nothing was sent. */
  public long quietMillis() {
    return System.currentTimeMillis() - lastText;
  }

  /** The streams that it listens to, in the order in which it asked for them. */
  public List<String> streams() {
    return List.copyOf(streams);
  }

  public void unsubscribe(String name) {
    streams.remove(name);
    hub.unsubscribe(this, name);
  }

  @Override
  public void send(byte[] text, int from, int to) {
    if (closed) {
      return;
    }
    lastText = System.currentTimeMillis();
    header(TEXT, to - from);
    pending.appendBytes(text, from, to - from);
    if (pending.length() >= FLUSH_BYTES) {
      flush();
    } else {
      planFlush();
    }
  }

  /** Sends a text of its own. */
  public void send(String text) {
    lastText = System.currentTimeMillis();
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends it as the protocol has it. */
  public void close(int code) {
    send(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    flush();
    socket.close();
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
          case TEXT -> talk.heard(frame.payload(), this);
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
      close(PROTOCOL_ERROR);
    }
  }

  private void closed() {
    if (!closed) {
      closed = true;
      if (pingTimer >= 0) {
        vertx.cancelTimer(pingTimer);
      }
      hub.disconnected(this);
      onClose.run();
      if (behind) {
        behind = false;
        hub.congestion().caughtUp();
      }
    }
  }
}
