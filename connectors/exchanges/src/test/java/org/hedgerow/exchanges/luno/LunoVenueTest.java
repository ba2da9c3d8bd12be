package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Limits;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;

class LunoVenueTest {
  private final Venue venue = Venues.named("LUNO");

  private static Instrument instrument(String pair, Channel... channels) {
    return new Instrument(
        "LUNO:" + pair,
        "LUNO",
        pair,
        InstrumentKind.SPOT,
        "BTC",
        "ZAR",
        "ZAR",
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ZERO,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        Arrays.asList(channels));
  }

  private static Configuration configuration(List<Account> accounts, List<Instrument> instruments) {
    return new Configuration(
        1,
        "",
        List.of(
            new VenueEndpoint(
                "LUNO",
                Environment.PAPER,
                URI.create("https://rest.example/"),
                URI.create("wss://stream.example/"))),
        accounts,
        instruments,
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  private static List<Account> account() {
    return List.of(new Account("treasury", "LUNO", "luno-keys", Optional.empty()));
  }

  @Test
  void aConnectionAPairAndOneAnAccount() {
    List<Subscription> subscriptions =
        venue.subscriptions(
            configuration(
                account(),
                List.of(
                    instrument("XBTZAR", Channel.TRADE, Channel.DEPTH, Channel.STATUS),
                    instrument("ETHZAR", Channel.QUOTE))));
    assertEquals(
        List.of("LUNO/market/XBTZAR", "LUNO/market/ETHZAR", "LUNO/account/treasury"),
        subscriptions.stream().map(Subscription::connection).toList());
    assertEquals(
        List.of("/api/1/trades?pair=XBTZAR", "/api/exchange/1/markets?pair=XBTZAR"),
        subscriptions.get(0).snapshots());
    assertEquals("luno-keys", subscriptions.get(0).credentials());
    assertNull(subscriptions.get(0).account());
    assertEquals(Duration.ZERO, subscriptions.get(0).snapshotInterval());
    assertEquals(List.of(), subscriptions.get(1).snapshots());
    assertEquals(
        List.of(
            "/api/1/listtrades?pair=XBTZAR&limit=1000",
            "/api/1/listtrades?pair=ETHZAR&limit=1000",
            "/api/exchange/2/listorders?limit=1000",
            "/api/1/balance"),
        subscriptions.get(2).snapshots());
    assertEquals(Duration.ofSeconds(30), subscriptions.get(2).snapshotInterval());
  }

  @Test
  void thePairIsInTheAddress() {
    Subscription market =
        venue
            .subscriptions(configuration(List.of(), List.of(instrument("XBTZAR", Channel.QUOTE))))
            .get(0);
    assertNull(market.credentials());
    assertEquals(
        URI.create("wss://stream.example/api/1/stream/XBTZAR"),
        venue.session(market).open().join());
    assertEquals(List.of("{}"), venue.session(market).converse().opened());
  }

  @Test
  void notMoreConnectionsThanTheVenueAllows() {
    List<Instrument> instruments =
        IntStream.range(0, 50)
            .mapToObj(number -> instrument("P" + number + "ZAR", Channel.QUOTE))
            .toList();
    assertEquals(50, venue.subscriptions(configuration(List.of(), instruments)).size());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> venue.subscriptions(configuration(account(), instruments)))
            .getMessage()
            .contains("51; expected at most 50"));
  }

  @Test
  void aSpotMarketHasNoMark() {
    Configuration configuration =
        configuration(List.of(), List.of(instrument("XBTZAR", Channel.MARK)));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> venue.subscriptions(configuration))
            .getMessage()
            .contains("LUNO:XBTZAR.channels: 'mark'"));
  }

  /** 40 pairs are 42 requests a round; a quarter of 300 a minute is 75: 33.6 s. */
  @Test
  void manyPairsAreAskedForLessOften() {
    List<Instrument> instruments =
        IntStream.range(0, 40)
            .mapToObj(number -> instrument("P" + number + "ZAR", Channel.QUOTE))
            .toList();
    assertEquals(
        Duration.ofMillis(33_600),
        venue.subscriptions(configuration(account(), instruments)).get(40).snapshotInterval());
  }

  @Test
  void namesOfAssetsAreCanonical() {
    assertEquals("BTC", LunoAssets.base("XBTZAR"));
    assertEquals("ZAR", LunoAssets.quote("XBTZAR"));
    assertEquals("BTC", LunoAssets.base("XBTUSDT"));
    assertEquals("USDT", LunoAssets.quote("XBTUSDT"));
    assertEquals("AAVE", LunoAssets.base("AAVEZAR"));
    assertEquals("BTC", LunoAssets.quote("ETHXBT"));
    assertEquals("USDC", LunoAssets.base("USDCZAR"));
    assertEquals("LUNO:XBTZAR", venue.index(instrument("XBTZAR")));
  }
}
