package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordedMessage.Kind;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every Binance frame of the recordings, from the real exchange, is decoded or known as unknown.
 */
class RecordedFramesTest {
  private static final Pattern SYMBOL =
      Pattern.compile("\"(?:s|symbol)\"\\s*:\\s*\"([A-Z0-9_-]+)\"");
  private static final Pattern STREAM_SYMBOL = Pattern.compile("[?/=]([a-z0-9_]+)@");

  @ParameterizedTest
  @CsvSource({
    "spot-btcusdt, SPOT, BTCUSDT, 9757, 28040, 3452",
    "spot-ethusdt, SPOT, ETHUSDT, 6106, 24077, 3435",
    "usdm-btcusdt, USD_M, BTCUSDT, 21313, 66089, 6552",
    "usdm-ethusdt, USD_M, ETHUSDT, 14076, 53992, 6587",
    "cm-btcusd_perp, COIN_M, BTCUSD_PERP, 2286, 19136, 26848"
  })
  void sixMinutesWithoutARejection(
      String file, BinanceMarket market, String symbol, int trades, int quotes, int deltas)
      throws IOException {
    Path recording = RecordedData.path("frames/binance-2024-08-08/" + file + "_20240808.gz");
    BinanceDecoder decoder = decoder(market, Set.of(symbol), false);
    Collected found = new Collected();
    for (RecordedMessage message : RecordedData.messages(recording)) {
      decoder.decode(frame(market, json(message), "/depth?symbol=" + symbol), found);
    }
    assertEquals(List.of(), found.rejections);
    assertEquals(List.of(), found.ignored);
    assertEquals(trades, count(found, Trade.class));
    assertEquals(quotes, count(found, Quote.class));
    assertEquals(deltas, count(found, BookDelta.class));
    assertEquals(trades + quotes + deltas, found.payloads.size());
    long unusable =
        found.payloads.stream()
            .filter(Quote.class::isInstance)
            .map(Quote.class::cast)
            .filter(quote -> Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) >= 0)
            .count();
    assertEquals(0, unusable, "crossed or locked quotes");
  }

  @Test
  void theSessionsWithoutARejection() throws IOException {
    Path folder = RecordedData.path("frames/sessions");
    TreeMap<String, Integer> ignored = new TreeMap<>();
    int decoded = 0;
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(file -> file.getFileName().toString().startsWith("BINANCE")).toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      BinanceMarket market =
          name.startsWith("BINANCE_DELIVERY")
              ? BinanceMarket.COIN_M
              : name.startsWith("BINANCE_FUTURES") ? BinanceMarket.USD_M : BinanceMarket.SPOT;
      BinanceDecoder decoder = decoder(market, symbols(file), true);
      for (RecordedMessage message : RecordedData.messages(file)) {
        Collected found = new Collected();
        if (message.kind() == Kind.FRAME) {
          decoder.decode(frame(market, json(message), null), found);
        } else if (message.kind() == Kind.ANSWER && message.request().contains("/depth?")) {
          decoder.decode(Samples.rest(market, message.request(), message.body()), found);
        } else {
          continue;
        }
        assertTrue(found.calls() > 0, message.text());
        decoded += found.payloads.size();
        assertEquals(List.of(), found.rejections, message.text());
        found.ignored.forEach(channel -> ignored.merge(channel, 1, Integer::sum));
      }
    }
    // As `zcat BINANCE* | grep -c '"e":"kline"'` counts them; nothing else is left out.
    assertEquals(Map.of("kline", 237), ignored);
    assertTrue(decoded > 38_000, "decoded " + decoded);
  }

  /** Figures as `zcat FILE | grep -o ...` shows them in the recorded lists. */
  @Test
  void listsOfInstrumentsSayWhatTheyAre() throws IOException {
    InstrumentStatus spot = listed("BINANCE.0@2021-06-28", BinanceMarket.SPOT, "ETHBTC");
    assertEquals(TradingStatus.TRADING, spot.getStatus());
    assertEquals(InstrumentKind.SPOT, spot.getDefinition().getKind());
    assertEquals(Decimals.of(new BigDecimal("0.000001")), spot.getDefinition().getTickSize());
    assertEquals(Decimals.of(new BigDecimal("0.001")), spot.getDefinition().getLotSize());
    assertEquals(Decimals.of(new BigDecimal("0.0001")), spot.getDefinition().getMinimumNotional());
    InstrumentStatus linear =
        listed("BINANCE_FUTURES.0@2021-06-28", BinanceMarket.USD_M, "BTCUSDT_210625");
    assertEquals(InstrumentKind.LINEAR_FUTURE, linear.getDefinition().getKind());
    assertEquals(1_624_608_000_000_000L, linear.getDefinition().getExpiryMicros());
    InstrumentStatus inverse =
        listed("BINANCE_DELIVERY.0@2021-06-28", BinanceMarket.COIN_M, "BTCUSD_PERP");
    assertEquals(InstrumentKind.INVERSE_PERPETUAL, inverse.getDefinition().getKind());
    assertEquals(Decimals.of(100), inverse.getDefinition().getContractValue());
    assertEquals("BTC", inverse.getDefinition().getSettlement());
    assertEquals("BINANCE_COINM:BTCUSD", inverse.getDefinition().getUnderlying());
    assertEquals(
        TradingStatus.DELISTED,
        listed("BINANCE.0@2021-06-28", BinanceMarket.SPOT, "GONEUSDT").getStatus());
  }

  private static InstrumentStatus listed(String recording, BinanceMarket market, String symbol)
      throws IOException {
    Path folder = RecordedData.path("frames/sessions");
    Path file;
    try (Stream<Path> list = Files.list(folder)) {
      file =
          list.filter(one -> one.getFileName().toString().startsWith(recording))
              .findFirst()
              .orElseThrow();
    }
    for (RecordedMessage message : RecordedData.messages(file)) {
      if (message.request().contains("/exchangeInfo")) {
        Collected found = new Collected();
        decoder(market, Set.of(symbol), true)
            .decode(Samples.rest(market, message.request(), message.body()), found);
        assertEquals(List.of(), found.rejections);
        assertEquals(1, found.payloads.size());
        return (InstrumentStatus) found.payloads.get(0);
      }
    }
    throw new AssertionError("no list in " + file);
  }

  /**
   * After each depth event the best prices of the book are those of the newest bookTicker whose
   * update id is not above the event's.
   */
  @ParameterizedTest
  @CsvSource({
    "spot-btcusdt, SPOT, BTCUSDT",
    "spot-ethusdt, SPOT, ETHUSDT",
    "usdm-btcusdt, USD_M, BTCUSDT",
    "usdm-ethusdt, USD_M, ETHUSDT",
    "cm-btcusd_perp, COIN_M, BTCUSD_PERP"
  })
  void theBookIsExact(String file, BinanceMarket market, String symbol) throws IOException {
    Path recording = RecordedData.path("frames/binance-2024-08-08/" + file + "_20240808.gz");
    BinanceDecoder decoder = decoder(market, Set.of(symbol), false);
    LevelBook book = new LevelBook();
    BookContinuity continuity = new BookContinuity();
    TreeMap<Long, Quote> quotes = new TreeMap<>();
    List<BookDelta> early = new ArrayList<>();
    boolean begun = false;
    int compared = 0;
    List<String> wrong = new ArrayList<>();
    // Quotes come before or after the event of the same id: all of them first.
    List<BookDelta> deltas = new ArrayList<>();
    for (RecordedMessage message : RecordedData.messages(recording)) {
      Collected found = new Collected();
      decoder.decode(frame(market, json(message), "/depth?symbol=" + symbol), found);
      for (Object payload : found.payloads) {
        if (payload instanceof Quote quote) {
          quotes.put(quote.getUpdateId(), quote);
        } else if (payload instanceof BookDelta delta) {
          deltas.add(delta);
        }
      }
    }
    for (BookDelta delta : deltas) {
      if (!begun && !delta.getSnapshot()) {
        early.add(delta);
        continue;
      }
      List<BookDelta> next = new ArrayList<>(List.of(delta));
      if (!begun) {
        begun = true;
        next.addAll(early);
      }
      for (BookDelta one : next) {
        boolean old = continuity.isOld(one);
        assertEquals(Optional.empty(), continuity.accept(one), file + " breaks");
        if (old) {
          continue;
        }
        book.apply(one);
        Map.Entry<Long, Quote> quote = quotes.floorEntry(one.getLastUpdateId());
        if (!one.getSnapshot() && quote != null) {
          compared++;
          if (!agree(book, quote.getValue())) {
            wrong.add(one.getLastUpdateId() + " and quote " + quote.getKey());
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(compared > 1_000, "compared " + compared);
  }

  @Test
  void documentsPerChannel() throws IOException {
    TreeSet<String> unknown = new TreeSet<>();
    for (String folder :
        List.of(
            "fixtures/nautilus_trader/binance/futures/market_data_json",
            "fixtures/nautilus_trader/binance/futures/user_data_json",
            "fixtures/nautilus_trader/binance/spot/user_data_json",
            "fixtures/xchange/xchange-stream-binance/binance/dto")) {
      BinanceMarket market = folder.contains("futures") ? BinanceMarket.USD_M : BinanceMarket.SPOT;
      try (Stream<Path> list = Files.list(RecordedData.path(folder))) {
        for (Path file : list.sorted().toList()) {
          String json = Files.readString(file).replaceAll("(?m)//.*$", "");
          Collected found = new Collected();
          decoder(market, symbolsIn(json), true).decode(frame(market, json, null), found);
          note(file.getFileName().toString(), found, unknown);
        }
      }
    }
    assertEquals(
        List.of(
            "account_update.json INVALID_VALUE ACCOUNT_UPDATE",
            "algo_update_canceled.json UNKNOWN_CHANNEL ALGO_UPDATE",
            "algo_update_new.json UNKNOWN_CHANNEL ALGO_UPDATE",
            "kline_stream_closed.json ignored",
            "kline_stream_open.json ignored",
            "list_status_wrapped.json ignored",
            // Of 2018, without the first update id.
            "testDepthEvent.json MALFORMED depthUpdate",
            "testKlineEvent.json ignored",
            "testTickerEvent.json ignored",
            "ticker_stream.json ignored",
            "trade_lite.json ignored"),
        List.copyOf(unknown));
  }

  @ParameterizedTest
  @CsvSource({
    "binance, SPOT, depthSnapshot",
    "binance-futures, USD_M, depthSnapshot openInterest",
    "binance-delivery, COIN_M, depthSnapshot openInterest"
  })
  void framesPerChannel(String file, BinanceMarket market, String expectedUnknown)
      throws IOException {
    Path fixture = RecordedData.path("fixtures/tardis-node/" + file + ".jsonl");
    TreeSet<String> unknown = new TreeSet<>();
    for (String line : Files.readAllLines(fixture)) {
      String json = line.substring(line.indexOf("\"frame\":") + 8, line.length() - 1);
      Collected found = new Collected();
      decoder(market, symbolsIn(json), true).decode(frame(market, json, null), found);
      assertTrue(found.calls() > 0, json);
      for (Collected.Rejection rejection : found.rejections) {
        // One of them lacks the aggregate trade's id, which frames of 2019 did not carry.
        if (rejection.reason() != RejectReason.MALFORMED || !json.contains("aggTrade")) {
          assertEquals(RejectReason.UNKNOWN_CHANNEL, rejection.reason(), json);
          unknown.add(rejection.channel());
        }
      }
    }
    assertEquals(Set.of(expectedUnknown.split(" ")), unknown);
  }

  private static boolean agree(LevelBook book, Quote quote) {
    return same(book.bestBid(), quote.getBidPrice(), quote.getBidQuantity())
        && same(book.bestAsk(), quote.getAskPrice(), quote.getAskQuantity());
  }

  private static boolean same(Level best, Decimal price, Decimal quantity) {
    return best != null
        && Decimals.compare(best.getPrice(), price) == 0
        && Decimals.compare(best.getQuantity(), quantity) == 0;
  }

  private static void note(String file, Collected found, Set<String> unknown) {
    assertTrue(found.calls() > 0, file);
    found.ignored.forEach(channel -> unknown.add(file + " ignored"));
    found.rejections.forEach(
        rejection -> unknown.add(file + " " + rejection.reason() + " " + rejection.channel()));
  }

  private static RawFrame frame(BinanceMarket market, String json, String snapshotRequest) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return snapshotRequest != null && json.startsWith("{\"lastUpdateId\"")
        ? Samples.rest(market, snapshotRequest, bytes)
        : Samples.stream(market, "acct", bytes);
  }

  private static BinanceDecoder decoder(
      BinanceMarket market, Set<String> symbols, boolean aggregateTrades) {
    List<Listing> listings = new ArrayList<>();
    for (String symbol : symbols) {
      listings.add(
          new Listing(
              market.venue() + ":" + symbol,
              symbol,
              symbol.replaceAll("_.*", ""),
              aggregateTrades));
    }
    return new BinanceDecoder(market, listings);
  }

  private static Set<String> symbolsIn(String json) {
    Set<String> symbols = new TreeSet<>();
    SYMBOL.matcher(json).results().forEach(match -> symbols.add(match.group(1)));
    if (json.contains("\"i\":\"BTCUSD\"")) {
      symbols.add("BTCUSD_PERP");
    }
    return symbols;
  }

  private static Set<String> symbols(Path session) throws IOException {
    Set<String> symbols = new TreeSet<>();
    Pattern parameter = Pattern.compile("symbol=([A-Z0-9_]+)");
    for (RecordedMessage message : RecordedData.messages(session)) {
      if (message.kind() == Kind.CONNECT) {
        STREAM_SYMBOL
            .matcher(message.address())
            .results()
            .forEach(match -> symbols.add(match.group(1).toUpperCase(Locale.ROOT)));
      } else if (message.kind() == Kind.ANSWER) {
        parameter
            .matcher(message.request())
            .results()
            .forEach(match -> symbols.add(match.group(1)));
      }
    }
    return symbols;
  }

  private static String json(RecordedMessage message) {
    return new String(message.body(), StandardCharsets.UTF_8);
  }

  private static int count(Collected found, Class<?> type) {
    return (int) found.payloads.stream().filter(type::isInstance).count();
  }
}
