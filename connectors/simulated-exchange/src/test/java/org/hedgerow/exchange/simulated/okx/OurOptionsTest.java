package org.hedgerow.exchange.simulated.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.okx.OkxClient.Socket;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.okx.OkxVenue;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own decoder and way for orders, on options of a venue that they do not know to be simulated.
 */
@Timeout(60)
class OurOptionsTest {
  private static final String CALL = "BTC-USD-261211-62000-C";
  private static final String CONFIGURATION =
      """
      version: 1
      venues:
        - {venue: OKX, environment: simulated, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
      accounts:
        - {account: okx, venue: OKX, credentials: okx, margin_asset: BTC}
      instruments:
        - {instrument: "OKX:BTC-USD-261211-62000-C", kind: option, base: BTC, quote: USD, settlement: BTC,
           contract_value: 0.01, expiry: "2026-12-11T08:00:00Z", strike: 62000, right: call, tick_size: 0.0005,
           lot_size: 1, minimum_quantity: 1, maximum_quantity: 1000000, minimum_notional: 0,
           channels: [quote, mark, option_quote, status]}
        - {instrument: "OKX:BTC-USD-SWAP", kind: inverse_perpetual, base: BTC, quote: USD, settlement: BTC,
           contract_value: 100, tick_size: 0.1, lot_size: 1, minimum_quantity: 1, maximum_quantity: 1000000,
           minimum_notional: 0, channels: [quote]}
      groups:
        - {group: BTC, number: 1}
      portfolios:
        - portfolio: desk
          number: 1
          holdings: [{account: okx, asset: BTC, quantity: 10}]
          books:
            - group: BTC
              strategy: delta-gamma
              band: {enter: 0.01, leave: 0.001}
              hedges:
                - {instrument: "OKX:BTC-USD-261211-62000-C", account: okx}
                - {instrument: "OKX:BTC-USD-SWAP", account: okx, weight: 1}
      limits: {maximum_order_notional: 250000, price_collar: 0.002, stale_after: 5s, order_valid: 2s,
        maximum_hedges_per_minute: 240}
      """;

