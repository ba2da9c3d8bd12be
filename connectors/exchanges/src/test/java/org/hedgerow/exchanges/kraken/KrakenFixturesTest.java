package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Level;
import org.junit.jupiter.api.Test;

/**
 * Every fixture of Kraken. The tables were written by reading each file with its rows counted by
 * {@code jq '.. | objects'}; what a fixture comes to is payloads with their number, ignored
 * channels, and dead letters with reason and channel.
 */
class KrakenFixturesTest {
  private static final FrameDecoder SPOT =
      KrakenSamples.spotDecoder(
          "BTC/USD",
          "BTC/USDT",
          "ETH/USDT",
          "AAPLx/USD",
          "ANETx/USD",
          "BTC/EUR",
          "LTC/BTC",
          "XMR/USD",
          "BCH/USD",
          "BCH/EUR",
          "ADA/CAD",
          "LINK/ETH",
          "XRP/BTC",
          "REP/ETH",
          "LTC/USD");
  private static final FrameDecoder FUTURES =
      KrakenSamples.futuresDecoder(
          "PI_XBTUSD",
          "PI_ETHUSD",
          "PF_XBTUSD",
          "PF_ETHUSD",
          "PF_PEPEUSD",
          "PF_AAPLxUSD",
          "FI_XBTUSD_200925",
          "FI_LTCUSD_190426",
          "FI_LTCUSD_190628",
          "PI_LTCUSD",
          "FI_XBTUSD_190426",
          "FI_XBTUSD_190927",
          "PI_XRPUSD",
          "FI_ETHUSD_190426",
          "PF_SUIUSD",
          "PI_BCHUSD");

