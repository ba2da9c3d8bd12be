package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.kraken.KrakenSpotVenue;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own source's connections, conversations and decoder, against a venue that they do not know to
 * be simulated: all but the sockets, which are the JDK's here.
 */
@Timeout(60)
class OurSpotConnectionsTest {
  private static final String CONFIGURATION =
      """
      version: 1
      venues:
        - {venue: KRAKEN_SPOT, environment: simulated, rest: "http://127.0.0.1:PORT", stream: "ws://127.0.0.1:PORT"}
      accounts:
        - {account: kraken, venue: KRAKEN_SPOT, credentials: kraken}
      instruments:
        - instrument: KRAKEN_SPOT:BTC/USD
          kind: spot
          base: BTC
          quote: USD
          settlement: USD
          contract_value: 1
          tick_size: 0.1
          lot_size: 0.00000001
          minimum_quantity: 0.00005
          maximum_quantity: 1000
          minimum_notional: 0.5
          channels: [trade, quote, depth, status]
      groups:
        - {group: BTC, number: 1}
      portfolios:
        - portfolio: treasury
          number: 1
          holdings:
            - {account: kraken, instrument: "KRAKEN_SPOT:BTC/USD", quantity: 10}
          books:
            - group: BTC
              strategy: naive
              parameters: {ratio: 1}
              band: {enter: 0.01, leave: 0.001}
              hedges:
                - {instrument: "KRAKEN_SPOT:BTC/USD", account: kraken, weight: 1}
      limits:
        maximum_order_notional: 250000
        price_collar: 0.002
        stale_after: 5s
        order_valid: 2s
        maximum_hedges_per_minute: 240
      """;

