package org.hedgerow.exchange.simulated.binance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;

/** Writes one symbol's market data as its venue does: names, order of fields, decimals. */
public final class MarketFrames {
  private final Instrument instrument;
  private final int priceDecimals;
  private final int quantityDecimals;
  private final StringBuilder out = new StringBuilder(512);

  public MarketFrames(Instrument instrument) {
    this.instrument = instrument;
    this.priceDecimals = instrument.priceDecimals();
    this.quantityDecimals = instrument.quantityDecimals();
  }

  public String trade(long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    boolean spot = instrument.venue() == BinanceVenue.SPOT;
    event("trade", millis);
    if (!spot) {
      out.append(",\"T\":").append(millis);
    }
    out.append(",\"s\":\"").append(instrument.symbol()).append("\",\"t\":").append(id);
    price(",\"p\":\"", price);
    quantity(",\"q\":\"", quantity);
    if (spot) {
      out.append(",\"T\":").append(millis);
    } else {
      out.append(",\"X\":\"MARKET\"");
    }
    out.append(",\"m\":").append(buyerIsMaker);
    return out.append(spot ? ",\"M\":true}" : "}").toString();
  }

  public String bookTicker(
      long millis, long id, long bid, long bidQuantity, long ask, long askQuantity) {
    out.setLength(0);
    switch (BinanceListing.venueOf(instrument)) {
      case SPOT -> out.append("{\"u\":").append(id);
      case USDM -> out.append("{\"e\":\"bookTicker\",\"u\":").append(id);
      case COINM -> out.append("{\"u\":").append(id).append(",\"e\":\"bookTicker\"");
    }
    out.append(",\"s\":\"").append(instrument.symbol()).append('"');
    pair();
    price(",\"b\":\"", bid);
    quantity(",\"B\":\"", bidQuantity);
    price(",\"a\":\"", ask);
    quantity(",\"A\":\"", askQuantity);
    if (instrument.derivative()) {
      out.append(",\"T\":").append(millis).append(",\"E\":").append(millis);
    }
    return out.append('}').toString();
  }

  /**
   * A depth update.
   *
   * @param first id of the first change in it
   * @param last id of the last change in it
   * @param previous last id of the stream's frame before
   */
  public String depth(
      long millis,
      long first,
      long last,
      long previous,
      SortedMap<Long, Long> bids,
      SortedMap<Long, Long> asks) {
    event("depthUpdate", millis);
    if (instrument.derivative()) {
      out.append(",\"T\":").append(millis);
    }
    out.append(",\"s\":\"").append(instrument.symbol()).append('"');
    pair();
    out.append(",\"U\":").append(first).append(",\"u\":").append(last);
    if (instrument.derivative()) {
      out.append(",\"pu\":").append(previous);
    }
    levels(",\"b\":[", bids);
    levels(",\"a\":[", asks);
    return out.append('}').toString();
  }

  public String markPrice(long millis, Market market) {
    event("markPriceUpdate", millis);
    out.append(",\"s\":\"").append(instrument.symbol()).append("\",\"p\":\"");
    out.append(text(market.mark()));
    if (instrument.inverse()) {
      out.append("\",\"P\":\"").append(text(market.mark()));
      out.append("\",\"i\":\"").append(text(market.index()));
    } else {
      out.append("\",\"i\":\"").append(text(market.index()));
      out.append("\",\"P\":\"").append(text(market.mark()));
    }
    out.append("\",\"r\":\"").append(text(market.fundingRate()));
    return out.append("\",\"T\":").append(market.nextFundingMillis()).append('}').toString();
  }

  public String indexPrice(long millis, Market market) {
    event("indexPriceUpdate", millis);
    out.append(",\"i\":\"").append(instrument.pair()).append("\",\"p\":\"");
    return out.append(text(market.index())).append("\"}").toString();
  }

  private void event(String kind, long millis) {
    out.setLength(0);
    out.append("{\"e\":\"").append(kind).append("\",\"E\":").append(millis);
  }

  private void pair() {
    if (instrument.inverse()) {
      out.append(",\"ps\":\"").append(instrument.pair()).append('"');
    }
  }

  private void price(String label, long value) {
    Fixed.append(out.append(label), value, priceDecimals).append('"');
  }

  private void quantity(String label, long value) {
    Fixed.append(out.append(label), value, quantityDecimals).append('"');
  }

  private void levels(String label, SortedMap<Long, Long> levels) {
    out.append(label);
    boolean first = true;
    for (Map.Entry<Long, Long> level : levels.entrySet()) {
      out.append(first ? "" : ",");
      first = false;
      price("[\"", level.getKey());
      quantity(",\"", level.getValue());
      out.append(']');
    }
    out.append(']');
  }

  private static String text(BigDecimal value) {
    return value.setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
  }
}
