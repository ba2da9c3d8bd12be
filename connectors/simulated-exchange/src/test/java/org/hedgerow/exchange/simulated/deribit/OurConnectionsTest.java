package org.hedgerow.exchange.simulated.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.hedgerow.exchanges.deribit.DeribitVenue;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.PositionReport;
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
class OurConnectionsTest {
  private static final String CONFIGURATION =
      """
      version: 1
      venues:
        - {venue: DERIBIT, environment: simulated, rest: "http://127.0.0.1:PORT", stream: "ws://127.0.0.1:PORT"}
      accounts:
        - {account: deribit, venue: DERIBIT, credentials: deribit}
      instruments:
        - instrument: DERIBIT:BTC-PERPETUAL
          kind: inverse_perpetual
          base: BTC
          quote: USD
          settlement: BTC
          contract_value: 10
          tick_size: 0.5
          lot_size: 1
          minimum_quantity: 1
          maximum_quantity: 100000
          minimum_notional: 0
          channels: [trade, quote, depth, mark, index, funding, open_interest, status]
        - instrument: DERIBIT:OPTION
          kind: option
          expiry: 2099-03-27T08:00:00Z
          strike: 62000
          right: call
          underlying: "DERIBIT:BTC-PERPETUAL"
          base: BTC
          quote: USD
          settlement: BTC
          contract_value: 1
          tick_size: 0.0005
          lot_size: 0.1
          minimum_quantity: 0.1
          maximum_quantity: 1000
          minimum_notional: 0
          channels: [option_quote, depth, index]
      groups:
        - {group: BTC, number: 1}
      portfolios:
        - portfolio: treasury
          number: 1
          holdings:
            - {account: deribit, instrument: "DERIBIT:BTC-PERPETUAL", quantity: 0}
          books:
            - group: BTC
              strategy: naive
              parameters: {ratio: 1}
              band: {enter: 0.01, leave: 0.001}
              hedges:
                - {instrument: "DERIBIT:BTC-PERPETUAL", account: deribit, weight: 1}
      limits:
        maximum_order_notional: 250000
        price_collar: 0.002
        stale_after: 5s
        order_valid: 2s
        maximum_hedges_per_minute: 240
      """;

  @TempDir Path directory;
  private RunningExchange exchange;
  private DeribitClient client;
  private Configuration configuration;
  private FrameDecoder decoder;
  private final DeribitVenue venue = new DeribitVenue();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "deribit");
    client = new DeribitClient(exchange.port("deribit"));
    String option =
        client
            .open("get_instruments?currency=BTC&kind=option")
            .path("result")
            .path(0)
            .path("instrument_name")
            .asText();
    configuration = configuration(exchange.port("deribit"), option);
    decoder = venue.decoder(configuration);
  }

  static Configuration configuration(int port, String option) throws Exception {
    return Configuration.parse(
        CONFIGURATION.replace("PORT", Integer.toString(port)).replace("OPTION", option), Map.of());
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
              "DERIBIT",
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
    Connection market = new Connection("DERIBIT/market/0");
    Set<String> wanted =
        Set.of(
            "Trade",
            "Quote",
            "OptionQuote",
            "BookDelta",
            "Mark",
            "Index",
            "Funding",
            "OpenInterest");
    market.until(one -> one.kinds().containsAll(wanted) && one.conversation.missing().isEmpty());
    market.until(one -> one.payloads.stream().filter(BookDelta.class::isInstance).count() > 40);
    assertEquals(0, market.broken);
    assertEquals(List.of(), market.rejections);
    for (SpecificRecord payload : market.payloads) {
      if (payload instanceof OptionQuote quote) {
        // A call with a strike far below: nearly a forward, and a volatility as a fraction.
        assertTrue(quote.getDelta() > 0.6 && quote.getDelta() < 1, quote.toString());
        assertTrue(quote.getMarkVolatility() > 0.2 && quote.getMarkVolatility() < 2);
      }
    }
    for (String request : market.subscription.snapshots()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(market.subscription.rest() + request)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      market.decode(FrameKind.REST, request, answer.body());
      assertEquals(List.of(), market.rejections, request);
    }
    assertTrue(market.kinds().contains("InstrumentStatus"));
  }

  @Test
  void aBookThatLosesAFrameIsAskedForAnew() throws Exception {
    Connection market = new Connection("DERIBIT/market/0");
    market.until(one -> one.conversation.missing().isEmpty());
    for (String fault : List.of("stream_gap", "stream_reorder")) {
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

  /** So many contracts of ten dollars. */
  private void sell(String label, int contracts) throws Exception {
    DeribitClient.Answer answer =
        client.call(
            "sell",
            "instrument_name",
            "BTC-PERPETUAL",
            "contracts",
            contracts,
            "type",
            "market",
            "label",
            label);
    assertEquals(200, answer.status(), answer.body().toString());
  }

  @Test
  void theStreamAndTheLookBackTellTheSameExecutionsUnderTheSameIds() throws Exception {
    Connection account = new Connection("DERIBIT/account/deribit");
    account.until(one -> one.conversation.missing().isEmpty());
    sell("acct1", 3);
    sell("acct2", 4);
    account.until(
        one ->
            one.reports(ExecutionType.TRADE).stream()
                .anyMatch(report -> report.getClientOrderId().equals("acct2")));
    assertEquals(List.of(), account.rejections);
    Map<String, String> streamed = new LinkedHashMap<>();
    for (ExecutionReport report : account.reports(ExecutionType.TRADE)) {
      streamed.put(report.getReportId(), Decimals.toString(report.getLastQuantity()));
    }
    Connection later = new Connection("DERIBIT/account/deribit");
    later.round();
    assertEquals(List.of(), later.rejections);
    Map<String, String> listed = new LinkedHashMap<>();
    for (ExecutionReport report : later.reports(ExecutionType.TRADE)) {
      listed.put(report.getReportId(), Decimals.toString(report.getLastQuantity()));
    }
    assertEquals(streamed, listed);
    // What is known is not told again.
    int before = later.reports(ExecutionType.TRADE).size();
    later.round();
    assertEquals(before, later.reports(ExecutionType.TRADE).size());
    PositionReport position = null;
    BalanceReport balance = null;
    for (SpecificRecord payload : later.payloads) {
      boolean future =
          payload instanceof PositionReport report
              && report.getInstrument().equals("DERIBIT:BTC-PERPETUAL");
      position = future ? (PositionReport) payload : position;
      boolean cash = payload instanceof BalanceReport report && report.getAsset().equals("BTC");
      balance = cash ? (BalanceReport) payload : balance;
    }
    assertEquals("-7", Decimals.toString(position.getQuantity()));
    assertTrue(Decimals.toBigDecimal(balance.getWalletBalance()).doubleValue() < 20);
  }

  @Test
  void fillsThatTheStreamLosesOrTellsTwiceAreFoundByTheirIds() throws Exception {
    exchange.faults("{\"drop_fills\": 1}");
    Connection account = new Connection("DERIBIT/account/deribit");
    account.until(one -> one.conversation.missing().isEmpty());
    sell("drop1", 1);
    exchange.faults("{\"duplicate_fills\": true}");
    sell("twice1", 1);
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
