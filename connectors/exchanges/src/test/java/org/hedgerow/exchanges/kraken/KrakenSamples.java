package org.hedgerow.exchanges.kraken;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.RawFrame;

/** Frames of our own making in Kraken's forms, and decoders for their instruments. */
final class KrakenSamples {
  static final String TRADE =
      "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
          + "\"side\":\"sell\",\"price\":60000.10,\"qty\":0.00250000,\"ord_type\":\"limit\","
          + "\"trade_id\":77,\"timestamp\":\"2023-11-14T22:13:20.123456Z\"}]}";
  static final String BOOK =
      "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\","
          + "\"bids\":[{\"price\":60000.10,\"qty\":1.50000000}],"
          + "\"asks\":[{\"price\":60000.20,\"qty\":0.00000500}],\"checksum\":4294967295,"
          + "\"timestamp\":\"2023-11-14T22:13:20.000001Z\"}]}";
  static final String TICKER =
      "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
          + "\"bid\":60000.1,\"bid_qty\":2.5,\"ask\":60000.2,\"ask_qty\":0.75,\"last\":1,"
          + "\"volume\":9}]}";
  static final String INSTRUMENT =
      "{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[{\"id\":\"USD\"}],"
          + "\"pairs\":[{\"symbol\":\"ETC/EUR\",\"status\":\"online\"},{\"symbol\":\"BTC/USD\","
          + "\"base\":\"BTC\",\"quote\":\"USD\",\"status\":\"post_only\",\"qty_increment\":1e-8,"
          + "\"qty_min\":0.0001,\"price_increment\":0.1,\"tick_size\":0.1,\"cost_min\":0.5}]}}";
  static final String NEW_ORDER =
      "{\"channel\":\"executions\",\"type\":\"update\",\"sequence\":2,\"data\":[{"
          + "\"order_id\":\"OAAAAA-BBBBB-CCCCCC\",\"cl_ord_id\":\"abcdefgh0123456789\","
          + "\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"order_type\":\"limit\","
          + "\"order_qty\":2.0,\"cum_cost\":0,\"limit_price\":60000.1,\"time_in_force\":\"GTC\","
          + "\"post_only\":true,\"exec_type\":\"pending_new\",\"order_status\":\"pending_new\","
          + "\"timestamp\":\"2023-11-14T22:13:20.2Z\"}]}";
  static final String ACCEPTED =
      "{\"channel\":\"executions\",\"type\":\"update\",\"sequence\":3,\"data\":[{"
          + "\"order_id\":\"OAAAAA-BBBBB-CCCCCC\",\"exec_type\":\"new\","
          + "\"order_status\":\"new\",\"timestamp\":\"2023-11-14T22:13:20.3Z\"}]}";
  static final String FILL =
      "{\"channel\":\"executions\",\"type\":\"update\",\"sequence\":4,\"data\":[{"
          + "\"order_id\":\"OAAAAA-BBBBB-CCCCCC\",\"exec_id\":\"TAAAAA-BBBBB-CCCCCC\","
          + "\"exec_type\":\"trade\",\"trade_id\":365573,\"symbol\":\"BTC/USD\",\"side\":\"buy\","
          + "\"last_qty\":0.5,\"last_price\":60000.1,\"liquidity_ind\":\"m\",\"cost\":30000.05,"
          + "\"order_type\":\"limit\",\"order_status\":\"partially_filled\","
          + "\"fees\":[{\"asset\":\"USD\",\"qty\":75.5}],"
          + "\"timestamp\":\"2023-11-14T22:13:20.4Z\"}]}";
  static final String BALANCES =
      "{\"channel\":\"balances\",\"type\":\"snapshot\",\"sequence\":1,\"data\":[{"
          + "\"asset\":\"BTC\",\"asset_class\":\"currency\",\"balance\":3.5,\"wallets\":["
          + "{\"type\":\"spot\",\"id\":\"main\",\"balance\":1.25},"
          + "{\"type\":\"earn\",\"id\":\"flex\",\"balance\":2.25}]}]}";
  static final String LEDGER =
      "{\"channel\":\"balances\",\"type\":\"update\",\"sequence\":2,\"data\":[{"
          + "\"ledger_id\":\"LAAAAA\",\"ref_id\":\"R\",\"type\":\"withdrawal\",\"asset\":\"USD\","
          + "\"category\":\"withdrawal\",\"wallet_type\":\"spot\",\"wallet_id\":\"main\","
          + "\"amount\":-100,\"fee\":4,\"balance\":896,"
          + "\"timestamp\":\"2023-11-14T22:13:20.5Z\"}]}";

  static final List<String> SPOT = List.of(TRADE, BOOK, TICKER, INSTRUMENT, BALANCES, LEDGER);

