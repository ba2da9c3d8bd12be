package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordedMessage.Kind;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.OptionQuote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded frame of the real exchange, and every document of other projects' tests. */
class RecordedFramesTest {
  private static final Pattern SYMBOL =
      Pattern.compile("\"instrument_name\"\\s*:\\s*\"([A-Z0-9a-z_-]+)\"");
  private static final Pattern COMBO = Pattern.compile("[A-Z_]+-(?!PERPETUAL)[A-Z]+[0-9]*-.*");
  private static final DateTimeFormatter EXPIRY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("dMMMuu")
          .toFormatter(Locale.ENGLISH);

  /**
   * Counts by {@code zcat | grep -c '"channel":"ticker'}, and of books by {@code "type":"snapshot"}
   * and {@code "type":"change"}; the lists' by {@code jq '.result|length'}.
   */
  @ParameterizedTest
  @CsvSource({
    "DERIBIT-5dd9ce.0@2021-04-16-939b7440.gz, 273, 10, 177, 1, 0",
    "DERIBIT.ws.30.0@2021-06-28-22bf4771.gz, 92, 10, 46, 1, 0",
    "DERIBIT.0@2021-06-28-22bf4771.gz, 0, 0, 0, 0, 922"
  })
  void sessions(String file, int tickers, int snapshots, int changes, int answers, int listed)
      throws IOException {
    Collected found = decoded(RecordedData.path("frames/sessions/" + file));
    assertEquals(List.of(), found.rejections);
    assertEquals(answers, found.ignored.stream().filter("answer"::equals).count());
    assertEquals(answers, found.ignored.size());
    assertEquals(tickers, count(found, OptionQuote.class));
    assertEquals(listed, count(found, InstrumentStatus.class));
    assertEquals(
        snapshots,
        found.payloads.stream()
            .filter(BookDelta.class::isInstance)
            .filter(delta -> ((BookDelta) delta).getSnapshot())
            .count());
    assertEquals(snapshots + changes, count(found, BookDelta.class));
    assertEquals(tickers + snapshots + changes + listed, found.payloads.size());
  }

  /** No break in any book, and each ticker's best bid and ask are the book's. */
  @ParameterizedTest
  @CsvSource({
    "DERIBIT-5dd9ce.0@2021-04-16-939b7440.gz, 273",
    "DERIBIT.ws.30.0@2021-06-28-22bf4771.gz, 92"
  })
  void booksAgreeWithTickers(String file, int compared) throws IOException {
    Collected found = decoded(RecordedData.path("frames/sessions/" + file));
    Map<String, BookContinuity> chains = new HashMap<>();
    List<String> mismatches = new ArrayList<>();
    int equal = 0;
    for (int i = 0; i < found.payloads.size(); i++) {
      SpecificRecord payload = found.payloads.get(i);
      if (payload instanceof BookDelta delta) {
        assertTrue(
            chains
                .computeIfAbsent(delta.getInstrument(), name -> new BookContinuity())
                .accept(delta)
                .isEmpty());
      } else if (payload instanceof OptionQuote quote) {
        LevelBook book = bookAt(found, quote.getInstrument(), found.times.get(i));
        if (book == null) {
          continue;
        }
        if (same(book.bestBid(), quote.getBidPrice(), quote.getBidQuantity())
            && same(book.bestAsk(), quote.getAskPrice(), quote.getAskQuantity())) {
          equal++;
        } else {
          mismatches.add(quote + " " + book.bestBid() + " " + book.bestAsk());
        }
      }
    }
    assertEquals(List.of(), mismatches);
    assertEquals(compared, equal);
  }

  /** The book as of a time of the venue, whenever its message came; null if it is not known. */
  private static LevelBook bookAt(Collected found, String instrument, long time) {
    LevelBook book = null;
    for (int i = 0; i < found.payloads.size(); i++) {
      if (found.payloads.get(i) instanceof BookDelta delta
          && delta.getInstrument().equals(instrument)
          && (delta.getSnapshot() || found.times.get(i) <= time)) {
        book = book == null ? new LevelBook() : book;
        book.apply(delta);
      }
    }
    return book;
  }

