package org.hedgerow.exchanges.stream.internal;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.SpokenSecrets;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.rest.TradeHistory;
import org.hedgerow.exchanges.rest.WholeAnswer;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription, connected again and again. Each connect is an {@link Attempt} with an epoch of
 * its own; what comes late from an earlier attempt is dropped, since its successor has asked for
 * everything anew.
 *
 * <p>Nothing of the current attempt is dropped: when the frames that wait to be taken pass {@link
 * StreamSettings#bufferedBytes}, no further message is asked of the socket, and TCP makes the venue
 * wait.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** Messages asked of the socket ahead of their arrival. */
  private static final int AHEAD = 64;

  /** A message longer than this is a venue gone mad; 5000 levels of a book are under 1 MB. */
  private static final int LONGEST_MESSAGE = 32 << 20;

  private static final Duration RETRY_KEEP_ALIVE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WATCH = Duration.ofMillis(20);
  private static final Duration LONGEST_WATCH = Duration.ofSeconds(5);

  private final Subscription subscription;
  private final Session session;
  private final StreamSettings settings;
  private final HttpClient http;
  private final ScheduledExecutorService timer;
  private final FrameQueue queue;
  private final Backoff backoff;
  private final TradeHistory history;
  private final TradeMarks marks;

  private Attempt current;
  private boolean closed;
  private long lastReceiveMicros;
  private long waitingBytes;
  private volatile boolean connected;
  private volatile long reconnects;

  /** One that was never heard. */
  Connection(
      Subscription subscription,
      Session session,
      StreamSettings settings,
      HttpClient http,
      ScheduledExecutorService timer,
      FrameQueue queue) {
    this(subscription, session, settings, http, timer, queue, TradeMarks.NEVER);
  }

  /**
   * @param hadMicros up to when an earlier reader had its trades; {@link TradeMarks#NEVER} if none
   *     had
   */
  Connection(
      Subscription subscription,
      Session session,
      StreamSettings settings,
      HttpClient http,
      ScheduledExecutorService timer,
      FrameQueue queue,
      long hadMicros) {
    this.subscription = subscription;
    this.session = session;
    this.history = session.history().orElse(null);
    this.marks =
        new TradeMarks(
            history == null
                ? List.of()
                : subscription.snapshots().stream().filter(history::lists).toList(),
            hadMicros);
    this.settings = settings;
    this.http = http;
    this.timer = timer;
    this.queue = queue;
    this.backoff =
        new Backoff(
            settings.firstBackoff(), settings.longestBackoff(), ThreadLocalRandom.current());
  }

  /** Connects under that epoch; does nothing after {@link #close}. */
  void connect(long epoch) {
    Attempt attempt = new Attempt(epoch);
    synchronized (this) {
      if (closed) {
        return;
      }
      current = attempt;
    }
    CompletableFuture<?> unused =
        session
            .open()
            .thenCompose(
                (URI address) -> {
                  attempt.secrets.learn(address);
                  return http.newWebSocketBuilder()
                      .connectTimeout(settings.connectTimeout())
                      .buildAsync(address, attempt);
                })
            .whenComplete(
                (socket, failure) -> {
                  if (failure != null) {
                    attempt.end("could not connect: " + reason(failure));
                  }
                });
  }

  /** The reader took a frame of that many bytes. */
  void taken(int bytes) {
    Attempt attempt;
    int owed;
    synchronized (this) {
      waitingBytes -= bytes;
      attempt = current;
      if (attempt == null || attempt.owed == 0 || waitingBytes >= settings.bufferedBytes()) {
        return;
      }
      owed = attempt.owed;
      attempt.owed = 0;
    }
    attempt.socket.request(owed);
  }

  private CompletableFuture<SnapshotAnswer> ask(String request) {
    if (subscription.owner().isPresent()) {
      return session.ask(request);
    }
    String base = subscription.rest().toString();
    String address = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + request;
    return WholeAnswer.of(
            http,
            HttpRequest.newBuilder(URI.create(address)).timeout(settings.connectTimeout()).build())
        .thenApply(
            answer ->
                answer.statusCode() == 200
                    ? new SnapshotAnswer(request, answer.body(), true, Duration.ZERO)
                    : new SnapshotAnswer(
                        request + "#HTTP " + answer.statusCode(),
                        answer.body(),
                        false,
                        Duration.ofSeconds(retryAfterSeconds(answer))));
  }

  private static long retryAfterSeconds(HttpResponse<?> answer) {
    try {
      return Math.max(0, answer.headers().firstValueAsLong("Retry-After").orElse(0));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  void close() {
    Attempt attempt;
    synchronized (this) {
      closed = true;
      attempt = current;
      current = null;
    }
    connected = false;
    if (attempt != null) {
      attempt.stop();
    }
  }

  boolean isConnected() {
    return connected;
  }

  long reconnects() {
    return reconnects;
  }

  synchronized long waitingBytes() {
    return waitingBytes;
  }

  /** What went wrong, by kind: messages of the HTTP client may hold addresses with listen keys. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof UncheckedIOException && cause.getCause() != null
        ? cause.getCause().getMessage()
        : cause.getClass().getSimpleName();
  }

  /** One connect, from its epoch to its end. */
  private final class Attempt implements WebSocket.Listener, Snapshots.Attempt {
    private final long epoch;
    private final List<Future<?>> timers = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private byte[] binary = new byte[0];

    /**
     * One message at a time is spoken or heard; its own lock, since conversations may be shared.
     */
    private final Object talk = new Object();

    private final Conversation conversation;

    /** What was said on this connection and may be said back by the venue: never kept. */
    private final SpokenSecrets secrets = new SpokenSecrets();

    private volatile WebSocket socket;
    private volatile long heardNanos;

    /** The last message that was more than a heartbeat. */
    private volatile long dataNanos;

    private long openedNanos;
    private long sequence;

    /** Messages that were received and not yet made up for by a request; guarded by Connection. */
    private int owed;

    private boolean ended;

    /** The end of what was sent; a socket takes one message at a time. Guarded by this. */
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    private Snapshots snapshots;

    Attempt(long epoch) {
      this.epoch = epoch;
      this.conversation = session.converse();
    }

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      openedNanos = System.nanoTime();
      heardNanos = openedNanos;
      dataNanos = openedNanos;
      synchronized (Connection.this) {
        if (ended || current != this) {
          opened.abort();
          return;
        }
        connected = true;
        long watch =
            Math.max(
                SHORTEST_WATCH.toMillis(),
                Math.min(LONGEST_WATCH.toMillis(), silence().toMillis() / 4));
        timers.add(timer.scheduleWithFixedDelay(this::watch, watch, watch, TimeUnit.MILLISECONDS));
        Optional<Duration> keepAlive = session.keepAliveInterval();
        keepAlive.ifPresent(this::scheduleKeepAlive);
      }
      LOG.info("connection {} epoch {} is open", subscription.connection(), epoch);
      snapshots = new Snapshots(subscription, settings, Connection.this::ask, this, marks.lists());
      converse();
      opened.request(AHEAD);
      // Asked only now: what happens after the answer comes by the socket.
      snapshots.start();
      if (!marks.lists().isEmpty()) {
        Backfill backfill =
            new Backfill(
                subscription.connection(), history, settings, Connection.this::ask, this, marks);
        later(() -> start(backfill), Backfill.SETTLED.toMillis());
      }
    }

    /** What is asked before a stream is heard may end before the stream begins. */
    private void start(Backfill backfill) {
      boolean heard;
      synchronized (talk) {
        heard = conversation.isAcknowledged();
      }
      later(heard ? backfill::start : () -> start(backfill), Backfill.SETTLED.toMillis());
    }

    private void converse() {
      synchronized (talk) {
        send(conversation.opened());
      }
      conversation
          .ping()
          .ifPresent(
              ping -> {
                long millis = ping.interval().toMillis();
                synchronized (Connection.this) {
                  if (ended) {
                    return;
                  }
                  timers.add(
                      timer.scheduleWithFixedDelay(
                          () -> send(List.of(ping.message())),
                          millis,
                          millis,
                          TimeUnit.MILLISECONDS));
                }
              });
      later(this::requireAcknowledged, settings.connectTimeout().toMillis());
    }

    private void requireAcknowledged() {
      String missing;
      synchronized (talk) {
        missing = conversation.missing();
      }
      if (missing.isEmpty()) {
        return;
      }
      if (isHeldBack()) {
        // They may have come, and wait to be read.
        later(this::requireAcknowledged, settings.connectTimeout().toMillis());
      } else {
        end("no acknowledgement of " + missing);
      }
    }

    private void send(List<String> messages) {
      synchronized (talk) {
        for (String message : messages) {
          secrets.learn(message);
          sent =
              sent.thenCompose(before -> socket.sendText(message, true))
                  .whenComplete(
                      (done, failure) -> {
                        if (failure != null) {
                          end("could not send: " + reason(failure));
                        }
                      });
        }
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      if (last && text.length() == 0) {
        message(data.toString().getBytes(StandardCharsets.UTF_8));
        return null;
      }
      text.append(data);
      if (text.length() > LONGEST_MESSAGE) {
        end("a message without an end");
      } else if (last) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        message(bytes);
      } else {
        heardNanos = System.nanoTime();
        from.request(1);
      }
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[binary.length + data.remaining()];
      System.arraycopy(binary, 0, bytes, 0, binary.length);
      data.get(bytes, binary.length, data.remaining());
      if (bytes.length > LONGEST_MESSAGE) {
        end("a message without an end");
      } else if (last) {
        binary = new byte[0];
        message(bytes);
      } else {
        binary = bytes;
        heardNanos = System.nanoTime();
        from.request(1);
      }
      return null;
    }

    /** The client answers pings by itself; they prove life only where data may be absent. */
    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
      if (subscription.owner().isPresent()) {
        heardNanos = System.nanoTime();
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String words) {
      end("closed by the venue with " + status);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      end("broken: " + reason(failure));
    }

    private void message(byte[] received) {
      heardNanos = System.nanoTime();
      byte[] bytes = secrets.blanked(received);
      boolean secret;
      Conversation.Reply reply;
      synchronized (talk) {
        secret = conversation.isSecret(bytes);
        if (!conversation.isHeartbeat(bytes)) {
          dataNanos = heardNanos;
        }
      }
      // Kept first: whatever the conversation makes of it, the frame is not lost.
      boolean more = secret || deliver(FrameKind.STREAM, null, bytes);
      synchronized (talk) {
        reply = conversation.heard(bytes);
      }
      if (!reply.send().isEmpty()) {
        send(reply.send());
      }
      snapshots.ask(reply.ask());
      if (reply.end() != null) {
        end(reply.end());
      } else if (session.isLast(bytes)) {
        end("ended by the venue");
      } else if (more) {
        socket.request(1);
      }
    }

    /** Queues a frame; whether the next message may be asked for at once. */
    private boolean deliver(FrameKind kind, String request, byte[] bytes) {
      synchronized (Connection.this) {
        if (ended || current != this) {
          return false;
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        lastReceiveMicros = Math.max(lastReceiveMicros, now);
        queue.put(
            new FrameQueue.Received(
                new RawFrame(
                    subscription.venue(),
                    subscription.connection(),
                    epoch,
                    sequence++,
                    lastReceiveMicros,
                    kind,
                    subscription.account(),
                    request,
                    ByteBuffer.wrap(bytes)),
                Connection.this,
                kind == FrameKind.STREAM ? marks.heard(lastReceiveMicros) : TradeMarks.NEVER));
        waitingBytes += bytes.length;
        if (kind == FrameKind.REST || waitingBytes < settings.bufferedBytes()) {
          return true;
        }
        owed++;
        return false;
      }
    }

    private void scheduleKeepAlive(Duration interval) {
      later(
          () -> {
            CompletableFuture<?> unused =
                session
                    .keepAlive()
                    .whenComplete(
                        (agreed, failure) -> {
                          if (failure != null) {
                            LOG.warn(
                                "connection {}: {}", subscription.connection(), reason(failure));
                            scheduleKeepAlive(RETRY_KEEP_ALIVE);
                          } else if (agreed) {
                            scheduleKeepAlive(session.keepAliveInterval().orElse(interval));
                          } else {
                            end("no longer known to the venue");
                          }
                        });
          },
          interval.toMillis());
    }

    private void watch() {
      long now = System.nanoTime();
      if (now - openedNanos > settings.longestBackoff().toNanos()) {
        backoff.reset();
      }
      if (now - heardNanos > silence().toNanos() && !isHeldBack()) {
        end("silent for " + silence());
      } else if (subscription.owner().isEmpty()
          && now - dataNanos > settings.quiet().toNanos()
          && !isHeldBack()) {
        end("nothing but heartbeats for " + settings.quiet());
      } else if (now - openedNanos > settings.maximumAge().toNanos()) {
        end("renewed at the age of " + settings.maximumAge());
      }
    }

    /** Silence that we asked for ourselves proves nothing. */
    private boolean isHeldBack() {
      synchronized (Connection.this) {
        if (owed == 0) {
          return false;
        }
      }
      heardNanos = System.nanoTime();
      dataNanos = heardNanos;
      return true;
    }

    @Override
    public boolean isFull() {
      synchronized (Connection.this) {
        return waitingBytes >= settings.bufferedBytes();
      }
    }

    private Duration silence() {
      return subscription.owner().isPresent() ? settings.privateSilence() : settings.silence();
    }

    @Override
    public void deliver(String request, byte[] body) {
      deliver(FrameKind.REST, request, body);
      Conversation.Reply reply;
      synchronized (talk) {
        reply = conversation.answered(request, body);
      }
      snapshots.ask(reply.ask());
      if (reply.end() != null) {
        end(reply.end());
      }
    }

    @Override
    public String reason(Throwable failure) {
      return Connection.reason(failure);
    }

    @Override
    public boolean isCurrent() {
      synchronized (Connection.this) {
        return !ended && current == this;
      }
    }

    private void end(String why) {
      synchronized (Connection.this) {
        if (ended || current != this) {
          return;
        }
        ended = true;
        connected = false;
        reconnects++;
        marks.end();
      }
      stop();
      long millis = backoff.nextMillis();
      LOG.warn(
          "connection {} epoch {}: {}; connecting anew in {} ms",
          subscription.connection(),
          epoch,
          why,
          millis);
      schedule(() -> queue.wantEpoch(subscription.connection()), millis);
    }

    private void stop() {
      synchronized (Connection.this) {
        ended = true;
        timers.forEach(task -> task.cancel(false));
        timers.clear();
      }
      WebSocket opened = socket;
      if (opened != null) {
        opened.abort();
      }
    }

    @Override
    public void later(Runnable task, long millis) {
      schedule(
          () -> {
            if (isCurrent()) {
              task.run();
            }
          },
          millis);
    }

    private void schedule(Runnable task, long millis) {
      try {
        Future<?> unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The reader is closing; there will be no next attempt.
      }
    }
  }
}
