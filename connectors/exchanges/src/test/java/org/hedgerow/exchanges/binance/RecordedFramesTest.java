package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Trade;
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
  private static final Pattern SESSION_FRAME = Pattern.compile("^[0-9.]+: ([\\[{].*)$");
  private static final Pattern SESSION_ANSWER =
      Pattern.compile("^https://[^/]+(/\\S+) -> [0-9.]+: (.*)$");

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
    try (BufferedReader lines = RecordedData.lines(recording)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String json = line.substring(line.indexOf(' ') + 1);
        decoder.decode(frame(market, json, "/depth?symbol=" + symbol), found);
      }
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
    TreeMap<String, Integer> unknown = new TreeMap<>();
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
      try (BufferedReader lines = RecordedData.lines(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Matcher stream = SESSION_FRAME.matcher(line);
          Matcher answer = SESSION_ANSWER.matcher(line);
          Collected found = new Collected();
          if (stream.matches()) {
            decoder.decode(frame(market, stream.group(1), null), found);
          } else if (answer.matches() && answer.group(1).contains("/depth?")) {
            decoder.decode(
                Samples.rest(
                    market, answer.group(1), answer.group(2).getBytes(StandardCharsets.UTF_8)),
                found);
          } else {
            continue;
          }
          assertTrue(found.calls() > 0, line);
          decoded += found.payloads.size();
          for (Collected.Rejection rejection : found.rejections) {
            assertEquals(RejectReason.UNKNOWN_CHANNEL, rejection.reason(), line);
            unknown.merge(rejection.channel(), 1, Integer::sum);
          }
        }
      }
    }
    // Candles are the only channel that we do not read.
    assertEquals(Set.of("kline"), unknown.keySet());
    assertEquals(237, unknown.get("kline"));
    assertTrue(decoded > 38_000, "decoded " + decoded);
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
            "kline_stream_closed.json UNKNOWN_CHANNEL kline",
            "kline_stream_open.json UNKNOWN_CHANNEL kline",
            "list_status_wrapped.json ignored",
            // Of 2018, without the first update id.
            "testDepthEvent.json MALFORMED depthUpdate",
            "testKlineEvent.json UNKNOWN_CHANNEL kline",
            "testTickerEvent.json UNKNOWN_CHANNEL 24hrTicker",
            "ticker_stream.json UNKNOWN_CHANNEL 24hrTicker",
            "trade_lite.json ignored"),
        List.copyOf(unknown));
  }

  @ParameterizedTest
  @CsvSource({
    "binance, SPOT, 24hrTicker depthSnapshot",
    "binance-futures, USD_M, 24hrTicker depthSnapshot openInterest",
    "binance-delivery, COIN_M, 24hrTicker depthSnapshot openInterest"
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
    try (BufferedReader lines = RecordedData.lines(session)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("wss://")) {
          STREAM_SYMBOL
              .matcher(line)
              .results()
              .forEach(match -> symbols.add(match.group(1).toUpperCase(Locale.ROOT)));
        }
        Matcher answer = SESSION_ANSWER.matcher(line);
        if (answer.matches()) {
          Matcher symbol = Pattern.compile("symbol=([A-Z0-9_]+)").matcher(answer.group(1));
          if (symbol.find()) {
            symbols.add(symbol.group(1));
          }
        }
      }
    }
    return symbols;
  }

  private static int count(Collected found, Class<?> type) {
    return (int) found.payloads.stream().filter(type::isInstance).count();
  }
}
