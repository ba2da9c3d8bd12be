package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;

/** Answers in the form of the venue's documentation, with numbers of our own making. */
class LunoMarketAnswersTest {
  private static final String TRADES = "/api/1/trades?pair=XBTZAR";
  private static final String MARKETS = "/api/exchange/1/markets?pair=XBTZAR";

  private static Collected decode(String request, String json) {
    return LunoSamples.decode(
        LunoSamples.decoder(List.of("XBTZAR")),
        LunoSamples.answer(LunoSamples.market(json), request));
  }

  @Test
  void recentTradesHaveTheStreamsIdsOldestFirst() {
    Collected found =
        decode(
            TRADES,
            "{\"trades\":[{\"sequence\":72,\"timestamp\":1700000000200,\"price\":\"100.50\","
                + "\"volume\":\"0.5\",\"is_buy\":false},"
                + "{\"sequence\":\"71\",\"timestamp\":\"1700000000100\",\"price\":\"100.5\","
                + "\"volume\":\"0.250\",\"is_buy\":true}]}");
    assertEquals(
        List.of(
            new Trade(
                "LUNO:XBTZAR", "71", Decimals.parse("100.5"), Decimals.parse("0.25"), Side.BUY),
            new Trade(
                "LUNO:XBTZAR", "72", Decimals.parse("100.5"), Decimals.parse("0.5"), Side.SELL)),
        found.payloads);
    assertEquals(List.of(1_700_000_000_100_000L, 1_700_000_000_200_000L), found.times);
    assertEquals(List.of("trades"), decode(TRADES, "{\"trades\":[]}").ignored);
  }

  @Test
  void aMarketIsADefinition() {
    String market =
        "{\"market_id\":\"XBTZAR\",\"base_currency\":\"XBT\",\"counter_currency\":\"ZAR\","
            + "\"fee_scale\":8,\"max_price\":\"5000000.00\",\"max_volume\":\"100.0\","
            + "\"min_price\":\"100.00\",\"min_volume\":\"0.0005\",\"price_scale\":0,"
            + "\"trading_status\":\"SUSPENDED\",\"volume_scale\":6}";
    InstrumentStatus status =
        (InstrumentStatus)
            decode(
                    MARKETS,
                    "{\"markets\":[" + market.replace("XBTZAR", "ETHZAR") + "," + market + "]}")
                .only();
    assertEquals(TradingStatus.POST_ONLY, status.getStatus());
    InstrumentDefinition definition = status.getDefinition();
    assertEquals("LUNO:XBTZAR", definition.getInstrument());
    assertEquals("XBTZAR", definition.getSymbol());
    assertEquals("BTC", definition.getBase());
    assertEquals("ZAR", definition.getQuote());
    assertEquals("1", Decimals.toString(definition.getTickSize()));
    assertEquals("0.000001", Decimals.toString(definition.getLotSize()));
    assertEquals("0.0005", Decimals.toString(definition.getMinimumQuantity()));
    assertEquals("100", Decimals.toString(definition.getMaximumQuantity()));
    assertEquals("1", Decimals.toString(definition.getContractValue()));
    assertEquals(
        List.of("markets"),
        decode(MARKETS, "{\"markets\":[" + market.replace("XBTZAR", "ETHZAR") + "]}").ignored);
    assertEquals(
        RejectReason.INVALID_VALUE,
        decode(MARKETS, "{\"markets\":[" + market.replace(":6}", ":19}") + "]}")
            .onlyRejection()
            .reason());
  }

  @Test
  void aTickerIsAStatus() {
    String ticker =
        "{\"pair\":\"XBTZAR\",\"timestamp\":1700000000100,\"bid\":\"1\",\"ask\":\"2\","
            + "\"last_trade\":\"1\",\"rolling_24_hour_volume\":\"1\",\"status\":\"ACTIVE\"}";
    assertEquals(
        new InstrumentStatus("LUNO:XBTZAR", TradingStatus.TRADING, null),
        decode("/api/1/ticker?pair=XBTZAR", ticker).only());
    Collected all =
        decode(
            "/api/1/tickers",
            "{\"tickers\":[" + ticker + "," + ticker.replace("XBTZAR", "ETHZAR") + "]}");
    assertEquals(1, all.payloads.size());
    assertEquals(List.of("ticker"), all.ignored);
  }

  @Test
  void refusalsByTheirReason() {
    reject(RejectReason.VENUE_ERROR, TRADES, "{\"error\":\"\",\"error_code\":\"ErrInternal\"}");
    reject(RejectReason.VENUE_ERROR, MARKETS, "{\"code\":\"ErrInternal\",\"message\":\"\"}");
    reject(RejectReason.UNKNOWN_INSTRUMENT, "/api/1/trades?pair=ETHZAR", "{\"trades\":[]}");
    reject(RejectReason.MALFORMED, TRADES, "{}");
    reject(RejectReason.MALFORMED, TRADES, "{\"trades\":[{}]}");
    reject(RejectReason.MALFORMED, TRADES, "[]");
    reject(RejectReason.UNKNOWN_CHANNEL, "/api/1/candles", "{}");
    reject(
        RejectReason.INVALID_VALUE,
        TRADES,
        "{\"trades\":[{\"sequence\":72,\"timestamp\":1700000000200,\"price\":\"0\","
            + "\"volume\":\"0.5\",\"is_buy\":false}]}");
    reject(
        RejectReason.INVALID_VALUE,
        TRADES,
        "{\"trades\":[{\"sequence\":72,\"timestamp\":1700000000200,\"price\":\"1\","
            + "\"volume\":\"0.5\",\"is_buy\":\"yes\"}]}");
  }

  private static void reject(RejectReason reason, String request, String json) {
    assertEquals(reason, decode(request, json).onlyRejection().reason(), request + " " + json);
  }
}
