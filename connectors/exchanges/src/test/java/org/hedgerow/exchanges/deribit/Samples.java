package org.hedgerow.exchanges.deribit;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.RawFrame;

/** Frames of our own making, in Deribit's form, and the decoder for their instruments. */
final class Samples {
  /** A contract is 10 USD. */
  static final String PERPETUAL = "XYZ-PERPETUAL";

  /** A contract is 0.001 XYZ. */
  static final String LINEAR = "XYZ_USDC-PERPETUAL";

  static final String OPTION = "XYZ-27MAR26-100-C";
  static final String SPOT = "XYZ_USDC";

  static final String TICKER =
      notice(
          "ticker.XYZ-PERPETUAL.100ms",
          "{\"timestamp\":1700000000123,\"state\":\"open\",\"stats\":{\"high\":101,\"low\":null},"
              + "\"index_price\":100.25,\"instrument_name\":\"XYZ-PERPETUAL\",\"last_price\":100.5,"
              + "\"open_interest\":1234560,\"mark_price\":100.3,\"best_ask_price\":100.5,"
              + "\"best_bid_price\":100.0,\"best_ask_amount\":2500,\"best_bid_amount\":40,"
              + "\"estimated_delivery_price\":\"expired\",\"current_funding\":-0.00012,"
              + "\"funding_8h\":1.5e-05}");
  static final String OPTION_TICKER =
      notice(
          "ticker.XYZ-27MAR26-100-C.100ms",
          "{\"timestamp\":1700000000200,\"instrument_name\":\"XYZ-27MAR26-100-C\","
              + "\"underlying_price\":102.5,\"underlying_index\":\"SYN.XYZ-27MAR26\","
              + "\"open_interest\":12.5,\"mark_price\":0.0415,\"mark_iv\":63.21,\"index_price\":101,"
              + "\"greeks\":{\"vega\":0.46511,\"theta\":-5.09811,\"rho\":0.16173,"
              + "\"gamma\":0.00134,\"delta\":0.8609},\"bid_iv\":0.0,\"best_bid_price\":0.0,"
              + "\"best_bid_amount\":0.0,\"best_ask_price\":0.045,\"best_ask_amount\":3.5,"
              + "\"ask_iv\":66.0}");
  static final String QUOTE =
      notice(
          "quote.XYZ-PERPETUAL",
          "{\"timestamp\":1700000000300,\"instrument_name\":\"XYZ-PERPETUAL\","
              + "\"best_bid_price\":100.0,\"best_bid_amount\":70.0,\"best_ask_price\":100.5,"
              + "\"best_ask_amount\":90.0}");
  static final String TRADES =
      notice(
          "trades.XYZ-PERPETUAL.100ms",
          "[{\"trade_seq\":7,\"trade_id\":\"901\",\"timestamp\":1700000000400,"
              + "\"tick_direction\":2,\"price\":100.5,\"instrument_name\":\"XYZ-PERPETUAL\","
              + "\"index_price\":100.2,\"direction\":\"sell\",\"amount\":50},"
              + "{\"trade_seq\":8,\"trade_id\":\"902\",\"timestamp\":1700000000401,"
              + "\"tick_direction\":2,\"price\":100.0,\"liquidation\":\"M\","
              + "\"instrument_name\":\"XYZ-PERPETUAL\",\"direction\":\"sell\",\"amount\":30.0}]");
  static final String BOOK_SNAPSHOT =
      notice(
          "book.XYZ_USDC-PERPETUAL.100ms",
          "{\"type\":\"snapshot\",\"timestamp\":1700000000500,"
              + "\"instrument_name\":\"XYZ_USDC-PERPETUAL\",\"change_id\":40,"
              + "\"bids\":[[\"new\",99.5,0.25],[\"new\",99.0,1.0]],\"asks\":[[\"new\",100.5,2.0]]}");
  static final String BOOK_CHANGE =
      notice(
          "book.XYZ_USDC-PERPETUAL.100ms",
          "{\"type\":\"change\",\"timestamp\":1700000000600,\"prev_change_id\":40,"
              + "\"instrument_name\":\"XYZ_USDC-PERPETUAL\",\"change_id\":45,"
              + "\"bids\":[[\"delete\",99.0,0.0],[\"change\",99.5,0.125]],\"asks\":[]}");
  static final String GROUPED_BOOK =
      notice(
          "book.XYZ-PERPETUAL.none.10.100ms",
          "{\"timestamp\":1700000000700,\"instrument_name\":\"XYZ-PERPETUAL\",\"change_id\":46,"
              + "\"bids\":[[100.0,40.0]],\"asks\":[[100.5,50.0],[101.0,60.0]]}");
  static final String INDEX =
      notice(
          "deribit_price_index.xyz_usd",
          "{\"timestamp\":1700000000800,\"price\":100.25,\"index_name\":\"xyz_usd\"}");
  static final String STATE =
      notice(
          "instrument.state.option.XYZ",
          "{\"timestamp\":1700000000900,\"state\":\"terminated\","
              + "\"instrument_name\":\"XYZ-27MAR26-100-C\"}");
  static final String LOCK =
      notice("platform_state", "{\"price_index\":\"xyz_usdc\",\"locked\":true}");
  static final String ORDER =
      "{\"time_in_force\":\"good_til_cancelled\",\"replaced\":false,\"reduce_only\":true,"
          + "\"price\":100.5,\"post_only\":true,\"order_type\":\"limit\",\"order_state\":\"open\","
          + "\"order_id\":\"5551\",\"last_update_timestamp\":1700000001000,"
          + "\"label\":\"0123456789abcDEFGH\",\"instrument_name\":\"XYZ-PERPETUAL\","
          + "\"filled_amount\":50,\"direction\":\"sell\",\"creation_timestamp\":1700000000990,"
          + "\"average_price\":100.5,\"api\":true,\"amount\":200}";
  static final String USER_TRADES =
      "[{\"trade_seq\":7,\"trade_id\":\"901\",\"timestamp\":1700000000998,\"state\":\"open\","
          + "\"reduce_only\":\"true\",\"price\":100.5,\"post_only\":\"true\","
          + "\"order_type\":\"limit\",\"order_id\":\"5551\",\"liquidity\":\"M\","
          + "\"instrument_name\":\"XYZ-PERPETUAL\",\"fee_currency\":\"XYZ\",\"fee\":-1.6e-7,"
          + "\"direction\":\"sell\",\"label\":\"0123456789abcDEFGH\",\"amount\":20},"
          + "{\"trade_seq\":8,\"trade_id\":\"902\",\"timestamp\":1700000000999,\"state\":\"open\","
          + "\"price\":100.5,\"order_type\":\"limit\",\"order_id\":\"5551\",\"liquidity\":\"T\","
          + "\"instrument_name\":\"XYZ-PERPETUAL\",\"fee_currency\":\"XYZ\",\"fee\":0.00000016,"
          + "\"direction\":\"sell\",\"label\":\"0123456789abcDEFGH\",\"amount\":10}]";
  static final String POSITION =
      "{\"total_profit_loss\":1.6,\"size_currency\":-0.5,\"size\":-50,\"mark_price\":100.3,"
          + "\"kind\":\"future\",\"instrument_name\":\"XYZ-PERPETUAL\","
          + "\"floating_profit_loss\":0.0125,\"direction\":\"sell\",\"average_price\":100.4}";
  static final String CHANGES =
      notice(
          "user.changes.any.any.raw",
          "{\"instrument_name\":\"XYZ-PERPETUAL\",\"trades\":"
              + USER_TRADES
              + ",\"orders\":["
              + ORDER
              + "],\"positions\":["
              + POSITION
              + "]}");
  static final String PORTFOLIO =
      notice(
          "user.portfolio.xyz",
          "{\"currency\":\"XYZ\",\"balance\":55.00055,\"equity\":55.1,\"margin_balance\":54.9}");