  @Test
  void framesOfOtherProjectsByFile() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    // Requests and answers of the WebSocket's own way for orders, which we do not use.
    for (String request : List.of("add_order", "amend_order", "batch_add", "cancel_order")) {
      expected.put("ws_" + request + "_request.json", "UNKNOWN_CHANNEL " + request);
    }
    expected.put("ws_add_order_response_failure.json", "VENUE_ERROR add_order");
    expected.put("ws_add_order_response_success.json", "add_order");
    expected.put("ws_batch_add_response_partial.json", "batch_add");
    expected.put("ws_book_snapshot.json", "BookDelta 1");
    expected.put("ws_book_update.json", "BookDelta 1");
    expected.put("ws_l3_snapshot.json", "level3");
    expected.put("ws_l3_update_add.json", "level3");
    expected.put("ws_l3_update_delete.json", "level3");
    expected.put("ws_l3_update_modify_price.json", "level3");
    expected.put("ws_l3_update_modify_qty.json", "level3");
    expected.put("ws_ohlc_update.json", "ohlc");
    expected.put("ws_pong.json", "pong");
    expected.put("ws_subscribe_response.json", "subscribe");
    expected.put("ws_ticker_snapshot.json", "Quote 1");
    expected.put("ws_trade_update.json", "Trade 2");
    expected.put("ws_futures_book_delta.json", "BookDelta 1");
    expected.put("ws_futures_book_snapshot.json", "BookDelta 1");
    expected.put("ws_futures_book_snapshot_with_zero_qty.json", "BookDelta 1");
    expected.put("ws_futures_fills_delta.json", "ExecutionReport 1");
    expected.put("ws_futures_fills_snapshot.json", "ExecutionReport 2");
    // The end of an order that no frame before it has shown.
    expected.put("ws_futures_open_orders_cancel.json", "INVALID_VALUE open_orders");
    expected.put("ws_futures_open_orders_cancel_post_only.json", "INVALID_VALUE open_orders");
    expected.put("ws_futures_open_orders_delta.json", "ExecutionReport 1");
    expected.put("ws_futures_open_orders_delta_full_fill.json", "ExecutionReport 1");
    expected.put("ws_futures_open_orders_snapshot.json", "ExecutionReport 1");
    expected.put("ws_futures_ticker.json", "Funding 1, Index 1, Mark 1, OpenInterest 1, Quote 1");
    expected.put("ws_futures_trade.json", "Trade 1");
    expected.put("ws_futures_trade_snapshot.json", "Trade 2");
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> list = Files.list(RecordedData.path("fixtures/nautilus_trader/kraken"))) {
      for (Path file : list.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("ws_")) {
          FrameDecoder decoder = name.startsWith("ws_futures_") ? FUTURES : SPOT;
          found.put(name, told(KrakenSamples.decode(decoder, text(file))));
        }
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void answersOfOtherProjectsByFile() throws IOException {
    // File, account, request, what it comes to. 720 candles stand in http_ohlc, 1000 trades in
    // http_trades (jq '.result.XBTUSDT | length').
    List<List<String>> table = new ArrayList<>();
    String spot = "/0/public/";
    String own = "/0/private/";
    String futures = "/derivatives/api/v3/";
    add(table, "http_asset_pairs.json", null, spot + "AssetPairs", "InstrumentStatus 1");
    add(table, "http_asset_pairs_tokenized.json", null, spot + "AssetPairs", "InstrumentStatus 1");
    add(table, "http_ohlc.json.gz", null, spot + "OHLC?pair=XBTUSDT", "OHLC");
    add(table, "http_order_book.json", null, spot + "Depth?pair=XBTUSDT", "BookTop 1");
    add(table, "http_server_time.json", null, spot + "Time", "Time");
    add(table, "http_system_status.json", null, spot + "SystemStatus", "SystemStatus");
    add(table, "http_ticker.json", null, spot + "Ticker?pair=XBTUSDT", "Ticker");
    add(table, "http_trades.json.gz", null, spot + "Trades?pair=XBTUSDT", "Trade 1000");
    add(table, "http_open_orders.json", "a", own + "OpenOrders", "ExecutionReport 2");
    add(table, "http_closed_orders.json", "a", own + "ClosedOrders", "ExecutionReport 2");
    add(table, "http_spot_balance.json", "a", own + "Balance", "BalanceReport 15");
    add(table, "http_spot_open_positions.json", "a", own + "OpenPositions", "OpenPositions");
    add(table, "http_spot_trade_balance.json", "a", own + "TradeBalance", "TradeBalance");
    // What orders are answered with is for the gateway, and never asked for by ingest.
    add(table, "http_add_order_spot.json", "a", own + "AddOrder", "UNKNOWN_CHANNEL ");
    add(table, "http_cancel_order_spot.json", "a", own + "CancelOrder", "UNKNOWN_CHANNEL ");
    // Alone it is not what we ask for: trades with their orders.
    add(table, "http_trades_history.json", "a", own + "TradesHistory", "MALFORMED TradesHistory");
    add(
        table,
        "http_futures_instruments.json",
        null,
        futures + "instruments",
        "InstrumentStatus 4");
    add(
        table,
        "http_futures_instrument_no_fee_schedule.json",
        null,
        futures + "instruments",
        "InstrumentStatus 1");
    add(
        table,
        "http_futures_orderbook.json",
        null,
        futures + "orderbook?symbol=PF_XBTUSD",
        "BookTop 1");
    add(table, "http_futures_tickers.json", null, futures + "tickers", "tickers");
    for (String kind : List.of("mark", "spot", "trade")) {
      add(
          table,
          "http_futures_candles_" + kind + ".json",
          null,
          "/api/charts/v1/" + kind + "/PF_XBTUSD/1h",
          "1h");
    }
    add(
        table,
        "http_futures_historical_funding_rates.json",
        null,
        futures + "historical-funding-rates?symbol=PF_XBTUSD",
        "historical-funding-rates");
    add(
        table,
        "http_futures_public_executions.json",
        null,
        "/api/history/v3/market/PF_XBTUSD/executions",
        "executions");
    add(table, "http_futures_fills.json", "a", futures + "fills", "ExecutionReport 3");
    add(table, "http_futures_open_orders.json", "a", futures + "openorders", "ExecutionReport 3");
    add(
        table,
        "http_futures_open_positions.json",
        "a",
        futures + "openpositions",
        "MALFORMED openpositions");
    for (String order :
        List.of(
            "http_send_order_futures.json",
            "http_send_order_futures_unknown_trigger.json",
            "http_cancel_order_futures.json",
            "http_futures_order_events.json",
            "http_futures_order_events_unknown.json")) {
      add(table, order, "a", futures + "sendorder", "UNKNOWN_CHANNEL ");
    }
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    Path folder = RecordedData.path("fixtures/nautilus_trader/kraken");
    for (List<String> row : table) {
      expected.put(row.get(0), row.get(3));
      FrameDecoder decoder = row.get(2).startsWith("/0/") ? SPOT : FUTURES;
      found.put(
          row.get(0),
          told(
              KrakenSamples.answer(
                  decoder,
                  row.get(1).isEmpty() ? null : row.get(1),
                  row.get(2),
                  text(folder.resolve(row.get(0))))));
    }
    try (Stream<Path> list = Files.list(folder)) {
      List<String> answers =
          list.map(path -> path.getFileName().toString())
              .filter(name -> name.startsWith("http_"))
              .sorted()
              .toList();
      assertEquals(answers, List.copyOf(found.keySet()));
    }
    assertEquals(expected, found);
  }

  @Test
  void answersOfXchangeByFile() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    String account = "kraken/dto/account/example-";
    for (String file :
        List.of("deposit-addresses", "deposit-addresses-trx", "deposit-addresses-xrp")) {
      expected.put(account + file, "DepositAddresses");
    }
    for (String file :
        List.of("deposit-methods-trx", "deposit-methods-usdt", "deposit-methods-xrp")) {
      expected.put(account + file, "DepositMethods");
    }
    expected.put(account + "balance-data", "BalanceReport 16");
    expected.put(account + "ledgerinfo-data", "Ledgers");
    expected.put(account + "tradebalanceinfo-data", "TradeBalance");
    expected.put(account + "tradevolume-data", "TradeVolume");
    expected.put(account + "tradevolume-data-2", "TradeVolume");
    expected.put(account + "krakenWebsocketToken-data", "UNKNOWN_CHANNEL ");
    String trading = "kraken/dto/trading/example-";
    expected.put(trading + "addorder-response-data", "UNKNOWN_CHANNEL ");
    expected.put(trading + "order-data", "UNKNOWN_CHANNEL ");
    expected.put(trading + "cancelorder-data", "UNKNOWN_CHANNEL ");
    // Of six, XRPXBT, REPETH and XBTEUR are of pairs that are configured here.
    expected.put(trading + "openorders-data", "ExecutionReport 3, UNKNOWN_INSTRUMENT OpenOrders");
    // Its volume is in euros.
    expected.put(trading + "openorders-in-transaction-currency-data", "INVALID_VALUE OpenOrders");
    expected.put(trading + "tradehistory-data", "MALFORMED TradesHistory");
    expected.put(trading + "tradehistory-icn", "MALFORMED TradesHistory");
    expected.put("kraken/dto/order/example-market-ask-order", "ExecutionReport 1");
    String market = "kraken/dto/marketdata/example-";
    expected.put(market + "ticker-data", "Ticker");
    expected.put(market + "ohlc-data", "OHLC");
    // Of 2013, when trades had no id.
    expected.put(market + "trades-data", "MALFORMED Trades");
    expected.put(market + "servertime-data", "Time");
    expected.put(market + "assets-data", "Assets");
    expected.put(market + "assetpairs-data", "InstrumentStatus 10");
    expected.put(market + "spreads-data", "Spread");
    expected.put(market + "depth-data", "BookTop 1");
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("deposit-addresses", "DepositAddresses");
    requests.put("deposit-methods", "DepositMethods");
    requests.put("balance-data", "Balance");
    requests.put("ledgerinfo", "Ledgers");
    requests.put("tradebalanceinfo", "TradeBalance");
    requests.put("tradevolume", "TradeVolume");
    requests.put("krakenWebsocketToken", "GetWebSocketsToken");
    requests.put("addorder", "AddOrder");
    requests.put("cancelorder", "CancelOrder");
    requests.put("openorders", "OpenOrders");
    requests.put("tradehistory", "TradesHistory");
    requests.put("market-ask-order", "QueryOrders");
    requests.put("example-order-data", "AddOrder");
    Map<String, String> publicRequests = new LinkedHashMap<>();
    publicRequests.put("ticker-data", "Ticker");
    publicRequests.put("ohlc-data", "OHLC");
    publicRequests.put("trades-data", "Trades");
    publicRequests.put("servertime-data", "Time");
    publicRequests.put("assets-data", "Assets");
    publicRequests.put("assetpairs-data", "AssetPairs");
    publicRequests.put("spreads-data", "Spread");
    publicRequests.put("depth-data", "Depth");
    Map<String, String> found = new TreeMap<>();
    Path folder = RecordedData.path("fixtures/xchange/xchange-kraken");
    try (Stream<Path> list = Files.walk(folder)) {
      for (Path file : list.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replaceAll("\\.json(\\.gz)?$", "");
        boolean open = name.contains("marketdata");
        String resource =
            (open ? publicRequests : requests)
                .entrySet().stream()
                    .filter(entry -> name.contains(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name))
                    .getValue();
        String told =
            told(
                KrakenSamples.answer(
                    SPOT,
                    open ? null : "a",
                    (open ? "/0/public/" : "/0/private/") + resource,
                    text(file)));
        found.put(name, told);
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void streamsOfXchangeByFile() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> list =
        Files.list(RecordedData.path("fixtures/xchange/xchange-stream-kraken"))) {
      for (Path file : list.sorted().toList()) {
        found.put(file.getFileName().toString(), told(KrakenSamples.decode(SPOT, text(file))));
      }
    }
    assertEquals(
        new TreeMap<>(
            Map.of(
                "connectionDetails.json", "systemStatus",
                "orderBookMessageSnapshot.json", "BookDelta 1",
                "orderBookMessageUpdate00.json", "BookDelta 1",
                "orderBookMessageUpdate01.json", "BookDelta 1",
                "orderBookMessageUpdate02.json", "BookDelta 1",
                "subscriptionConfirmation.json", "subscriptionStatus",
                "ticker.json", "Quote 1",
                "trades.json", "Trade 2")),
        found);
  }

  /** Counts by hand: 8 + 6 frames of the spot market, 15 of futures; see the files. */
  @Test
  void linesOfTardis() throws IOException {
    assertEquals(
        List.of(
            "Trade 1",
            "Trade 2",
            "BookDelta 1",
            "BookDelta 1",
            "BookDelta 1",
            "BookDelta 1",
            "Quote 1",
            "spread without a quote"),
        lines("kraken.jsonl", SPOT));
    assertEquals(
        List.of(
            "Trade 1",
            "Trade 1",
            "BookDelta 1",
            "BookDelta 1",
            "Quote 1",
            "ticker without a quote"),
        lines("kraken-v2.jsonl", SPOT));
    String perpetual = "Funding 1, Index 1, Mark 1, OpenInterest 1, Quote 1";
    String dated = "Index 1, Mark 1, OpenInterest 1, Quote 1";
    assertEquals(
        List.of(
            "BookDelta 1",
            dated,
            perpetual,
            "Trade 1",
            "Trade 1",
            perpetual,
            "BookDelta 1",
            "BookDelta 1",
            "BookDelta 1",
            "Liquidation 1, Trade 1",
            "Liquidation 1, Trade 1",
            dated,
            perpetual,
            "Index 1, InstrumentStatus 1, Mark 1, OpenInterest 1",
            perpetual),
        lines("cryptofacilities.jsonl", FUTURES));
  }

  /**
   * The fixture's levels are three a side, where the venue sends ten, and their quantities have
   * lost zeros: its sums cannot be those of these levels.
   */
  @Test
  void theSumOfTheFixtureIsNotThatOfItsLevels() throws IOException {
    Path file =
        RecordedData.path("fixtures/nautilus_trader/kraken").resolve("ws_book_snapshot.json");
    BookDelta delta = (BookDelta) KrakenSamples.decode(SPOT, text(file)).only();
    LevelBook book = new LevelBook();
    book.apply(delta);
    assertEquals(2_439_117_997L, delta.getChecksum());
    Level first = delta.getAsks().get(0);
    assertEquals(3, first.getQuantity().getScale());
    assertTrue(new KrakenChecksum().of(book) != delta.getChecksum());
  }

  private static void add(
      List<List<String>> table, String file, String account, String request, String told) {
    table.add(List.of(file, account == null ? "" : account, request, told));
  }

  private static List<String> lines(String file, FrameDecoder decoder) throws IOException {
    List<String> told = new ArrayList<>();
    for (String line : Files.readAllLines(RecordedData.path("fixtures/tardis-node/" + file))) {
      told.add(
          told(
              KrakenSamples.decode(
                  decoder, line.substring(line.indexOf("\"frame\":") + 8, line.length() - 1))));
    }
    return told;
  }

  private static String text(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readString(file);
    }
    try (BufferedReader lines = RecordedData.lines(file)) {
      return lines.lines().collect(Collectors.joining("\n"));
    }
  }

  private static String told(Collected found) {
    assertTrue(found.calls() > 0);
    Map<String, Integer> payloads = new TreeMap<>();
    found.payloads.forEach(
        payload -> payloads.merge(payload.getClass().getSimpleName(), 1, Integer::sum));
    List<String> told = new ArrayList<>();
    payloads.forEach((type, count) -> told.add(type + " " + count));
    found.ignored.stream().distinct().forEach(told::add);
    found.rejections.stream()
        .map(rejection -> rejection.reason() + " " + rejection.channel())
        .distinct()
        .forEach(told::add);
    return String.join(", ", told);
  }
}
