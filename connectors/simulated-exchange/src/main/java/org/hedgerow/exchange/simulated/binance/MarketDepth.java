package org.hedgerow.exchange.simulated.binance;

import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** The REST depth answer, from the book as it is. */
public final class MarketDepth {
  private MarketDepth() {}

  public static String current(Market market, int limit) {
    Instrument instrument = market.instrument;
    StringBuilder out = new StringBuilder(1 << 14);
    out.append("{\"lastUpdateId\":").append(market.book.depthId());
    if (instrument.derivative()) {
      long now = System.currentTimeMillis();
      out.append(",\"E\":").append(now).append(",\"T\":").append(now);
    }
    if (instrument.venue() == BinanceVenue.COINM) {
      out.append(",\"symbol\":\"").append(instrument.symbol());
      out.append("\",\"pair\":\"").append(instrument.pair()).append('"');
    }
    side(out.append(",\"bids\":["), market, Side.BUY, limit);
    side(out.append("],\"asks\":["), market, Side.SELL, limit);
    return out.append("]}").toString();
  }

  private static void side(StringBuilder out, Market market, Side side, int limit) {
    Levels levels = market.book.levels(side);
    for (int rank = 0; rank < Math.min(limit, levels.size()); rank++) {
      Fixed.append(
              out.append(rank == 0 ? "[\"" : ",[\""),
              levels.price(rank),
              market.instrument.priceDecimals())
          .append("\",\"");
      Fixed.append(out, levels.quantity(rank), market.instrument.quantityDecimals()).append("\"]");
    }
  }
}
