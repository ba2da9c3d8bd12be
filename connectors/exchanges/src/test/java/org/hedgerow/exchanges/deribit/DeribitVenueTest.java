package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeribitVenueTest {
  private static List<Subscription> subscriptions(Instrument... instruments) {
    return Venues.subscriptions(Samples.configuration(List.of(instruments)));
  }

  @Test
  void everyChannelHasItsStream() {
    List<Subscription> subscriptions =
        subscriptions(
            Samples.instrument(
                Samples.PERPETUAL,
                InstrumentKind.INVERSE_PERPETUAL,
                "10",
                Channel.TRADE,
                Channel.QUOTE,
                Channel.DEPTH,
                Channel.MARK,
                Channel.INDEX,
                Channel.FUNDING,
                Channel.OPEN_INTEREST,
                Channel.LIQUIDATION,
                Channel.STATUS),
            Samples.instrument(
                Samples.OPTION,
                InstrumentKind.OPTION,
                "1",
                Channel.OPTION_QUOTE,
                Channel.INDEX,
                Channel.STATUS),
            Samples.instrument(
                Samples.SPOT, InstrumentKind.SPOT, "1", Channel.QUOTE, Channel.INDEX));
    assertEquals(
        List.of("DERIBIT/market/0", "DERIBIT/account/acct"),
        subscriptions.stream().map(Subscription::connection).toList());
    assertEquals(
        List.of(
            "trades.XYZ-PERPETUAL.100ms",
            "quote.XYZ-PERPETUAL",
            "book.XYZ-PERPETUAL.100ms",
            "ticker.XYZ-PERPETUAL.100ms",
            "instrument.state.future.XYZ",
            "platform_state",
            "ticker.XYZ-27MAR26-100-C.100ms",
            "deribit_price_index.xyz_usd",
            "instrument.state.option.XYZ",
            "quote.XYZ_USDC",
            "deribit_price_index.xyz_usdc"),
        subscriptions.get(0).streams());
    assertEquals(
        List.of(
            "/api/v2/public/get_last_trades_by_instrument?instrument_name=XYZ-PERPETUAL"
                + "&count=1000&sorting=desc",
            "/api/v2/public/get_instruments?currency=XYZ&kind=future",
            "/api/v2/public/get_instruments?currency=XYZ&kind=option"),
        subscriptions.get(0).snapshots());
    Subscription account = subscriptions.get(1);
    assertEquals("keys", account.credentials());
    assertEquals(
        List.of("user.changes.any.any.raw", "user.portfolio.xyz", "user.portfolio.usdc"),
        account.streams());
    assertEquals(
        List.of(
            "/api/v2/private/get_user_trades_by_instrument?instrument_name=XYZ-PERPETUAL"
                + "&count=1000&sorting=desc",
            "/api/v2/private/get_user_trades_by_instrument?instrument_name=XYZ-27MAR26-100-C"
                + "&count=1000&sorting=desc",
            "/api/v2/private/get_user_trades_by_instrument?instrument_name=XYZ_USDC"
                + "&count=1000&sorting=desc",
            "/api/v2/private/get_open_orders",
            "/api/v2/private/get_positions?currency=any + /api/v2/private/get_account_summaries"),
        account.snapshots());
    assertEquals(Duration.ofSeconds(30), account.snapshotInterval());
    assertEquals(
        URI.create("wss://stream.example/ws/api/v2"),
        Venues.named("DERIBIT").session(subscriptions.get(0)).open().join());
  }

  @Test
  void manyInstrumentsAreAskedMoreSeldom() {
    // Five questions a second, a quarter of what the venue refills.
    assertEquals(Duration.ofSeconds(100), AccountQuestions.interval(500));
  }

  @Test
  void theAddressMayHaveThePathAlready() {
    assertEquals(
        URI.create("wss://www.example/ws/api/v2"),
        MarketSession.address(URI.create("wss://www.example/ws/api/v2/")));
  }

  @Test
  void aSymbolStaysOnOneConnectionAndAConnectionWithinTheLimit() {
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      instruments.add(
          Samples.instrument(
              "XYZ-27MAR26-" + i + "-C",
              InstrumentKind.OPTION,
              "1",
              Channel.OPTION_QUOTE,
              Channel.DEPTH,
              Channel.TRADE,
              Channel.INDEX));
    }
    List<Subscription> subscriptions =
        subscriptions(instruments.toArray(Instrument[]::new)).stream()
            .filter(one -> one.owner().isEmpty())
            .toList();
    assertEquals(3, subscriptions.size());
    Set<String> seen = new HashSet<>();
    for (Subscription subscription : subscriptions) {
      assertTrue(subscription.streams().size() <= DeribitVenue.CHANNELS_PER_CONNECTION);
      // Each has the index of its own instruments.
      assertTrue(subscription.streams().contains("deribit_price_index.xyz_usd"));
      Set<String> symbols = new HashSet<>();
      subscription.streams().stream()
          .filter(stream -> !stream.startsWith("deribit"))
          .forEach(stream -> symbols.add(stream.split("\\.")[1]));
      symbols.forEach(symbol -> assertTrue(seen.add(symbol), symbol + " on two connections"));
    }
    assertEquals(150, seen.size());
  }

  @ParameterizedTest
  @CsvSource({
    "XYZ_USDC, SPOT, MARK",
    "XYZ_USDC, SPOT, LIQUIDATION",
    "XYZ-27MAR26, INVERSE_FUTURE, FUNDING",
    "XYZ-PERPETUAL, INVERSE_PERPETUAL, OPTION_QUOTE"
  })
  void aChannelThatAKindHasNotIsRefused(String symbol, InstrumentKind kind, Channel channel) {
    Instrument instrument = Samples.instrument(symbol, kind, "1", channel);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> subscriptions(instrument));
    assertTrue(refusal.getMessage().startsWith("DERIBIT:" + symbol + ".channels: '"));
  }

  /** Names of the venue's documentation of instruments and indices. */
  @ParameterizedTest
  @CsvSource({
    "BTC-PERPETUAL, DERIBIT:btc_usd, BTC",
    "BTC-27MAR26, DERIBIT:btc_usd, BTC",
    "BTC-27MAR26-100000-C, DERIBIT:btc_usd, BTC",
    "BTC_USDC-PERPETUAL, DERIBIT:btc_usdc, USDC",
    "XRP_USDC-30JUN23-0d625-C, DERIBIT:xrp_usdc, USDC",
    "BTC_USDT, DERIBIT:btc_usdt, USDT"
  })
  void symbolsTellIndexAndCurrency(String symbol, String index, String currency) {
    Instrument instrument = Samples.instrument(symbol);
    assertEquals(index, new DeribitVenue().index(instrument));
    assertEquals(currency, Listing.of(instrument).currency());
  }
}
