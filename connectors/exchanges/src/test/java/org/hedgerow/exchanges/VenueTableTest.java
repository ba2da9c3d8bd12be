package org.hedgerow.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.history.HistoryQuery;
import org.junit.jupiter.api.Test;

/** The table of venues in the documents says what the code does. */
class VenueTableTest {
  /** An instrument that has most channels, and the option where there are options. */
  private static final Map<String, List<String>> INSTRUMENTS = new TreeMap<>();

  static {
    INSTRUMENTS.put("BINANCE_SPOT", List.of("XYZUSDT spot"));
    INSTRUMENTS.put("BINANCE_USDM", List.of("XYZUSDT linear_perpetual"));
    INSTRUMENTS.put("BINANCE_COINM", List.of("XYZUSD_PERP inverse_perpetual"));
    INSTRUMENTS.put("BYBIT_LINEAR", List.of("XYZUSDT linear_perpetual"));
    INSTRUMENTS.put(
        "DERIBIT", List.of("BTC-PERPETUAL inverse_perpetual", "BTC-26MAR27-60000-C option"));
    INSTRUMENTS.put("FTX", List.of("XYZ-PERP linear_perpetual"));
    INSTRUMENTS.put("KRAKEN_SPOT", List.of("XYZ/USD spot"));
    INSTRUMENTS.put("KRAKEN_FUTURES", List.of("PF_XYZUSD linear_perpetual"));
    INSTRUMENTS.put("LUNO", List.of("XYZZAR spot"));
    INSTRUMENTS.put(
        "OKX", List.of("BTC-USDT-SWAP linear_perpetual", "BTC-USD-270326-60000-C option"));
  }

  private static Configuration configuration(String venue, String instrument, String channels)
      throws ConfigurationException {
    String[] parts = instrument.split(" ");
    boolean option = parts[1].equals("option");
    return Configuration.parse(
        """
        version: 1
        venues:
          - {venue: %s, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1", instruments_every: 7m}
        accounts: []
        instruments:
          - instrument: "%s:%s"
            kind: %s
            base: XYZ
            quote: USD
            settlement: USD
            contract_value: 1
            tick_size: 0.01
            lot_size: 1
            minimum_quantity: 1
            maximum_quantity: 1000
            minimum_notional: 0
            channels: [%s]
        %s
        groups:
          - {group: XYZ, number: 1, instruments: []}
        portfolios: []
        limits:
          maximum_order_notional: 1000000
          price_collar: 0.01
          stale_after: 3s
          order_valid: 2s
          maximum_hedges_per_minute: 60
        """
            .formatted(
                venue,
                venue,
                parts[0],
                parts[1],
                channels,
                option
                    ? "    expiry: \"2027-03-26T08:00:00Z\"\n    strike: 60000\n    right: call"
                    : ""));
  }