  private static boolean same(Level level, Decimal price, Decimal quantity) {
    return level == null
        ? price == null
        : level.getPrice().equals(price) && level.getQuantity().equals(quantity);
  }

  /**
   * The units of the greeks: Black's formula of 1976 with the venue's forward and volatility, rate
   * zero, expiry at 8:00 UTC. Vega a point of volatility, theta a calendar day, rho 1 %.
   */
  @Test
  void greeksAreInTheUnitsOfTheSchema() throws IOException {
    int compared = 0;
    for (String file :
        List.of(
            "DERIBIT-5dd9ce.0@2021-04-16-939b7440.gz", "DERIBIT.ws.30.0@2021-06-28-22bf4771.gz")) {
      Collected found = decoded(RecordedData.path("frames/sessions/" + file));
      for (int i = 0; i < found.payloads.size(); i++) {
        if (!(found.payloads.get(i) instanceof OptionQuote quote)) {
          continue;
        }
        String[] symbol = quote.getInstrument().split("[:-]");
        double years =
            (LocalDate.parse(symbol[2], EXPIRY)
                        .atTime(LocalTime.of(8, 0))
                        .toEpochSecond(ZoneOffset.UTC)
                    - found.times.get(i) / 1e6)
                / 31_536_000;
        double forward = Decimals.toDouble(quote.getUnderlyingPrice());
        double strike = Double.parseDouble(symbol[3]);
        double deviation = quote.getMarkVolatility() * Math.sqrt(years);
        double d1 = Math.log(forward / strike) / deviation + deviation / 2;
        double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        if (years < 2.0 / 365 || Math.abs(d1) > 2.5) {
          continue;
        }
        double vega = forward * density * Math.sqrt(years) / 100;
        double theta =
            -forward * density * quote.getMarkVolatility() / (2 * Math.sqrt(years)) / 365;
        assertEquals(vega, quote.getVega(), 0.02 * vega + 0.001, quote.toString());
        assertEquals(theta, quote.getTheta(), -0.02 * theta + 0.01, quote.toString());
        compared++;
      }
    }
    assertEquals(273, compared);
  }

  @Test
  void framesPerChannel() throws IOException {
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (String line :
        Files.readAllLines(RecordedData.path("fixtures/tardis-node/deribit.jsonl"))) {
      String json = line.substring(line.indexOf("\"frame\":") + 8, line.length() - 1);
      Collected found =
          Samples.decode(decoder(symbolsIn(json)), Samples.stream(Samples.utf8(json)));
      assertTrue(found.calls() > 0, json);
      outcomes.merge(outcome(found), 1, Integer::sum);
    }
    // 18 lines, told apart by reading them: four books, two tickers of a perpetual and five of
    // options, a quote, three of trades, two of which are forced, and three of combinations.
    assertEquals(
        Map.of(
            "{BookDelta=1}", 4,
            "{Funding=1, Index=1, Mark=1, OpenInterest=1, Quote=1}", 2,
            "{Liquidation=1, Trade=1}", 2,
            "{OptionQuote=1}", 5,
            "{Quote=1}", 1,
            "{Trade=2}", 1,
            "{UNKNOWN_INSTRUMENT ticker=1}", 3),
        outcomes);
  }

