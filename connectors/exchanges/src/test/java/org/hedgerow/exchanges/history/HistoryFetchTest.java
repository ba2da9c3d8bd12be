package org.hedgerow.exchanges.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Venues asked for history, against a server that answers in their forms: those of the recorded
 * fixtures where there is one of the call, else those of the venue's documentation. The rows are of
 * our own making.
 */
class HistoryFetchTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long START = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  @TempDir Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private volatile Function<String, String> answers = request -> null;
  private volatile String authorization;
  private final AtomicInteger refusals = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestURI().toString();
    asked.add(request);
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String body = refusals.getAndDecrement() > 0 ? null : answers.apply(request);
    byte[] bytes = (body == null ? "{\"no\":1}" : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body == null ? 429 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private List<String> fetch(String venue, HistoryQuery query) throws Exception {
    return fetch(venue, query, null);
  }

  /** The lines after the header. */
  private List<String> fetch(String venue, HistoryQuery query, String proof) throws Exception {
    Path file = folder.resolve("fetched.csv");
    URI rest = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    new HistoryFetch(new Quick(Venues.named(venue).history().orElseThrow()), rest, proof)
        .write(query, file);
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }

  /** A venue's pages without the waits between them. */
  private record Quick(HistoryPages pages) implements HistoryPages {
    @Override
    public URI production() {
      return pages.production();
    }

    @Override
    public Duration pause() {
      return Duration.ZERO;
    }

    @Override
    public String first(HistoryQuery query) {
      return pages.first(query);
    }

    @Override
    public Page read(HistoryQuery query, String request, byte[] body) throws IOException {
      return pages.read(query, request, body);
    }
  }

  private static HistoryQuery hours(String symbol, Format format, int count) {
    return new HistoryQuery(
        symbol, format, START, START + count * HOUR, format == Format.FUNDING ? 0 : HOUR);
  }

  private static long parameter(String request, String name) {
    int at = request.indexOf(name + "=") + name.length() + 1;
    int end = request.indexOf('&', at);
    return Long.parseLong(request.substring(at, end < 0 ? request.length() : end));
  }

  @Test
  void binanceIsReadForwardsPageByPage() throws Exception {
    answers =
        request -> {
          long from = parameter(request, "startTime");
          List<String> rows = new ArrayList<>();
          long first = Math.floorDiv(from + HOUR - 1, HOUR) * HOUR;
          for (long at = first;
              at <= parameter(request, "endTime") && rows.size() < 1_000;
              at += HOUR) {
            rows.add(
                "[%d,\"10.0\",\"12\",\"9\",\"11\",\"5.5\",%d,\"60.5\",7,\"1\",\"2\",\"0\"]"
                    .formatted(at, at + HOUR - 1));
          }
          return "[" + String.join(",", rows) + "]";
        };
    List<String> rows = fetch("BINANCE_SPOT", hours("BTCUSDT", Format.CANDLES, 1_500));
    assertEquals(1_500, rows.size());
    assertEquals("BTCUSDT," + START + ",10.0,12,9,11,5.5,60.5,7", rows.get(0));
    assertEquals(
        List.of(
            "/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime="
                + START
                + "&endTime="
                + (START + 1_500 * HOUR - 1)
                + "&limit=1000",
            "/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime="
                + (START + 999 * HOUR + 1)
                + "&endTime="
                + (START + 1_500 * HOUR - 1)
                + "&limit=1000"),
        asked);
  }

  /** Volume in contracts; what stands where others have quote units is base units. */
  @Test
  void coinMarginedCandlesHaveNoQuoteVolume() throws Exception {
    answers =
        request ->
            "[[%d,\"1\",\"1\",\"1\",\"1\",\"500\",0,\"0.9\",3,\"1\",\"2\",\"0\"]]".formatted(START);
    assertEquals(
        List.of("BTCUSD_PERP," + START + ",1,1,1,1,500,,3"),
        fetch("BINANCE_COINM", hours("BTCUSD_PERP", Format.CANDLES, 2)));
    assertTrue(asked.get(0).startsWith("/dapi/v1/klines?"));
  }

  @Test
  void binanceFundingAndMarks() throws Exception {
    answers =
        request ->
            request.contains("fundingRate")
                ? "[{\"symbol\":\"XYZUSDT\",\"fundingTime\":%d,\"fundingRate\":\"-0.0001\",\"markPrice\":\"1\"}]"
                    .formatted(START + 3)
                : "[[%d,\"1\",\"2\",\"1\",\"2\",\"0\",0,\"0\",60,\"0\",\"0\",\"0\"]]"
                    .formatted(START);
    assertEquals(
        List.of("XYZUSDT," + (START + 3) + ",-0.0001"),
        fetch("BINANCE_USDM", hours("XYZUSDT", Format.FUNDING, 8)));
    assertEquals(
        List.of("XYZUSDT," + START + ",1,2,1,2,,,"),
        fetch("BINANCE_USDM", hours("XYZUSDT", Format.MARK_CANDLES, 8)));
    assertTrue(asked.get(1).startsWith("/fapi/v1/markPriceKlines?symbol=XYZUSDT&interval=1h"));
  }

  @Test
  void okxIsReadBackwardsAndWrittenForwards() throws Exception {
    answers =
        request -> {
          List<String> rows = new ArrayList<>();
          for (long at = parameter(request, "after") - HOUR; rows.size() < 100; at -= HOUR) {
            rows.add("[\"%d\",\"1\",\"3\",\"1\",\"2\",\"40\",\"0.4\",\"800\",\"1\"]".formatted(at));
          }
          return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + String.join(",", rows) + "]}";
        };
    List<String> rows = fetch("OKX", hours("BTC-USDT-SWAP", Format.CANDLES, 150));
    assertEquals(150, rows.size());
    assertEquals("BTC-USDT-SWAP," + START + ",1,3,1,2,40,800,", rows.get(0));
    assertEquals(2, asked.size());
    assertEquals(
        "/api/v5/market/history-candles?instId=BTC-USDT-SWAP&bar=1H&after="
            + (START + 50 * HOUR)
            + "&limit=100",
        asked.get(1));
  }

  @Test
  void okxTellsWhatWasPaidAndRefusesByCode() throws Exception {
    answers =
        request ->
            "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"instType\":\"SWAP\",\"instId\":\"X-USDT-SWAP\",\"fundingRate\":\"0.2\",\"realizedRate\":\"0.1\",\"fundingTime\":\"%d\"}]}"
                .formatted(START);
    assertEquals(
        List.of("X-USDT-SWAP," + START + ",0.1"),
        fetch("OKX", hours("X-USDT-SWAP", Format.FUNDING, 8)));
    answers = request -> "{\"code\":\"51001\",\"msg\":\"no such instrument\",\"data\":[]}";
    IOException refusal =
        assertThrows(
            IOException.class, () -> fetch("OKX", hours("X-USDT-SWAP", Format.FUNDING, 8)));
    assertEquals("refused with code 51001: no such instrument", refusal.getMessage());
  }

  @Test
  void krakenSpotGivesOnePageWhoseLastCandleIsNotOver() throws Exception {
    answers =
        request ->
            "{\"error\":[],\"result\":{\"XXBTZUSD\":[[%d,\"1\",\"3\",\"1\",\"2\",\"1.5\",\"0.7\",9],[%d,\"2\",\"2\",\"2\",\"2\",\"2\",\"0.1\",1]],\"last\":%d}}"
                .formatted(START / 1_000, (START + HOUR) / 1_000, START / 1_000);
    HistoryQuery query =
        new HistoryQuery("BTC/USD", Format.CANDLES, START, START + HOUR + HOUR / 2, HOUR);
    assertEquals(List.of("BTC/USD," + START + ",1,3,1,2,0.7,,9"), fetch("KRAKEN_SPOT", query));
    assertEquals(
        List.of("/0/public/OHLC?pair=XBTUSD&interval=60&since=" + (START / 1_000 - 1)), asked);
    answers = request -> "{\"error\":[\"EQuery:Unknown asset pair\"]}";
    assertThrows(IOException.class, () -> fetch("KRAKEN_SPOT", query));
  }

  @Test
  void krakenFuturesGoesOnWhileThereIsMore() throws Exception {
    answers =
        request -> {
          long from = parameter(request, "from") * 1_000;
          return "{\"candles\":[{\"time\":%d,\"open\":\"1\",\"high\":\"2\",\"low\":\"1\",\"close\":\"2\",\"volume\":\"30\"}],\"more_candles\":%s}"
              .formatted(from, from < START + 2 * HOUR);
        };
    List<String> rows = fetch("KRAKEN_FUTURES", hours("PF_XBTUSD", Format.CANDLES, 3));
    assertEquals(3, rows.size());
    assertEquals("PF_XBTUSD," + (START + 2 * HOUR) + ",1,2,1,2,30,,", rows.get(2));
    assertEquals(
        "/api/charts/v1/trade/PF_XBTUSD/1h?from=%d&to=%d"
            .formatted(START / 1_000, START / 1_000 + 3 * 3_600),
        asked.get(0));
    answers =
        request ->
            "{\"result\":\"success\",\"rates\":[{\"timestamp\":\"2026-11-01T01:00:00.000Z\",\"relativeFundingRate\":0.0001,\"fundingRate\":5},{\"timestamp\":\"2026-10-31T01:00:00.000Z\",\"relativeFundingRate\":0.0002,\"fundingRate\":6}]}";
    assertEquals(
        List.of("PF_XBTUSD," + (START + HOUR) + ",0.0001"),
        fetch("KRAKEN_FUTURES", hours("PF_XBTUSD", Format.FUNDING, 3)));
  }

  @Test
  void deribitIsAskedByStretches() throws Exception {
    answers =
        request -> {
          long from = parameter(request, "start_timestamp");
          return request.contains("funding")
              ? "{\"jsonrpc\":\"2.0\",\"result\":[{\"timestamp\":%d,\"index_price\":1,\"interest_8h\":8e-7,\"interest_1h\":1e-7}]}"
                  .formatted(from)
              : "{\"jsonrpc\":\"2.0\",\"result\":{\"close\":[2.0],\"cost\":[20.0],\"high\":[3.0],\"low\":[1.0],\"open\":[1.5],\"status\":\"ok\",\"ticks\":[%d],\"volume\":[0.25]}}"
                  .formatted(from);
        };
    List<String> rows = fetch("DERIBIT", hours("BTC-PERPETUAL", Format.CANDLES, 1_200));
    assertEquals(
        List.of(
            "BTC-PERPETUAL," + START + ",1.5,3.0,1.0,2.0,0.25,20.0,",
            "BTC-PERPETUAL," + (START + 1_000 * HOUR) + ",1.5,3.0,1.0,2.0,0.25,20.0,"),
        rows);
    rows = fetch("DERIBIT", hours("BTC-PERPETUAL", Format.FUNDING, 24 * 31));
    assertEquals(
        List.of(
            "BTC-PERPETUAL," + START + ",1e-7",
            "BTC-PERPETUAL," + (START + 30 * 24 * HOUR) + ",1e-7"),
        rows);
    assertTrue(asked.get(0).startsWith("/api/v2/public/get_tradingview_chart_data?"));
  }

  @Test
  void lunoWantsAKey() throws Exception {
    HistoryPages luno = Venues.named("LUNO").history().orElseThrow();
    assertTrue(luno.needsCredentials());
    answers =
        request ->
            "{\"candles\":[{\"timestamp\":%d,\"open\":\"1\",\"close\":\"2\",\"high\":\"3\",\"low\":\"1\",\"volume\":\"0.5\"}],\"duration\":3600,\"pair\":\"XBTZAR\"}"
                .formatted(START);
    // RFC 7617: Aladdin and open sesame.
    String proof = luno.authorization(new Credentials("x", "Aladdin", "open sesame"));
    assertEquals(
        List.of("XBTZAR," + START + ",1,3,1,2,0.5,,"),
        fetch("LUNO", hours("XBTZAR", Format.CANDLES, 2), proof));
    assertEquals("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", authorization);
    assertEquals(
        List.of("/api/exchange/1/candles?pair=XBTZAR&since=" + START + "&duration=3600"), asked);
  }

  @Test
  void aLimitThatWasHitIsWaitedFor() throws Exception {
    refusals.set(1);
    answers = request -> "[]";
    assertEquals(List.of(), fetch("BINANCE_SPOT", hours("BTCUSDT", Format.CANDLES, 2)));
    assertEquals(2, asked.size());
    assertEquals(asked.get(0), asked.get(1));
    assertNull(authorization);
  }

  @Test
  void whatAVenueHasNotIsSaid() {
    IllegalArgumentException length =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                fetch(
                    "KRAKEN_SPOT",
                    new HistoryQuery("BTC/USD", Format.CANDLES, START, START + HOUR, 1_000)));
    assertEquals(
        "candles of 1 s; expected one of [1, 5, 15, 30, 60, 240, 1440, 10080] minutes",
        length.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> fetch("KRAKEN_SPOT", hours("BTC/USD", Format.FUNDING, 8)));
    assertThrows(
        IllegalArgumentException.class,
        () -> fetch("BINANCE_SPOT", hours("BTCUSDT", Format.FUNDING, 8)));
  }

  /** The recorded answers of the same calls, read as they are. */
  @Test
  void recordedAnswersHaveTheseForms() throws Exception {
    Path fixtures = RecordedData.path("fixtures/nautilus_trader");
    HistoryQuery candles = hours("X", Format.CANDLES, 1);
    HistoryQuery funding = hours("X", Format.FUNDING, 1);
    assertEquals(
        1, rows("BINANCE_SPOT", candles, fixtures, "binance/spot/http_json/klines_response.json"));
    assertEquals(2, rows("OKX", candles, fixtures, "okx/http_get_candlesticks.json"));
    assertEquals(2, rows("OKX", funding, fixtures, "okx/http_get_funding_rate_history.json"));
    assertEquals(
        3, rows("KRAKEN_FUTURES", candles, fixtures, "kraken/http_futures_candles_trade.json"));
    assertEquals(
        3,
        rows(
            "KRAKEN_FUTURES",
            funding,
            fixtures,
            "kraken/http_futures_historical_funding_rates.json"));
    byte[] body =
        Files.readAllBytes(fixtures.resolve("deribit/http_get_tradingview_chart_data.json"));
    HistoryPages deribit = Venues.named("DERIBIT").history().orElseThrow();
    HistoryPages.Page page = deribit.read(candles, deribit.first(candles), body);
    assertEquals(5, page.rows().size());
    assertEquals(1_766_483_460_000L, page.rows().get(0).timeMillis());
    assertEquals(
        List.of("87451.0", "87456.5", "87451.0", "87456.5", "2.94375216", "257490.0"),
        Arrays.asList(page.rows().get(0).values()).subList(0, 6));
  }

  private static int rows(String venue, HistoryQuery query, Path fixtures, String name)
      throws IOException {
    HistoryPages pages = Venues.named(venue).history().orElseThrow();
    return pages
        .read(query, pages.first(query), Files.readAllBytes(fixtures.resolve(name)))
        .rows()
        .size();
  }

  /** Fetched rows go through the cleaning of exports: no volume, a hole, a bar that cannot be. */
  @Test
  void whatWasFetchedIsCleanedAsFilesAre() throws Exception {
    answers =
        request -> {
          List<String> rows = new ArrayList<>();
          for (int hour = 0; hour < 10; hour++) {
            if (hour != 4) {
              rows.add(
                  "[%d,\"10\",\"%s\",\"9\",\"10\",\"%s\",0,\"1\",1,\"1\",\"2\",\"0\"]"
                      .formatted(
                          START + hour * HOUR, hour == 6 ? "8" : "11", hour == 2 ? "0" : "5"));
            }
          }
          return "[" + String.join(",", rows) + "]";
        };
    fetch("BINANCE_SPOT", hours("BTCUSDT", Format.CANDLES, 10));
    HistoryTally tally =
        new HistoryFile(
                folder.resolve("fetched.csv"),
                Format.CANDLES,
                "BINANCE_SPOT",
                "BTCUSDT",
                HOUR * 1_000)
            .read(new CollectedRows());
    assertEquals(9, tally.rowsRead());
    assertEquals(7, tally.rowsKept());
    assertEquals("{high_below_low=1, no_volume=1}", tally.dropped().toString());
    assertEquals(3, tally.holes().stream().mapToLong(Hole::missing).sum());
  }
}
