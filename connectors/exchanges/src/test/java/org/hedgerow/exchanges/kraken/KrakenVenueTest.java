package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

class KrakenVenueTest {
  private static Instrument instrument(String venue, String symbol, Channel... channels) {
    return new Instrument(
        venue + ":" + symbol,
        venue,
        symbol,
        InstrumentKind.SPOT,
        "BTC",
        "USD",
        "USD",
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ZERO,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        Arrays.asList(channels));
  }

  private static Configuration configuration(List<Instrument> instruments, Account... accounts) {
    return new Configuration(
        1,
        "",
        List.of(
            endpoint("KRAKEN_SPOT", "wss://ws.kraken.com/v2"),
            endpoint("KRAKEN_FUTURES", "wss://futures.kraken.com")),
        Arrays.asList(accounts),
        instruments,
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  private static VenueEndpoint endpoint(String venue, String stream) {
    return new VenueEndpoint(
        venue, Environment.SIMULATED, URI.create("https://rest.example"), URI.create(stream));
  }

  @Test
  void spotSubscriptions() {
    Configuration configuration =
        configuration(
            List.of(
                instrument(
                    "KRAKEN_SPOT",
                    "BTC/USD",
                    Channel.TRADE,
                    Channel.QUOTE,
                    Channel.DEPTH,
                    Channel.STATUS)),
            new Account("main", "KRAKEN_SPOT", "keys", Optional.empty()));
    List<Subscription> subscriptions = Venues.named("KRAKEN_SPOT").subscriptions(configuration);
    assertEquals(2, subscriptions.size());
    Subscription market = subscriptions.get(0);
    assertEquals("KRAKEN_SPOT/market/0", market.connection());
    assertEquals(
        List.of("trade:BTC/USD", "ticker:BTC/USD", "book:BTC/USD", "instrument"), market.streams());
    assertEquals(List.of("/0/public/Trades?pair=XBTUSD&count=1000"), market.snapshots());
    assertEquals(
        "wss://ws.kraken.com/v2",
        Venues.named("KRAKEN_SPOT").session(market).open().join().toString());
    Subscription account = subscriptions.get(1);
    assertEquals("main", account.account());
    assertEquals(3, account.snapshots().size());
    assertTrue(Venues.named("KRAKEN_SPOT").checksum().isPresent());
  }

  @Test
  void futuresSubscriptions() {
    Configuration configuration =
        configuration(
            List.of(
                instrument(
                    "KRAKEN_FUTURES",
                    "PF_XBTUSD",
                    Channel.MARK,
                    Channel.FUNDING,
                    Channel.LIQUIDATION,
                    Channel.STATUS),
                instrument("KRAKEN_FUTURES", "PI_XBTUSD", Channel.DEPTH, Channel.TRADE)),
            new Account("main", "KRAKEN_FUTURES", "keys", Optional.of("BTC")));
    List<Subscription> subscriptions = Venues.named("KRAKEN_FUTURES").subscriptions(configuration);
    assertEquals(
        List.of("ticker:PF_XBTUSD", "trade:PF_XBTUSD", "book:PI_XBTUSD", "trade:PI_XBTUSD"),
        subscriptions.get(0).streams());
    assertEquals(
        List.of("/derivatives/api/v3/instruments", "/derivatives/api/v3/history?symbol=PI_XBTUSD"),
        subscriptions.get(0).snapshots());
    assertEquals(Duration.ofMinutes(1), subscriptions.get(0).snapshotInterval());
    assertEquals(
        "wss://futures.kraken.com/ws/v1",
        Venues.named("KRAKEN_FUTURES").session(subscriptions.get(0)).open().join().toString());
    assertEquals(
        List.of("open_orders_verbose", "fills", "open_positions", "balances"),
        subscriptions.get(1).streams());
    for (String symbol : List.of("PF_XBTUSD", "PI_XBTUSD", "FI_XBTUSD_210625")) {
      assertEquals(
          "KRAKEN_FUTURES:XBTUSD",
          Venues.named("KRAKEN_FUTURES").index(instrument("KRAKEN_FUTURES", symbol)));
    }
  }

  @Test
  void aHundredSymbolsAConnection() {
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      instruments.add(instrument("KRAKEN_SPOT", "A" + i + "/USD", Channel.TRADE));
    }
    List<Subscription> subscriptions =
        Venues.named("KRAKEN_SPOT").subscriptions(configuration(instruments));
    assertEquals(
        List.of(100, 100, 1), subscriptions.stream().map(one -> one.streams().size()).toList());
  }

  @Test
  void channelsThatAVenueHasNot() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Venues.named("KRAKEN_SPOT")
                .subscriptions(
                    configuration(List.of(instrument("KRAKEN_SPOT", "BTC/USD", Channel.MARK)))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Venues.named("KRAKEN_FUTURES")
                .subscriptions(
                    configuration(
                        List.of(instrument("KRAKEN_FUTURES", "PF_XBTUSD", Channel.OPTION_QUOTE)))));
  }
}