  @Test
  void documentsPerChannel() throws IOException {
    TreeSet<String> outcomes = new TreeSet<>();
    try (Stream<Path> list = Files.list(RecordedData.path("fixtures/nautilus_trader/deribit"))) {
      for (Path file : list.sorted().toList()) {
        String name = file.getFileName().toString();
        byte[] json = Files.readAllBytes(file);
        Set<String> symbols = symbolsIn(Files.readString(file));
        Collected found =
            Samples.decode(
                decoder(symbols),
                name.startsWith("ws_")
                    ? Samples.stream(json)
                    : Samples.rest(
                        null,
                        "/api/v2/public/"
                            + name.substring(5).replace("trades", "trades_by_instrument"),
                        json));
        assertTrue(found.calls() > 0, name);
        outcomes.add(name + " " + outcome(found));
      }
    }
    // The numbers of trades by jq '.result.trades|length', of instruments that are no combination
    // by jq '[.result[]|select(.kind|endswith("combo")|not)]|length'. Each file's channel by its
    // name. Answers that we do not ask for are dead letters under their request's name.
    assertEquals(
        """
        http_get_account_summaries.json {UNKNOWN_CHANNEL get_account_summaries.json=1}
        http_get_account_summaries_cross_margin.json \
        {UNKNOWN_CHANNEL get_account_summaries_cross_margin.json=1}
        http_get_combos.json {UNKNOWN_CHANNEL get_combos.json=1}
        http_get_expirations_any.json {UNKNOWN_CHANNEL get_expirations_any.json=1}
        http_get_expirations_btc_option.json {UNKNOWN_CHANNEL get_expirations_btc_option.json=1}
        http_get_instrument.json {UNKNOWN_CHANNEL get_instrument.json=1}
        http_get_instrument_option.json {UNKNOWN_CHANNEL get_instrument_option.json=1}
        http_get_instruments.json {InstrumentStatus=3}
        http_get_instruments_future_combo.json {ignored instruments=1}
        http_get_instruments_option_combo.json {ignored instruments=1}
        http_get_last_trades.json {Trade=10}
        http_get_last_trades_future_combo.json {UNKNOWN_INSTRUMENT trades=3}
        http_get_last_trades_historical_combo.json {UNKNOWN_INSTRUMENT trades=1}
        http_get_last_trades_option_combo.json {UNKNOWN_INSTRUMENT trades=1}
        http_get_last_trades_perpetual_with_combo_tags.json {Trade=7}
        http_get_order_book.json {UNKNOWN_CHANNEL get_order_book.json=1}
        http_get_time.json {UNKNOWN_CHANNEL get_time.json=1}
        http_get_tradingview_chart_data.json {UNKNOWN_CHANNEL get_tradingview_chart_data.json=1}
        http_test.json {UNKNOWN_CHANNEL test.json=1}
        ws_book_delta.json {BookDelta=1}
        ws_book_grouped_snapshot.json {BookTop=1}
        ws_book_snapshot.json {BookDelta=1}
        ws_chart.json {ignored chart=1}
        ws_error.json {VENUE_ERROR answer=1}
        ws_order_buy_response.json {ignored answer=1}
        ws_order_cancel_response.json {ignored answer=1}
        ws_order_edit_response.json {ignored answer=1}
        ws_order_sell_response.json {ignored answer=1}
        ws_order_stop_market_no_filled_amount.json {ignored answer=1}
        ws_order_stop_market_response.json {ignored answer=1}
        ws_portfolio.json {BalanceReport=1}
        ws_quote.json {Quote=1}
        ws_subscribe_response.json {ignored answer=1}
        ws_test_request.json {ignored heartbeat=1}
        ws_ticker.json {Funding=1, Index=1, Mark=1, OpenInterest=1, Quote=1}
        ws_trades.json {Trade=2}
        ws_trades_option_combo.json {UNKNOWN_INSTRUMENT trades=1}
        ws_volatility_index.json {ignored deribit_volatility_index=1}
        """
            .strip(),
        String.join("\n", outcomes));
  }

