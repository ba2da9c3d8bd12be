package org.hedgerow.exchanges.okx;

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
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;

class OkxVenueTest {
  private static Instrument instrument(String symbol, InstrumentKind kind, Channel... channels) {
    return new Instrument(
        "OKX:" + symbol,
        "OKX",
        symbol,
        kind,
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

  private static List<Subscription> subscriptions(String stream, Instrument... instruments) {
    return Venues.subscriptions(
        new Configuration(
            1,
            "",
            List.of(
                new VenueEndpoint(
                    "OKX",
                    Environment.PAPER,
                    URI.create("https://rest.example"),
                    URI.create(stream))),
            List.of(new Account("main", "OKX", "okx-keys", Optional.empty())),
            List.of(instruments),
            List.of(),
            List.of(),
            new Limits(
                BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1)));
  }

  @Test
  void everyChannelHasItsStream() {
    List<Subscription> subscriptions =
        subscriptions(
            "wss://stream.example:8443/",
            instrument(
                "XYZ-USDT", InstrumentKind.SPOT, Channel.TRADE, Channel.QUOTE, Channel.DEPTH),
            instrument(
                "XYZ-USD-SWAP",
                InstrumentKind.INVERSE_PERPETUAL,
                Channel.MARK,
                Channel.INDEX,
                Channel.FUNDING,
                Channel.OPEN_INTEREST,
                Channel.LIQUIDATION,
                Channel.STATUS),
            instrument(
                "XYZ-USD-231229-12-C",
                InstrumentKind.OPTION,
                Channel.OPTION_QUOTE,
                Channel.STATUS));
    assertEquals(
        List.of("OKX/market/0", "OKX/trades/0", "OKX/account/main"),
        subscriptions.stream().map(Subscription::connection).toList());
    assertEquals(
        List.of(
            "bbo-tbt?instId=XYZ-USDT",
            "books?instId=XYZ-USDT",
            "mark-price?instId=XYZ-USD-SWAP",
            "index-tickers?instId=XYZ-USD",
            "funding-rate?instId=XYZ-USD-SWAP",
            "open-interest?instId=XYZ-USD-SWAP",
            "liquidation-orders?instType=SWAP",
            "instruments?instType=SWAP",
            "status",
            "opt-summary?instFamily=XYZ-USD",
            "bbo-tbt?instId=XYZ-USD-231229-12-C",
            "instruments?instType=OPTION"),
        subscriptions.get(0).streams());
    assertEquals(
        List.of(
            "/api/v5/public/instruments?instType=SWAP&instId=XYZ-USD-SWAP",
            "/api/v5/public/instruments?instType=OPTION&instFamily=XYZ-USD"
                + "&instId=XYZ-USD-231229-12-C"),
        subscriptions.get(0).snapshots());
    assertEquals(
        URI.create("wss://stream.example:8443/ws/v5/public"), subscriptions.get(0).stream());
    assertEquals(List.of("trades-all?instId=XYZ-USDT"), subscriptions.get(1).streams());
    assertEquals(
        List.of("/api/v5/market/trades?limit=500&instId=XYZ-USDT"),
        subscriptions.get(1).snapshots());
    assertEquals(
        URI.create("wss://stream.example:8443/ws/v5/business"), subscriptions.get(1).stream());
    assertEquals(
        List.of("orders?instType=ANY", "balance_and_position"), subscriptions.get(2).streams());
    assertEquals(5, subscriptions.get(2).snapshots().size());
    assertEquals(
        URI.create("wss://stream.example:8443/ws/v5/private"), subscriptions.get(2).stream());
  }

  @Test
  void aQueryOfTheAddressStaysAtItsEnd() {
    assertEquals(
        URI.create("wss://stream.example/ws/v5/public?brokerId=9999"),
        subscriptions(
            "wss://stream.example?brokerId=9999",
            instrument("XYZ-USDT", InstrumentKind.SPOT, Channel.QUOTE))
            .get(0)
            .stream());
  }

  @Test
  void streamsAreSplitOverConnectionsBySymbol() {
    List<Instrument> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(
          instrument(
              "A" + i + "-USDT",
              InstrumentKind.SPOT,
              Channel.QUOTE,
              Channel.DEPTH,
              Channel.STATUS));
    }
    List<Subscription> subscriptions =
        subscriptions("wss://stream.example", many.toArray(Instrument[]::new));
    assertEquals(3, subscriptions.size());
    assertTrue(subscriptions.get(0).streams().size() <= OkxVenue.STREAMS_PER_CONNECTION);
    // 150 symbols with two streams each, and two that are about all of them.
    assertEquals(
        302, subscriptions.get(0).streams().size() + subscriptions.get(1).streams().size());
    assertEquals(
        150, subscriptions.get(0).snapshots().size() + subscriptions.get(1).snapshots().size());
  }

  @Test
  void aChannelThatTheVenueHasNotIsRefused() {
    for (Channel channel :
        List.of(
            Channel.FUNDING, Channel.OPEN_INTEREST, Channel.LIQUIDATION, Channel.OPTION_QUOTE)) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  subscriptions(
                      "wss://stream.example",
                      instrument("XYZ-USDT", InstrumentKind.SPOT, channel)));
      assertTrue(refusal.getMessage().startsWith("OKX:XYZ-USDT.channels"), refusal.getMessage());
    }
  }

  @Test
  void indices() {
    for (String symbol :
        List.of(
            "XYZ-USD",
            "XYZ-USD-SWAP",
            "XYZ-USD-231229",
            "XYZ-USD_UM-SWAP",
            "XYZ-USD-231229-12-C")) {
      assertEquals(
          "OKX:XYZ-USD", new OkxVenue().index(instrument(symbol, InstrumentKind.OPTION)), symbol);
    }
  }

  /** The venue's rule: 1 to 32 letters and digits, upper and lower case apart. */
  @Test
  void ourClientOrderIdsAreTaken() {
    for (long offset : new long[] {0, 1, (1L << 40) - 1}) {
      String id = new ClientOrderId((1 << 30) - 1, 1_023, offset, 7, 9, 63).encode();
      assertTrue(id.matches("[0-9A-Za-z]{1,32}"), id);
    }
  }
}
