package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Test;

/** Every OKX frame of the recordings is decoded, left out by name, or a named dead letter. */
class OkxRecordedFramesTest {
  private static final Pattern SYMBOL =
      Pattern.compile("\"(?:instId|instrument_id)\"\\s*:\\s*\"([A-Z0-9_.-]+)\"");
  private static final Pattern FRAME = Pattern.compile("^[0-9.]+: (\\{.*)$");
  private static final Pattern ANSWER = Pattern.compile("^https://[^/]+(/\\S+) -> [0-9.]+: (.*)$");

  private final TreeMap<String, Integer> outcomes = new TreeMap<>();

  private static OkxDecoder decoder(String text) {
    Set<String> symbols = new TreeSet<>();
    SYMBOL.matcher(text).results().forEach(match -> symbols.add(match.group(1)));
    List<Listing> listings = new ArrayList<>();
    for (String symbol : symbols) {
      listings.add(new Listing("OKX:" + symbol, symbol, kind(symbol), BigDecimal.TEN));
    }
    return new OkxDecoder(listings, Set.of());
  }

  /** As the venue names them; among recorded contracts, those in USD are inverse. */
  private static InstrumentKind kind(String symbol) {
    String[] parts = symbol.split("-");
    boolean inverse = parts.length > 1 && parts[1].equals("USD");
    if (parts.length == 2) {
      return InstrumentKind.SPOT;
    } else if (parts.length > 3) {
      return InstrumentKind.OPTION;
    } else if (parts[2].equals("SWAP")) {
      return inverse ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.LINEAR_PERPETUAL;
    }
    return inverse ? InstrumentKind.INVERSE_FUTURE : InstrumentKind.LINEAR_FUTURE;
  }

  private void note(String where, Collected found) {
    assertTrue(found.calls() > 0, where);
    for (SpecificRecord payload : found.payloads) {
      outcomes.merge(payload.getSchema().getName(), 1, Integer::sum);
    }
    found.ignored.forEach(channel -> outcomes.merge("ignored " + channel, 1, Integer::sum));
    found.rejections.forEach(
        rejection ->
            outcomes.merge(rejection.reason() + " " + rejection.channel(), 1, Integer::sum));
  }

  private Collected decode(OkxDecoder decoder, RawFrame frame) {
    Collected found = new Collected();
    decoder.decode(frame, found);
    return found;
  }

  /**
   * Counted by channel, event and action with Python's json over the same files; tickers by whether
   * bidPx and askPx are empty; instruments as rows of each answer. The answers of 2021-06 are
   * version 3.
   */
  @Test
  void sessions() throws IOException {
    for (Path file : files("frames/sessions", "OKE?X.*")) {
      List<String> lines = new ArrayList<>();
      try (BufferedReader reader = RecordedData.lines(file)) {
        reader.lines().forEach(lines::add);
      }
      OkxDecoder decoder = decoder(String.join("\n", lines));
      for (String line : lines) {
        Matcher stream = FRAME.matcher(line);
        Matcher answer = ANSWER.matcher(line);
        if (stream.matches()) {
          note(line, decode(decoder, Samples.stream(null, Samples.bytes(stream.group(1)))));
        } else if (answer.matches()) {
          note(
              line,
              decode(decoder, Samples.rest(null, answer.group(1), Samples.bytes(answer.group(2)))));
        }
      }
    }
    assertEquals(
        Map.ofEntries(
            Map.entry("BookDelta", 5183),
            Map.entry("InstrumentStatus", 2417),
            Map.entry("OptionQuote", 2),
            Map.entry("Quote", 63),
            Map.entry("Trade", 55),
            Map.entry("UNKNOWN_CHANNEL /api/futures/v3/instruments", 1),
            Map.entry("UNKNOWN_CHANNEL /api/option/v3/instruments/BTC-USD", 1),
            Map.entry("UNKNOWN_CHANNEL /api/option/v3/instruments/EOS-USD", 1),
            Map.entry("UNKNOWN_CHANNEL /api/option/v3/instruments/ETH-USD", 1),
            Map.entry("UNKNOWN_CHANNEL /api/spot/v3/instruments", 1),
            Map.entry("UNKNOWN_CHANNEL /api/swap/v3/instruments", 1),
            Map.entry("ignored subscribe", 90)),
        outcomes);
  }