  /** Whether any of the venue's instruments can have it subscribed. */
  private static boolean isLive(Venue venue, Channel channel) throws ConfigurationException {
    for (String instrument : INSTRUMENTS.get(venue.name())) {
      String channels = "trade, " + channel.name().toLowerCase(Locale.ROOT);
      try {
        Configuration configuration =
            configuration(venue.name(), instrument, channel == Channel.TRADE ? "trade" : channels);
        if (!venue.subscriptions(configuration).isEmpty()) {
          return true;
        }
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("expected") || venue.name().equals("FTX"), e::toString);
      }
    }
    return false;
  }

  private static boolean offers(HistoryPages pages, Format format) {
    try {
      pages.first(
          new HistoryQuery(
              "XYZ/USD",
              format,
              0,
              1,
              format == Format.FUNDING ? 0 : Duration.ofHours(1).toMillis()));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String history(Venue venue) {
    return venue
        .history()
        .map(
            pages ->
                (offers(pages, Format.CANDLES) ? "C" : "")
                    + (offers(pages, Format.MARK_CANDLES) ? "M" : "")
                    + (offers(pages, Format.INDEX_CANDLES) ? "I" : "")
                    + (offers(pages, Format.FUNDING) ? "F" : ""))
        .orElse("");
  }

  private static boolean hasOrders(Venue venue) throws ConfigurationException {
    try {
      venue.orders(
          configuration(venue.name(), INSTRUMENTS.get(venue.name()).get(0), "trade"),
          URI.create("http://127.0.0.1:1"),
          new Credentials("x", "k", "czNjcjN0"));
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @Test
  void theTableSaysWhatIsSubscribedOrderedAndFetched() throws Exception {
    Map<String, Map<String, String>> table = table();
    assertEquals(
        Venues.all().stream().map(Venue::name).sorted().toList(),
        table.keySet().stream().sorted().toList());
    for (Venue venue : Venues.all()) {
      Map<String, String> row = table.get(venue.name());
      for (Channel channel : Channel.values()) {
        String cell = row.get(channel.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        assertEquals(isLive(venue, channel), cell.contains("L"), venue.name() + " " + channel);
      }
      assertEquals(history(venue), row.get("history"), venue.name());
      assertEquals(hasOrders(venue), row.get("orders").contains("S"), venue.name());
      assertEquals(venue.allowsLiveOrders(), row.get("orders").contains("L"), venue.name());
    }
  }

  /** Where a status is to be had, it comes by a list that is asked for again, or by a stream. */
  @Test
  void listsOfInstrumentsAreAskedForAgain() throws Exception {
    Map<String, List<String>> lists = new TreeMap<>();
    for (Venue venue : Venues.all()) {
      if (!isLive(venue, Channel.STATUS)) {
        continue;
      }
      for (Subscription one :
          Venues.subscriptions(
              configuration(
                  venue.name(), INSTRUMENTS.get(venue.name()).get(0), "trade, depth, status"))) {
        if (!one.lists().isEmpty()) {
          assertEquals(Duration.ofMinutes(7), one.listInterval());
          assertTrue(one.snapshots().containsAll(one.lists()));
          lists.computeIfAbsent(venue.name(), none -> new ArrayList<>()).addAll(one.lists());
        } else if (!one.snapshotInterval().isZero()) {
          lists
              .computeIfAbsent(venue.name(), none -> new ArrayList<>())
              .add("all, every " + one.snapshotInterval());
        }
      }
    }
    Map<String, List<String>> expected = new TreeMap<>();
    expected.put("BINANCE_COINM", List.of("/dapi/v1/exchangeInfo"));
    expected.put("BINANCE_SPOT", List.of("/api/v3/exchangeInfo?symbol=XYZUSDT"));
    expected.put("BINANCE_USDM", List.of("/fapi/v1/exchangeInfo"));
    expected.put("DERIBIT", List.of("/api/v2/public/get_instruments?currency=BTC&kind=future"));
    // Kraken's spot market has a stream of its instruments; its futures' lists come each minute.
    expected.put("KRAKEN_FUTURES", List.of("all, every PT1M"));
    expected.put("LUNO", List.of("/api/exchange/1/markets?pair=XYZZAR"));
    expected.put("OKX", List.of("/api/v5/public/instruments?instType=SWAP&instId=BTC-USDT-SWAP"));
    assertEquals(expected, lists);
  }

  /** Cells by the names of the columns, by venue. */
  private static Map<String, Map<String, String>> table() throws IOException {
    Path project = Path.of("").toAbsolutePath();
    while (!Files.exists(project.resolve("docs").resolve("venues.md"))) {
      project = project.getParent();
    }
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    List<String> names = null;
    for (String line : Files.readAllLines(project.resolve("docs").resolve("venues.md"))) {
      if (!line.startsWith("|")) {
        if (names != null) {
          break;
        }
        continue;
      }
      List<String> cells =
          Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
      if (cells.contains("option quote")) {
        names = cells;
      } else if (names != null && !cells.get(0).startsWith("--")) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i < names.size(); i++) {
          row.put(names.get(i), cells.get(i));
        }
        table.put(cells.get(0), row);
      }
    }
    return table;
  }
}