  static final List<String> ALL =
      List.of(
          TICKER,
          OPTION_TICKER,
          QUOTE,
          TRADES,
          BOOK_SNAPSHOT,
          BOOK_CHANGE,
          GROUPED_BOOK,
          INDEX,
          STATE,
          LOCK,
          CHANGES,
          PORTFOLIO);

  private Samples() {}

  static String notice(String channel, String data) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"subscription\",\"params\":{\"channel\":\""
        + channel
        + "\",\"data\":"
        + data
        + "}}";
  }

  static Instrument instrument(
      String symbol, InstrumentKind kind, String contractValue, Channel... channels) {
    boolean linear = symbol.contains("_");
    String base = symbol.split("[-_]")[0];
    return new Instrument(
        "DERIBIT:" + symbol,
        "DERIBIT",
        symbol,
        kind,
        base,
        linear ? "USDC" : "USD",
        linear ? "USDC" : base,
        new BigDecimal(contractValue),
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ONE,
        new BigDecimal("100000"),
        BigDecimal.ZERO,
        Arrays.asList(channels));
  }

  static List<Instrument> instruments() {
    return List.of(
        instrument(PERPETUAL, InstrumentKind.INVERSE_PERPETUAL, "10"),
        instrument(LINEAR, InstrumentKind.LINEAR_PERPETUAL, "0.001"),
        instrument(OPTION, InstrumentKind.OPTION, "1"),
        instrument(SPOT, InstrumentKind.SPOT, "1"));
  }

  /** As a symbol's form tells, counted in the venue's amounts. */
  static Instrument instrument(String symbol) {
    boolean linear = symbol.contains("_");
    InstrumentKind kind =
        symbol.matches(".*-[CP]")
            ? InstrumentKind.OPTION
            : symbol.endsWith("-PERPETUAL")
                ? linear ? InstrumentKind.LINEAR_PERPETUAL : InstrumentKind.INVERSE_PERPETUAL
                : symbol.contains("-")
                    ? linear ? InstrumentKind.LINEAR_FUTURE : InstrumentKind.INVERSE_FUTURE
                    : InstrumentKind.SPOT;
    return instrument(symbol, kind, "1");
  }

  static Configuration configuration(List<Instrument> instruments) {
    return new Configuration(
        1,
        "",
        List.of(
            new VenueEndpoint(
                "DERIBIT",
                Environment.PAPER,
                URI.create("https://rest.example/"),
                URI.create("wss://stream.example"))),
        List.of(new Account("acct", "DERIBIT", "keys", Optional.of("XYZ"))),
        instruments,
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  static FrameDecoder decoder() {
    return decoder(instruments());
  }

  static FrameDecoder decoder(List<Instrument> instruments) {
    return new DeribitVenue().decoder(configuration(new ArrayList<>(instruments)));
  }

  static RawFrame stream(byte[] json) {
    return new RawFrame(
        "DERIBIT",
        "DERIBIT/test/0",
        3L,
        12L,
        1_700_000_000_000_000L,
        FrameKind.STREAM,
        "acct",
        null,
        ByteBuffer.wrap(json));
  }

  static RawFrame rest(String account, String request, byte[] json) {
    RawFrame frame = stream(json);
    frame.setKind(FrameKind.REST);
    frame.setAccount(account);
    frame.setRequest(request);
    return frame;
  }

  static Collected decode(String json) {
    return decode(decoder(), stream(utf8(json)));
  }

  static Collected decodeRest(String account, String request, String json) {
    return decode(decoder(), rest(account, request, utf8(json)));
  }

  static Collected decode(FrameDecoder decoder, RawFrame frame) {
    Collected found = new Collected();
    decoder.decode(frame, found);
    return found;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