  private static List<Path> files(String folder, String pattern) throws IOException {
    try (Stream<Path> list = Files.list(RecordedData.path(folder))) {
      return list.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  /** The sums of all 5183 recorded books, each over the book that the frames before it made. */
  @Test
  void everyRecordedSumIsRight() throws IOException {
    int checked = 0;
    for (Path file : files("frames/sessions", "OKE?X\\.ws.*")) {
      Map<String, BookWatch> watches = new HashMap<>();
      try (BufferedReader reader = RecordedData.lines(file)) {
        List<String> lines = reader.lines().toList();
        OkxDecoder decoder = decoder(String.join("\n", lines));
        for (String line : lines) {
          Matcher stream = FRAME.matcher(line);
          if (!stream.matches() || !line.contains("\"books-l2-tbt\"")) {
            continue;
          }
          Collected found = decode(decoder, Samples.stream(null, Samples.bytes(stream.group(1))));
          for (SpecificRecord payload : found.payloads) {
            BookDelta delta = (BookDelta) payload;
            if (delta.getSnapshot()) {
              watches.put(delta.getInstrument(), new BookWatch());
            }
            assertTrue(delta.getChecksum() != null, line);
            assertEquals(
                BookWatch.Verdict.FOLLOWS, watches.get(delta.getInstrument()).accept(delta), line);
            checked++;
          }
        }
      }
    }
    assertEquals(1_504 + 3_679, checked);
  }

  /** Counted with jq by table and channel: version 3 is refused by its table's name. */
  @Test
  void framesByChannel() throws IOException {
    for (String file :
        List.of("okex", "okex-futures", "okex-swap", "okex-options", "okex-spreads")) {
      for (String line :
          Files.readAllLines(RecordedData.path("fixtures/tardis-node/" + file + ".jsonl"))) {
        String json = line.substring(line.indexOf("\"frame\":") + 8, line.length() - 1);
        note(json, decode(decoder(json), Samples.stream(null, Samples.bytes(json))));
      }
    }
    assertEquals(
        Map.ofEntries(
            Map.entry("BookDelta", 6),
            Map.entry("Funding", 1),
            Map.entry("Index", 3),
            Map.entry("Liquidation", 2),
            Map.entry("Mark", 4),
            Map.entry("OpenInterest", 3),
            Map.entry("OptionQuote", 4),
            Map.entry("Quote", 6),
            Map.entry("Trade", 5),
            Map.entry("UNKNOWN_CHANNEL futures/depth", 2),
            Map.entry("UNKNOWN_CHANNEL futures/depth_l2_tbt", 3),
            Map.entry("UNKNOWN_CHANNEL futures/liquidation", 2),
            Map.entry("UNKNOWN_CHANNEL futures/mark_price", 1),
            Map.entry("UNKNOWN_CHANNEL futures/ticker", 4),
            Map.entry("UNKNOWN_CHANNEL futures/trade", 4),
            Map.entry("UNKNOWN_CHANNEL index/ticker", 1),
            Map.entry("UNKNOWN_CHANNEL option/depth", 1),
            Map.entry("UNKNOWN_CHANNEL option/depth_l2_tbt", 2),
            Map.entry("UNKNOWN_CHANNEL option/summary", 6),
            Map.entry("UNKNOWN_CHANNEL option/ticker", 1),
            Map.entry("UNKNOWN_CHANNEL spot/depth", 1),
            Map.entry("UNKNOWN_CHANNEL spot/depth_l2_tbt", 1),
            Map.entry("UNKNOWN_CHANNEL spot/ticker", 3),
            Map.entry("UNKNOWN_CHANNEL spot/trade", 2),
            Map.entry("UNKNOWN_CHANNEL swap/depth", 2),
            Map.entry("UNKNOWN_CHANNEL swap/depth_l2_tbt", 2),
            Map.entry("UNKNOWN_CHANNEL swap/funding_rate", 2),
            Map.entry("UNKNOWN_CHANNEL swap/liquidation", 2),
            Map.entry("UNKNOWN_CHANNEL swap/mark_price", 1),
            Map.entry("UNKNOWN_CHANNEL swap/ticker", 3),
            Map.entry("UNKNOWN_CHANNEL swap/trade", 2),
            Map.entry("UNKNOWN_CHANNEL liquidations", 2),
            Map.entry("ignored funding without a rate", 1),
            Map.entry("ignored price-limit", 1),
            Map.entry("ignored sprd-bbo-tbt", 1),
            Map.entry("ignored sprd-books5", 1),
            Map.entry("ignored sprd-public-trades", 1),
            Map.entry("ignored subscribe", 2)),
        outcomes);
  }

  /** What is sent to the venue, which it never sends itself. */
  @Test
  void requestsOfAnotherProject() throws IOException {
    for (Path file : files("fixtures/xchange/xchange-stream-okex", ".*")) {
      String json = Files.readString(file);
      note(json, decode(decoder(json), Samples.stream(null, Samples.bytes(json))));
    }
    assertEquals(
        Map.of("UNKNOWN_CHANNEL subscribe", 1, "UNKNOWN_CHANNEL unsubscribe", 1), outcomes);
  }

  @Test
  void documentsOfStreams() throws IOException {
    List<String> each = new ArrayList<>();
    for (Path file : files("fixtures/nautilus_trader/okx", "(ws|common)_.*")) {
      outcomes.clear();
      String json = Files.readString(file);
      note(json, decode(decoder(json), Samples.stream("acct", Samples.bytes(json))));
      each.add(file.getFileName().toString().replace(".json", "") + " " + outcomes);
    }
    // Two are no frames: lists without an envelope.
    assertEquals(
        List.of(
            "common_optional_string_to_u64 {MALFORMED =1}",
            "ws_account {BalanceReport=3}",
            "ws_account_empty {ignored account=1}",
            "ws_bbo_tbt {Quote=1}",
            "ws_books_snapshot {BookDelta=1}",
            "ws_books_update {BookDelta=1}",
            "ws_candle {ignored candle=1}",
            "ws_funding_rate {Funding=1}",
            "ws_instruments {InstrumentStatus=1}",
            "ws_opt_summary {MALFORMED =1}",
            "ws_orders {ExecutionReport=1}",
            "ws_orders_adl {ExecutionReport=1}",
            "ws_orders_algo {ignored orders-algo=1}",
            "ws_orders_fok {ExecutionReport=1}",
            "ws_orders_ioc {ExecutionReport=1}",
            "ws_orders_liquidation {ExecutionReport=1}",
            "ws_orders_optimal_limit_ioc {ExecutionReport=1}",
            "ws_orders_option {ExecutionReport=1}",
            "ws_orders_trigger {ExecutionReport=1}",
            "ws_sprd_orders {ignored sprd-orders=1}",
            "ws_tickers {Quote=1}",
            "ws_trades {Trade=1}"),
        each);
  }

  @Test
  void documentsOfAnswers() throws IOException {
    List<String> each = new ArrayList<>();
    int never = 0;
    for (Path file : files("fixtures/nautilus_trader/okx", "http_.*")) {
      outcomes.clear();
      String name = file.getFileName().toString().replace(".json", "");
      String json = Files.readString(file);
      // The answer with a book does not name its instrument.
      String named = name.equals("http_get_order_book") ? "\"instId\":\"BTC-USDT\"" : json;
      note(json, decode(decoder(named), answer(name, json)));
      if (outcomes.equals(Map.of("UNKNOWN_CHANNEL /" + name, 1))) {
        never++;
      } else {
        each.add(name + " " + outcomes);
      }
    }
    // What is never asked: candles, histories, tiers, fees, spreads, trigger orders, settings; and
    // answers to orders, which OkxAnswersTest reads.
    assertEquals(20, never);
    assertEquals(
        List.of(
            "http_get_account_balance {BalanceReport=1}",
            "http_get_index_price {Index=1}",
            "http_get_instruments_futures {InstrumentStatus=6}",
            "http_get_instruments_margin {ignored instruments=1}",
            "http_get_instruments_option {InstrumentStatus=4}",
            "http_get_instruments_spot {InstrumentStatus=5}",
            "http_get_instruments_swap {InstrumentStatus=3}",
            "http_get_mark_price {Mark=1}",
            "http_get_option_summary {OptionQuote=4}",
            "http_get_order_book {BookDelta=1}",
            "http_get_orders_history {ExecutionReport=1}",
            "http_get_orders_pending {ExecutionReport=1}",
            "http_get_orders_pending_with_attached_tp_sl {ExecutionReport=1}",
            "http_get_positions {INVALID_VALUE statement=1}",
            "http_get_trades {Trade=2}",
            "http_transaction_detail {ExecutionReport=1}",
            "http_transaction_detail_empty_fee {ExecutionReport=1}"),
        each);
  }

  /**
   * As the answer to what would be asked to get it; what is never asked has its name for a path.
   */
  private static RawFrame answer(String name, String json) {
    String empty = "{\"code\":\"0\",\"data\":[],\"msg\":\"\"}";
    if (name.startsWith("http_get_instruments")) {
      return Samples.rest(null, Requests.INSTRUMENTS, Samples.bytes(json));
    }
    return switch (name) {
      case "http_get_order_book" ->
          // The answer does not name its instrument, and no decoder is made for one that none
          // names.
          Samples.rest(null, Requests.BOOK + "?instId=BTC-USDT", Samples.bytes(json));
      case "http_get_trades" -> Samples.rest(null, Requests.TRADES, Samples.bytes(json));
      case "http_get_mark_price" ->
          Samples.rest(null, "/api/v5/public/mark-price", Samples.bytes(json));
      case "http_get_index_price" ->
          Samples.rest(null, "/api/v5/market/index-tickers", Samples.bytes(json));
      case "http_get_option_summary" ->
          Samples.rest(null, "/api/v5/public/opt-summary", Samples.bytes(json));
      case "http_get_orders_pending", "http_get_orders_pending_with_attached_tp_sl" ->
          Samples.rest("acct", Requests.ORDERS_PENDING + "?limit=100", Samples.bytes(json));
      case "http_get_positions" ->
          statement("{\"positions\":" + json + ",\"balances\":" + empty + "}");
      case "http_get_account_balance" ->
          statement("{\"positions\":" + empty + ",\"balances\":" + json + "}");
      case "http_get_orders_history" ->
          executions(
              "{\"fills\":{\"code\":\"0\",\"data\":[{\"instId\":\"BTC-USDT-SWAP\",\"ordId\":"
                  + "\"2497956918703120384\",\"tradeId\":\"1518905529\",\"fillSz\":\"0.03\","
                  + "\"fillPx\":\"103698.9\",\"ts\":\"1746947317402\"}]},\"orders\":"
                  + json
                  + ",\"open\":"
                  + empty
                  + "}");
      case "http_transaction_detail", "http_transaction_detail_empty_fee" ->
          executions(
              "{\"fills\":{\"code\":\"0\",\"data\":["
                  + json
                  + "]},\"orders\":{\"code\":\"0\",\"data\":[{\"instId\":\"BTC-USDT\",\"ordId\":"
                  + "\"987654321\",\"clOrdId\":\"client_123\",\"side\":\"buy\",\"ordType\":\"limit\","
                  + "\"px\":\"42000.5\",\"sz\":\"0.002\",\"accFillSz\":\"0.001\",\"avgPx\":\"\"}]},"
                  + "\"open\":"
                  + empty
                  + "}");
      default -> Samples.rest(null, "/" + name, Samples.bytes(json));
    };
  }

  private static RawFrame statement(String json) {
    return Samples.rest("acct", Requests.POSITIONS + " + " + Requests.BALANCE, Samples.bytes(json));
  }

  private static RawFrame executions(String json) {
    return Samples.rest("acct", Requests.FILLS + "?instType=SWAP&limit=100", Samples.bytes(json));
  }
}