  static final String FUTURES_TICKER =
      "{\"feed\":\"ticker\",\"product_id\":\"PF_XBTUSD\",\"time\":1700000000123,\"bid\":60000.5,"
          + "\"ask\":60001,\"bid_size\":0.25,\"ask_size\":1.5,\"index\":60002.25,"
          + "\"markPrice\":60000.75,\"relative_funding_rate\":-1.25e-5,"
          + "\"next_funding_rate_time\":1700002800000,\"openInterest\":1234.5,"
          + "\"suspended\":false,\"post_only\":false,\"pair\":\"XBT:USD\"}";
  static final String FUTURES_TRADE =
      "{\"feed\":\"trade\",\"product_id\":\"PI_XBTUSD\",\"uid\":\"u-1\",\"side\":\"sell\","
          + "\"type\":\"liquidation\",\"seq\":5,\"time\":1700000000200,\"qty\":15000,"
          + "\"price\":60000.5}";
  static final String FUTURES_BOOK =
      "{\"feed\":\"book\",\"product_id\":\"PF_XBTUSD\",\"side\":\"buy\",\"seq\":12,"
          + "\"price\":60000.5,\"qty\":0,\"timestamp\":1700000000300}";
  static final String FUTURES_SNAPSHOT =
      "{\"feed\":\"book_snapshot\",\"product_id\":\"PF_XBTUSD\",\"timestamp\":1700000000100,"
          + "\"seq\":11,\"tickSize\":null,\"bids\":[{\"price\":60000.5,\"qty\":2}],"
          + "\"asks\":[{\"price\":60001,\"qty\":0.5},{\"price\":60002,\"qty\":1}]}";
  static final String FUTURES_ORDER =
      "{\"feed\":\"open_orders\",\"order\":{\"instrument\":\"PF_XBTUSD\",\"time\":1700000000400,"
          + "\"last_update_time\":1700000000410,\"qty\":1.5,\"filled\":0.5,"
          + "\"limit_price\":60000.5,\"stop_price\":0,\"type\":\"limit\",\"order_id\":\"o-1\","
          + "\"cli_ord_id\":\"abcdefgh0123456789\",\"direction\":1,\"reduce_only\":true},"
          + "\"is_cancel\":false,\"reason\":\"new_placed_order_by_user\"}";
  static final String FUTURES_FILL =
      "{\"feed\":\"fills\",\"username\":\"u\",\"fills\":[{\"instrument\":\"PF_XBTUSD\","
          + "\"time\":1700000000500,\"price\":60000.5,\"seq\":1,\"buy\":false,\"qty\":0.5,"
          + "\"remaining_order_qty\":1,\"order_id\":\"o-1\","
          + "\"cli_ord_id\":\"abcdefgh0123456789\",\"fill_id\":\"f-1\",\"fill_type\":\"maker\","
          + "\"fee_paid\":-0.25,\"fee_currency\":\"XBT\",\"order_type\":\"limit\"}]}";
  static final String FUTURES_POSITIONS =
      "{\"feed\":\"open_positions\",\"account\":\"a\",\"positions\":[{"
          + "\"instrument\":\"PI_XBTUSD\",\"balance\":-2000,\"pnl\":-0.5,"
          + "\"entry_price\":60000.5,\"mark_price\":1}]}";
  static final String FUTURES_BALANCES =
      "{\"feed\":\"balances_snapshot\",\"account\":\"a\",\"holding\":{\"XBT\":0.5,\"USD\":10},"
          + "\"futures\":{\"F-XBT:USD\":{\"name\":\"F-XBT:USD\",\"unit\":\"XBT\","
          + "\"balance\":1.25,\"portfolio_value\":3}},\"flex_futures\":{\"currencies\":{"
          + "\"USD\":{\"quantity\":90.5,\"value\":1}},\"balance_value\":5},"
          + "\"timestamp\":1700000000600,\"seq\":1}";

  static final List<String> FUTURES =
      List.of(
          FUTURES_TICKER,
          FUTURES_TRADE,
          FUTURES_BOOK,
          FUTURES_SNAPSHOT,
          FUTURES_ORDER,
          FUTURES_FILL,
          FUTURES_BALANCES);

  private KrakenSamples() {}

  static Listing spotListing(String symbol) {
    int slash = symbol.indexOf('/');
    return new Listing(
        KrakenSpotDecoder.VENUE + ":" + symbol,
        symbol,
        InstrumentKind.SPOT,
        symbol.substring(0, slash),
        symbol.substring(slash + 1),
        symbol.substring(slash + 1),
        new Decimal(1L, 0),
        new Decimal(1_000L, 0));
  }

  static Listing futuresListing(String symbol) {
    boolean inverse = !symbol.startsWith("PF_");
    return new Listing(
        KrakenFuturesDecoder.VENUE + ":" + symbol,
        symbol,
        inverse ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.LINEAR_PERPETUAL,
        "BTC",
        "USD",
        inverse ? "BTC" : "USD",
        new Decimal(1L, 0),
        new Decimal(1_000_000L, 0));
  }

  static KrakenSpotDecoder spotDecoder(String... symbols) {
    List<Listing> listings = new ArrayList<>();
    Set<String> assets = new LinkedHashSet<>();
    for (String symbol : symbols) {
      Listing listing = spotListing(symbol);
      listings.add(listing);
      assets.add(listing.base());
      assets.add(listing.quote());
    }
    return new KrakenSpotDecoder(listings, assets);
  }

  static KrakenFuturesDecoder futuresDecoder(String... symbols) {
    List<Listing> listings = new ArrayList<>();
    for (String symbol : symbols) {
      listings.add(futuresListing(symbol));
    }
    return new KrakenFuturesDecoder(listings, new LinkedHashSet<>(List.of("BTC", "USD")));
  }

  static RawFrame stream(String venue, String account, byte[] json) {
    return new RawFrame(
        venue,
        venue + "/test/0",
        3L,
        7L,
        1_700_000_000_000_000L,
        FrameKind.STREAM,
        account,
        null,
        ByteBuffer.wrap(json));
  }

  static Collected decode(FrameDecoder decoder, String json) {
    return decode(decoder, json.getBytes(StandardCharsets.UTF_8));
  }

  static Collected decode(FrameDecoder decoder, byte[] json) {
    Collected found = new Collected();
    decoder.decode(stream("KRAKEN", "acct", json), found);
    return found;
  }

  static Collected answer(FrameDecoder decoder, String account, String request, String json) {
    RawFrame frame = stream("KRAKEN", account, json.getBytes(StandardCharsets.UTF_8));
    frame.setKind(FrameKind.REST);
    frame.setRequest(request);
    Collected found = new Collected();
    decoder.decode(frame, found);
    return found;
  }
}
