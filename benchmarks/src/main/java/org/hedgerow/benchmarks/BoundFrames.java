package org.hedgerow.benchmarks;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;

/**
 * The venues' frames as objects that Jackson binds, with the fields that our decoders read of them
 * and no other: what one would write who did not read streams by hand.
 */
final class BoundFrames {
  private BoundFrames() {}

  record Binance<T>(String stream, T data) {}

  record BinanceQuote(
      String e,
      @JsonProperty("E") long eventTime,
      @JsonProperty("T") long time,
      long u,
      String s,
      BigDecimal b,
      @JsonProperty("B") BigDecimal bidQuantity,
      BigDecimal a,
      @JsonProperty("A") BigDecimal askQuantity) {}

  record BinanceTrade(
      String e,
      @JsonProperty("E") long eventTime,
      @JsonProperty("T") long time,
      String s,
      long t,
      BigDecimal p,
      BigDecimal q,
      @JsonProperty("X") String type,
      boolean m) {}

  record BinanceDepth(
      String e,
      @JsonProperty("E") long eventTime,
      @JsonProperty("T") long time,
      String s,
      @JsonProperty("U") long first,
      long u,
      long pu,
      List<BoundLevel> b,
      List<BoundLevel> a) {}

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record BoundLevel(BigDecimal price, BigDecimal quantity) {}

  record Okx<T>(OkxArgument arg, String action, List<T> data) {}

  record OkxArgument(String channel, String instId) {}

  record OkxTrade(
      String instId, String tradeId, BigDecimal px, BigDecimal sz, String side, long ts) {}

  record OkxBook(List<OkxLevel> asks, List<OkxLevel> bids, long ts, int checksum) {}

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record OkxLevel(BigDecimal price, BigDecimal quantity, String liquidated, String orders) {}

  record Deribit<T>(String jsonrpc, String method, DeribitParameters<T> params) {}

  record DeribitParameters<T>(String channel, T data) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record DeribitTicker(
      BigDecimal underlyingPrice,
      long timestamp,
      String state,
      BigDecimal openInterest,
      BigDecimal markPrice,
      double markIv,
      String instrumentName,
      BigDecimal indexPrice,
      DeribitGreeks greeks,
      BigDecimal bestBidPrice,
      BigDecimal bestBidAmount,
      BigDecimal bestAskPrice,
      BigDecimal bestAskAmount) {}

  record DeribitGreeks(double vega, double theta, double rho, double gamma, double delta) {}

  record Ftx<T>(String channel, String market, String type, T data) {}

  record FtxTicker(
      BigDecimal bid, BigDecimal ask, BigDecimal bidSize, BigDecimal askSize, BigDecimal time) {}

  record FtxBook(
      BigDecimal time,
      long checksum,
      List<BoundLevel> bids,
      List<BoundLevel> asks,
      String action) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record KrakenFuturesBook(
      String feed,
      String productId,
      String side,
      long seq,
      BigDecimal price,
      BigDecimal qty,
      long timestamp) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record KrakenFuturesTrade(
      String feed,
      String productId,
      String uid,
      String side,
      String type,
      long seq,
      long time,
      BigDecimal qty,
      BigDecimal price) {}
}
