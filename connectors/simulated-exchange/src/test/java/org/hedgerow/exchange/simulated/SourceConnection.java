package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;

/**
 * One connection as our source's reader holds it: session, conversation and decoder are ours, only
 * the socket is the JDK's. What an account's conversation asks for is asked for at once.
 */
public final class SourceConnection implements WebSocket.Listener, DecodedFrame {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Venue venue;
  private final Subscription subscription;
  private final Session session;
  private final Conversation conversation;
  private final FrameDecoder decoder;
  private final WebSocket socket;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<SpecificRecord> payloads = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile boolean closed;
  private String end;
  private int resubscriptions;

  /**
   * Opens it.
   *
   * @param name of the subscription, e.g. {@code LUNO/market/XBTUSDT}
   */
  public SourceConnection(
      Venue venue, Configuration configuration, FrameDecoder decoder, String name)
      throws Exception {
    this.venue = venue;
    this.decoder = decoder;
    subscription =
        venue.subscriptions(configuration).stream()
            .filter(one -> one.connection().equals(name))
            .findFirst()
            .orElseThrow();
    session = venue.session(subscription);
    conversation = session.converse();
    URI address = session.open().get(10, TimeUnit.SECONDS);
    socket = HTTP.newWebSocketBuilder().buildAsync(address, this).get(10, TimeUnit.SECONDS);
    conversation.opened().forEach(this::send);
  }

  private void send(String text) {
    resubscriptions += text.contains("unsubscribe") ? 1 : 0;
    socket.sendText(text, true).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      heard.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed = true;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed = true;
  }

  /** Whether the venue has ended it. */
  public boolean closed() {
    return closed;
  }

  /** Forgets what has come and was not read, and gives how many messages that were. */
  public int drain() {
    return heard.drainTo(new ArrayList<>());
  }

  /** Reads on until that holds, ten seconds at most. */
  public void until(Predicate<SourceConnection> holds) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!holds.test(this)) {
      String text = heard.poll(Math.max(1, limit - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (text == null) {
        throw new AssertionError("waited in vain: " + this);
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Conversation.Reply reply = conversation.heard(bytes);
      reply.send().forEach(this::send);
      end = reply.end() == null ? end : reply.end();
      decode(FrameKind.STREAM, null, bytes);
      if (subscription.owner().isPresent()) {
        for (String question : reply.ask()) {
          ask(question);
        }
      }
    }
  }

  private void decode(FrameKind kind, String request, byte[] bytes) {
    decoder.decode(
        new RawFrame(
            venue.name(),
            subscription.connection(),
            1L,
            1L + payloads.size(),
            System.currentTimeMillis() * 1_000,
            kind,
            subscription.owner().orElse(null),
            request,
            ByteBuffer.wrap(bytes)),
        this);
  }

  private void ask(String question) throws Exception {
    SnapshotAnswer answer = session.ask(question).get(10, TimeUnit.SECONDS);
    assertTrue(answer.usable(), answer.request());
    decode(FrameKind.REST, answer.request(), answer.body());
  }

  /** Asks for everything that an account is asked for in a round. */
  public void round() throws Exception {
    for (String snapshot : subscription.snapshots()) {
      ask(snapshot);
    }
  }

  /** Asks for everything that a market is asked for at a connect. */
  public void snapshots() throws Exception {
    for (String request : subscription.snapshots()) {
      HttpResponse<byte[]> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(subscription.rest() + request)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      decode(FrameKind.REST, request, answer.body());
    }
  }

  public boolean complete() {
    return conversation.missing().isEmpty();
  }

  /** How often a book was asked for anew. */
  public int resubscriptions() {
    return resubscriptions;
  }

  /** Why the conversation wants the connection to end, or null. */
  public String end() {
    return end;
  }

  public List<String> rejections() {
    return rejections;
  }

  public List<SpecificRecord> payloads() {
    return payloads;
  }

  /** The names of the kinds of payloads. */
  public Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    payloads.forEach(payload -> kinds.add(payload.getClass().getSimpleName()));
    return kinds;
  }

  public long count(Class<? extends SpecificRecord> kind) {
    return payloads.stream().filter(kind::isInstance).count();
  }

  public List<ExecutionReport> trades() {
    List<ExecutionReport> reports = new ArrayList<>();
    for (SpecificRecord payload : payloads) {
      if (payload instanceof ExecutionReport report
          && report.getExecutionType() == ExecutionType.TRADE) {
        reports.add(report);
      }
    }
    return reports;
  }

  /** Quantities of trades by the ids of their reports: each is there once. */
  public Map<String, String> quantities() {
    Map<String, String> quantities = new LinkedHashMap<>();
    for (ExecutionReport report : trades()) {
      quantities.put(report.getReportId(), Decimals.toString(report.getLastQuantity()));
    }
    return quantities;
  }

  /** Of all trades, each counted once. */
  public BigDecimal traded() {
    return quantities().values().stream()
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What an asset's last balance was. */
  public BigDecimal balance(String asset) {
    BigDecimal last = null;
    for (SpecificRecord payload : payloads) {
      if (payload instanceof BalanceReport report && report.getAsset().equals(asset)) {
        last = Decimals.toBigDecimal(report.getWalletBalance());
      }
    }
    return last;
  }

  /** What an instrument's last position was. */
  public String position(String instrument) {
    String last = null;
    for (SpecificRecord payload : payloads) {
      if (payload instanceof PositionReport report && report.getInstrument().equals(instrument)) {
        last = Decimals.toString(report.getQuantity());
      }
    }
    return last;
  }

  @Override
  public void entry(SpecificRecord payload, Long venueTimeMicros) {
    payloads.add(payload);
  }

  @Override
  public void ignore(String channel) {}

  @Override
  public void reject(String channel, RejectReason reason, String detail) {
    rejections.add(channel + " " + reason + " " + detail);
  }

  @Override
  public String toString() {
    return kinds() + " " + rejections + " missing " + conversation.missing() + " end " + end;
  }
}