  /** Bodies without an envelope: each in the one that it comes in. */
  @Test
  void documentsOfAnotherClient() throws IOException {
    TreeSet<String> outcomes = new TreeSet<>();
    Path folder = RecordedData.path("fixtures/xchange/xchange-deribit/deribit/v2/dto/marketdata");
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.sorted().toList()) {
        String name = file.getFileName().toString();
        String json = Files.readString(file);
        FrameDecoder decoder = decoder(symbolsIn(json));
        Collected found =
            switch (name) {
              case "example-ticker.json" ->
                  Samples.decode(
                      decoder, Samples.stream(Samples.utf8(Samples.notice("ticker.X.raw", json))));
              case "example-trade.json" ->
                  Samples.decode(
                      decoder,
                      Samples.stream(
                          Samples.utf8(Samples.notice("trades.X.raw", "[" + json + "]"))));
              case "example-orderbook.json" ->
                  Samples.decode(
                      decoder,
                      Samples.stream(Samples.utf8(Samples.notice("book.X.none.20.100ms", json))));
              case "example-instrument.json" ->
                  Samples.decode(
                      decoder,
                      Samples.rest(
                          null,
                          "/api/v2/public/get_instruments?currency=BTC",
                          Samples.utf8("{\"result\":[" + json + "]}")));
              default ->
                  Samples.decode(
                      decoder,
                      Samples.rest(
                          null,
                          "/api/v2/public/" + name,
                          Samples.utf8("{\"result\":[" + json + "]}")));
            };
        outcomes.add(name + " " + outcome(found));
      }
    }
    assertEquals(
        """
        example-currency.json {UNKNOWN_CHANNEL example-currency.json=1}
        example-instrument.json {InstrumentStatus=1}
        example-orderbook.json {BookTop=1}
        example-summary.json {UNKNOWN_CHANNEL example-summary.json=1}
        example-ticker.json {OptionQuote=1}
        example-trade.json {Trade=1}
        """
            .strip(),
        String.join("\n", outcomes));
  }

  /**
   * The account's summaries, put together with positions as the connection does it. Balances by jq
   * '.result.summaries[]|[.currency,.balance]'; XYZ and USDC are the configured ones.
   */
  @ParameterizedTest
  @CsvSource({
    "http_get_account_summaries.json, BTC=302.60065765 ETH=100 XYZ=0 USDC=0",
    "http_get_account_summaries_cross_margin.json,"
        + " BTC=0.00002288 USDT=23.61869 ETH=0.000086 XYZ=0 USDC=0"
  })
  void accountSummaries(String name, String balances) throws IOException {
    String json = Files.readString(RecordedData.path("fixtures/nautilus_trader/deribit/" + name));
    Collected found =
        Samples.decodeRest(
            "acct",
            "/api/v2/private/get_positions?currency=any"
                + " + /api/v2/private/get_account_summaries",
            "{\"positions\":{\"result\":[]},\"balances\":" + json + "}");
    assertEquals(List.of(), found.rejections);
    assertEquals(
        balances,
        found.payloads.stream()
            .filter(BalanceReport.class::isInstance)
            .map(BalanceReport.class::cast)
            .map(one -> one.getAsset() + "=" + Decimals.toString(one.getWalletBalance()))
            .collect(Collectors.joining(" ")));
  }

  private static String outcome(Collected found) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    found.payloads.forEach(
        payload -> counts.merge(payload.getClass().getSimpleName(), 1, Integer::sum));
    found.ignored.forEach(channel -> counts.merge("ignored " + channel, 1, Integer::sum));
    found.rejections.forEach(
        rejection -> counts.merge(rejection.reason() + " " + rejection.channel(), 1, Integer::sum));
    return counts.toString();
  }

  private static Collected decoded(Path session) throws IOException {
    Set<String> symbols = new TreeSet<>();
    List<RecordedMessage> messages = RecordedData.messages(session);
    for (RecordedMessage message : messages) {
      symbols.addAll(symbolsIn(message.text()));
    }
    FrameDecoder decoder = decoder(symbols);
    Collected found = new Collected();
    int before = 0;
    for (RecordedMessage message : messages) {
      if (message.kind() == Kind.FRAME) {
        decoder.decode(Samples.stream(message.body()), found);
      } else if (message.kind() == Kind.ANSWER) {
        decoder.decode(Samples.rest(null, message.request(), message.body()), found);
      } else {
        continue;
      }
      assertTrue(found.calls() > before, message.text());
      before = found.calls();
    }
    return found;
  }

  private static FrameDecoder decoder(Set<String> symbols) {
    List<Instrument> instruments = new ArrayList<>();
    symbols.forEach(symbol -> instruments.add(Samples.instrument(symbol)));
    return Samples.decoder(instruments);
  }

  /** Combinations of instruments are not traded by us. */
  private static Set<String> symbolsIn(String json) {
    Set<String> symbols = new TreeSet<>();
    SYMBOL
        .matcher(json)
        .results()
        .map(match -> match.group(1))
        .filter(symbol -> !COMBO.matcher(symbol).matches())
        .forEach(symbols::add);
    return symbols;
  }

  private static int count(Collected found, Class<?> type) {
    return (int) found.payloads.stream().filter(type::isInstance).count();
  }
}