  @TempDir Path directory;
  private RunningExchange exchange;
  private SpotClient client;
  private Configuration configuration;
  private FrameDecoder decoder;
  private final KrakenSpotVenue venue = new KrakenSpotVenue();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "kraken");
    client = new SpotClient(exchange.port("kraken"));
    configuration =
        Configuration.parse(
            CONFIGURATION.replace("PORT", Integer.toString(exchange.port("kraken"))), Map.of());
    decoder = venue.decoder(configuration);
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private Subscription subscription(String connection) {
    return venue.subscriptions(configuration).stream()
        .filter(one -> one.connection().equals(connection))
        .findFirst()
        .orElseThrow();
  }

  /** One connection, as the source's reader holds it. */
  private final class Connection implements WebSocket.Listener, DecodedFrame {
    final Subscription subscription;
    final Session session;
    final Conversation conversation;
    final WebSocket socket;
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final List<SpecificRecord> payloads = new ArrayList<>();
    final List<String> rejections = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    String end;
    int broken;

    Connection(String name) throws Exception {
      subscription = subscription(name);
      session = venue.session(subscription);
      conversation = session.converse();
      URI address = session.open().get(10, TimeUnit.SECONDS);
      socket = http.newWebSocketBuilder().buildAsync(address, this).get(10, TimeUnit.SECONDS);
      conversation.opened().forEach(this::send);
    }

    private void send(String text) {
      broken += text.contains("unsubscribe") ? 1 : 0;
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

    /** Reads on until that holds, ten seconds at most. */
    void until(Predicate<Connection> holds) throws Exception {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!holds.test(this)) {
        String text = heard.poll(Math.max(1, limit - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (text == null) {
          throw new AssertionError("waited in vain: " + this);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Conversation.Reply reply = conversation.heard(bytes);
        reply.send().forEach(this::send);
        asked.addAll(reply.ask());
        end = reply.end() == null ? end : reply.end();
        decode(FrameKind.STREAM, null, bytes);
      }
    }

    void decode(FrameKind kind, String request, byte[] bytes) {
      decoder.decode(
          new RawFrame(
              "KRAKEN_SPOT",
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

    /** Asks for everything that the account is asked for in a round. */
    void round() throws Exception {
      for (String snapshot : subscription.snapshots()) {
        SnapshotAnswer answer = session.ask(snapshot).get(10, TimeUnit.SECONDS);
        assertTrue(answer.usable(), answer.request());
        decode(FrameKind.REST, answer.request(), answer.body());
      }
    }

    Set<String> kinds() {
      Set<String> kinds = new TreeSet<>();
      payloads.forEach(payload -> kinds.add(payload.getClass().getSimpleName()));
      return kinds;
    }

    List<ExecutionReport> reports(ExecutionType type) {
      List<ExecutionReport> reports = new ArrayList<>();
      for (SpecificRecord payload : payloads) {
        if (payload instanceof ExecutionReport report && report.getExecutionType() == type) {
          reports.add(report);
        }
      }
      return reports;
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

  @Test
  void everyChannelOfAMarketIsAcknowledgedAndUnderstood() throws Exception {
    Connection market = new Connection("KRAKEN_SPOT/market/0");
    Set<String> wanted = Set.of("Trade", "Quote", "BookDelta", "InstrumentStatus");
    market.until(one -> one.kinds().containsAll(wanted) && one.conversation.missing().isEmpty());
    // A hundred book updates more: sequence and sums are watched by the conversation.
    market.until(one -> one.payloads.stream().filter(BookDelta.class::isInstance).count() > 100);
    assertEquals(0, market.broken);
    assertEquals(List.of(), market.rejections);
    for (Connection each : List.of(market)) {
      for (String request : each.subscription.snapshots()) {
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(each.subscription.rest() + request)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        each.decode(FrameKind.REST, request, answer.body());
        assertEquals(List.of(), each.rejections, request);
      }
    }
  }

  @Test
  void aBookThatLosesAFrameOrIsSummedWronglyIsAskedForAnew() throws Exception {
    Connection market = new Connection("KRAKEN_SPOT/market/0");
    market.until(one -> one.conversation.missing().isEmpty());
    for (String fault : List.of("bad_checksum", "stream_gap")) {
      int before = market.broken;
      int struck = 0;
      // Frames of other channels may be the ones that are lost: until a book's was.
      while (market.broken == before && struck < 3_000) {
        exchange.faults("{\"" + fault + "\": 1}");
        struck++;
        int now = market.payloads.size();
        market.until(one -> one.payloads.size() > now + 3 || one.broken > before);
      }
      assertTrue(market.broken > before, fault);
      market.until(one -> one.conversation.missing().isEmpty());
    }
    assertEquals(null, market.end);
  }

  private void sell(String id, String volume) throws Exception {
    JsonNode answer =
        client.post(
            "AddOrder",
            "pair",
            "XBTUSD",
            "type",
            "sell",
            "ordertype",
            "market",
            "volume",
            volume,
            "cl_ord_id",
            id);
    assertEquals(0, answer.path("error").size(), answer.toString());
  }

  private static BigDecimal sold(Connection account) {
    BigDecimal sum = BigDecimal.ZERO;
    for (ExecutionReport report : account.reports(ExecutionType.TRADE)) {
      sum = sum.add(Decimals.toBigDecimal(report.getLastQuantity()));
    }
    return sum;
  }

  @Test
  void theStreamAndTheLookBackTellTheSameExecutionsUnderTheSameIds() throws Exception {
    Connection account = new Connection("KRAKEN_SPOT/account/kraken");
    account.until(one -> one.conversation.missing().isEmpty());
    sell("acct1", "1.5");
    sell("acct2", "0.5");
    // However many trades the market makes of the orders.
    account.until(one -> sold(one).compareTo(new BigDecimal("2")) == 0);
    assertEquals(List.of(), account.rejections);
    Map<String, String> streamed = new LinkedHashMap<>();
    for (ExecutionReport report : account.reports(ExecutionType.TRADE)) {
      streamed.put(report.getReportId(), Decimals.toString(report.getLastQuantity()));
    }
    Connection later = new Connection("KRAKEN_SPOT/account/kraken");
    later.round();
    assertEquals(List.of(), later.rejections);
    Map<String, String> listed = new LinkedHashMap<>();
    for (ExecutionReport report : later.reports(ExecutionType.TRADE)) {
      listed.put(report.getReportId(), Decimals.toString(report.getLastQuantity()));
    }
    assertEquals(streamed, listed);
    BalanceReport coins = null;
    BalanceReport dollars = null;
    for (SpecificRecord payload : later.payloads) {
      if (payload instanceof BalanceReport report) {
        coins = report.getAsset().equals("BTC") ? report : coins;
        dollars = report.getAsset().equals("USD") ? report : dollars;
      }
    }
    // Ten less the two that were sold; what they brought is more than any fee.
    assertEquals(0, new BigDecimal("8").compareTo(Decimals.toBigDecimal(coins.getWalletBalance())));
    assertTrue(Decimals.toBigDecimal(dollars.getWalletBalance()).intValue() > 2_000_000);
  }

  @Test
  void fillsThatTheStreamLosesOrTellsTwiceAreFoundByTheirIds() throws Exception {
    exchange.faults("{\"drop_fills\": 1}");
    Connection account = new Connection("KRAKEN_SPOT/account/kraken");
    account.until(one -> one.conversation.missing().isEmpty());
    sell("drop1", "1");
    exchange.faults("{\"duplicate_fills\": true}");
    sell("twice1", "1");
    account.until(one -> one.reports(ExecutionType.TRADE).size() >= 2);
    Set<String> seen = new TreeSet<>();
    account.reports(ExecutionType.TRADE).forEach(report -> seen.add(report.getReportId()));
    exchange.admin("DELETE", "");
    account.round();
    Set<String> all = new TreeSet<>();
    account.reports(ExecutionType.TRADE).forEach(report -> all.add(report.getReportId()));
    Set<String> orders = new TreeSet<>();
    account.reports(ExecutionType.TRADE).forEach(report -> orders.add(report.getClientOrderId()));
    assertEquals(Set.of("drop1", "twice1"), orders);
    assertTrue(all.containsAll(seen) && all.size() > seen.size(), all + " " + seen);
  }
}
