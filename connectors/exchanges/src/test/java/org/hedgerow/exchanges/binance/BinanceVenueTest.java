package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Limits;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;

class BinanceVenueTest {
  private static Instrument instrument(String venue, String symbol, Channel... channels) {
    return new Instrument(
        venue + ":" + symbol,
        venue,
        symbol,
        InstrumentKind.SPOT,
        "XYZ",
        "USDT",
        "USDT",
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ZERO,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        Arrays.asList(channels));
  }

  private static Configuration configuration(List<Instrument> instruments) {
    return new Configuration(
        1,
        "",
        List.of(endpoint("BINANCE_SPOT"), endpoint("BINANCE_USDM"), endpoint("BINANCE_COINM")),
        List.of(new Account("perp", "BINANCE_USDM", "perp-keys", Optional.empty())),
        instruments,
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  private static VenueEndpoint endpoint(String venue) {
    return new VenueEndpoint(
        venue,
        Environment.PAPER,
        URI.create("https://rest.example"),
        URI.create("wss://stream.example/"),
        URI.create("wss://accounts.example"));
  }

  @Test
  void everyChannelHasItsStream() {
    List<Subscription> subscriptions =
        Venues.subscriptions(
            configuration(
                List.of(
                    instrument(
                        "BINANCE_SPOT", "XYZUSDT", Channel.TRADE, Channel.QUOTE, Channel.DEPTH),
                    instrument(
                        "BINANCE_USDM",
                        "XYZUSDT",
                        Channel.MARK,
                        Channel.INDEX,
                        Channel.FUNDING,
                        Channel.LIQUIDATION,
                        Channel.QUOTE),
                    instrument("BINANCE_COINM", "XYZUSD_PERP", Channel.INDEX, Channel.MARK))));
    assertEquals(
        List.of(
            "BINANCE_SPOT/market/0",
            "BINANCE_USDM/public/0",
            "BINANCE_USDM/market/0",
            "BINANCE_USDM/account/perp",
            "BINANCE_COINM/market/0"),
        subscriptions.stream().map(Subscription::connection).toList());
    assertEquals(
        List.of("xyzusdt@trade", "xyzusdt@bookTicker", "xyzusdt@depth@100ms"),
        subscriptions.get(0).streams());
    assertEquals(
        List.of(
            "/api/v3/trades?symbol=XYZUSDT&limit=1000", "/api/v3/depth?symbol=XYZUSDT&limit=1000"),
        subscriptions.get(0).snapshots());
    assertEquals(List.of("xyzusdt@bookTicker"), subscriptions.get(1).streams());
    assertEquals(URI.create("wss://stream.example/public"), subscriptions.get(1).stream());
    assertEquals(
        List.of("xyzusdt@markPrice@1s", "xyzusdt@forceOrder"), subscriptions.get(2).streams());
    assertEquals(
        URI.create(
            "wss://stream.example/market/stream?streams=xyzusdt@markPrice@1s/xyzusdt@forceOrder"),
        Venues.named("BINANCE_USDM").session(subscriptions.get(2)).open().join());
    assertEquals(URI.create("wss://accounts.example"), subscriptions.get(3).stream());
    assertEquals("perp-keys", subscriptions.get(3).credentials());
    assertEquals(
        List.of(
            "/fapi/v1/userTrades?symbol=XYZUSDT&limit=1000"
                + " + /fapi/v1/allOrders?symbol=XYZUSDT&limit=1000",
            "/fapi/v1/openOrders",
            "/fapi/v3/positionRisk + /fapi/v3/balance"),
        subscriptions.get(3).snapshots());
    assertEquals(Duration.ofSeconds(30), subscriptions.get(3).snapshotInterval());
    assertEquals(Duration.ZERO, subscriptions.get(1).snapshotInterval());
    assertEquals(
        List.of("xyzusd@indexPrice@1s", "xyzusd_perp@markPrice@1s"),
        subscriptions.get(4).streams());
    assertEquals(
        URI.create(
            "wss://stream.example/stream?streams="
                + "xyzusdt@trade/xyzusdt@bookTicker/xyzusdt@depth@100ms"),
        Venues.named("BINANCE_SPOT").session(subscriptions.get(0)).open().join());
  }

  @Test
  void aSymbolStaysOnOneConnectionAndAConnectionWithinTheLimit() {
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      instruments.add(
          instrument("BINANCE_SPOT", "S" + i, Channel.TRADE, Channel.QUOTE, Channel.DEPTH));
    }
    List<Subscription> subscriptions =
        Venues.named("BINANCE_SPOT").subscriptions(configuration(instruments));
    assertEquals(3, subscriptions.size());
    Set<String> seen = new HashSet<>();
    int streams = 0;
    for (Subscription subscription : subscriptions) {
      assertTrue(subscription.streams().size() <= BinanceVenue.STREAMS_PER_CONNECTION);
      Set<String> symbols = new HashSet<>();
      subscription.streams().forEach(stream -> symbols.add(stream.split("@")[0]));
      symbols.forEach(symbol -> assertTrue(seen.add(symbol), symbol + " on two connections"));
      assertEquals(2 * symbols.size(), subscription.snapshots().size());
      streams += subscription.streams().size();
    }
    assertEquals(450, streams);
  }

  private static List<String> lists(String venue, int instruments) {
    List<Instrument> some = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      some.add(instrument(venue, "S" + i, Channel.TRADE, Channel.QUOTE, Channel.STATUS));
    }
    return Venues.named(venue).subscriptions(configuration(some)).stream()
        .flatMap(subscription -> subscription.snapshots().stream())
        .filter(snapshot -> snapshot.contains("exchangeInfo"))
        .toList();
  }

  /** However many connections there are. */
  @Test
  void theListOfInstrumentsIsAskedOnce() {
    assertEquals(List.of("/api/v3/exchangeInfo"), lists("BINANCE_SPOT", 150));
    assertEquals(List.of("/fapi/v1/exchangeInfo"), lists("BINANCE_USDM", 150));
    assertEquals(List.of("/fapi/v1/exchangeInfo"), lists("BINANCE_USDM", 1));
  }

  /** Where one of several is unknown, the venue refuses to tell of any. */
  @Test
  void fewSpotSymbolsAreAskedForOneByOne() {
    assertEquals(
        List.of("/api/v3/exchangeInfo?symbol=S0", "/api/v3/exchangeInfo?symbol=S1"),
        lists("BINANCE_SPOT", 2));
  }

  @Test
  void aSpotMarketHasNoMark() {
    Configuration configuration =
        configuration(List.of(instrument("BINANCE_SPOT", "XYZUSDT", Channel.MARK)));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Venues.subscriptions(configuration));
    assertTrue(refusal.getMessage().contains("BINANCE_SPOT:XYZUSDT.channels: 'mark'"));
  }

  @Test
  void anUnknownVenueIsNamedWithThoseThatThereAre() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Venues.named("MTGOX"));
    assertTrue(refusal.getMessage().contains("BINANCE_USDM"));
  }
}