  @TempDir Path directory;
  private RunningExchange exchange;
  private OkxClient okx;
  private Configuration configuration;
  private FrameDecoder decoder;
  private final OkxVenue venue = new OkxVenue();
  private final List<SpecificRecord> payloads = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "okx", "--expiries", "2026-12-11");
    okx = new OkxClient(exchange.port("okx"));
    configuration = Configuration.parse(CONFIGURATION);
    decoder = venue.decoder(configuration);
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private void decode(String connection, String owner, String request, JsonNode message) {
    decoder.decode(
        new RawFrame(
            "OKX",
            connection,
            1L,
            1L + payloads.size(),
            System.currentTimeMillis() * 1_000,
            request == null ? FrameKind.STREAM : FrameKind.REST,
            owner,
            request,
            ByteBuffer.wrap(message.toString().getBytes(StandardCharsets.UTF_8))),
        new DecodedFrame() {
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
        });
  }

  private <T> T only(Class<T> kind) {
    return payloads.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  @Test
  void theMarketOfAnOptionIsUnderstood() throws Exception {
    Socket socket = okx.socket("public");
    socket.subscribe("{\"channel\":\"opt-summary\",\"instFamily\":\"BTC-USD\"}");
    decode("OKX/market/0", null, null, socket.frame("opt-summary"));
    for (String channel : List.of("bbo-tbt", "mark-price")) {
      socket.subscribe("{\"channel\":\"" + channel + "\",\"instId\":\"" + CALL + "\"}");
      decode("OKX/market/0", null, null, socket.frame(channel));
    }
    String list = "/api/v5/public/instruments?instType=OPTION&instFamily=BTC-USD&instId=" + CALL;
    decode("OKX/market/0", null, list, okx.open(list.substring("/api/v5/".length())));
    assertEquals(List.of(), rejections);
    OptionQuote quote = only(OptionQuote.class);
    assertTrue(quote.getDelta() > 0.3 && quote.getDelta() < 0.7, quote.toString());
    assertTrue(quote.getGamma() > 0 && quote.getVega() > 0, quote.toString());
    // The generated market begins at 62,000.
    assertEquals(62_000, Decimals.toBigDecimal(quote.getUnderlyingPrice()).doubleValue(), 2_000);
    Quote touch = only(Quote.class);
    assertTrue(Decimals.compare(touch.getBidPrice(), touch.getAskPrice()) < 0, touch.toString());
    assertTrue(Decimals.signum(only(Mark.class).getPrice()) > 0);
    assertEquals(
        "0.01", Decimals.toString(only(InstrumentStatus.class).getDefinition().getContractValue()));
  }

  @Test
  void anOptionIsBoughtFoundAndPaid() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + exchange.port("okx"));
    try (OrderVenue orders =
        venue.orders(
            configuration,
            address,
            new Credentials("test", OkxClient.KEY, OkxClient.SECRET, OkxClient.PASSPHRASE))) {
      Order order = new Order();
      order.setSymbol(CALL);
      order.setClientOrderId("option1");
      order.setSide(Side.BUY);
      order.setOrderType(OrderType.LIMIT);
      order.setTimeInForce(TimeInForce.IOC);
      order.setReduceOnly(false);
      order.setQuantity(Decimals.of(BigDecimal.TEN));
      order.setPrice(Decimals.of(ask()));
      Answer placed =
          orders.place(order, orders.venueTimeMicros() + orders.deadlineMicros()).join();
      assertEquals(Answer.Kind.ACCEPTED, placed.kind(), placed.toString());
      Answer.OrderView view = orders.lookUp(order).join().order().orElseThrow();
      assertEquals(OrderStatus.FILLED, view.status());
      BigDecimal fees = BigDecimal.ZERO;
      for (Fill fill : orders.fills(order, view).join()) {
        assertEquals("BTC", fill.feeCurrency());
        fees = fees.add(fill.fee());
      }
      // Three hundredths of a percent of a tenth of a bitcoin: far below 7 % of the premium.
      assertEquals(
          0, new BigDecimal("0.00003").compareTo(fees.setScale(8, RoundingMode.HALF_EVEN)));
    }
  }

  private BigDecimal ask() throws Exception {
    return new BigDecimal(
        okx.open("market/books?instId=" + CALL)
            .path("data")
            .path(0)
            .path("asks")
            .path(0)
            .path(0)
            .asText());
  }

  /** Placed on the venue's web page, an order has no client id: it is known by the venue's. */
  @Test
  void whatCustomersTradeIsBooked() throws Exception {
    Socket account = okx.account();
    account.subscribe("{\"channel\":\"orders\",\"instType\":\"OPTION\"}");
    account.subscribe("{\"channel\":\"balance_and_position\"}");
    okx.post(
        "trade/order",
        "instId",
        CALL,
        "tdMode",
        "cross",
        "side",
        "buy",
        "ordType",
        "limit",
        "px",
        ask().toPlainString(),
        "sz",
        "3");
    decode("OKX/account/okx", "okx", null, account.frame("orders"));
    decode("OKX/account/okx", "okx", null, account.frame("orders"));
    decode("OKX/account/okx", "okx", null, account.frame("balance_and_position"));
    assertEquals(List.of(), rejections);
    ExecutionReport fill =
        payloads.stream()
            .filter(ExecutionReport.class::isInstance)
            .map(ExecutionReport.class::cast)
            .filter(report -> report.getExecutionType() == ExecutionType.TRADE)
            .findFirst()
            .orElseThrow();
    assertEquals("#" + fill.getVenueOrderId(), fill.getClientOrderId());
    assertEquals("3", Decimals.toString(fill.getLastQuantity()));
    assertEquals("BTC", fill.getFeeCurrency());
    assertEquals("3", Decimals.toString(only(PositionReport.class).getQuantity()));
  }
}
