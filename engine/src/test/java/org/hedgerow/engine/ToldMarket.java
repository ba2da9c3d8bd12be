package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;

/** Prices as the engine was told of them, and what an option weighs by them. */
final class ToldMarket {
  private record Told(BigDecimal bid, BigDecimal ask, BigDecimal bids, BigDecimal asks, long at) {}

  private final Map<String, Told> quotes = new HashMap<>();
  private final Map<String, BigDecimal> marks = new HashMap<>();
  private final Map<String, OptionQuote> options = new HashMap<>();

  /** By the ticks that count. */
  long clock;

  void quoted(Quote quote, long micros) {
    quotes.put(
        quote.getInstrument(),
        new Told(
            Decimals.toBigDecimal(quote.getBidPrice()),
            Decimals.toBigDecimal(quote.getAskPrice()),
            Decimals.toBigDecimal(quote.getBidQuantity()),
            Decimals.toBigDecimal(quote.getAskQuantity()),
            Math.min(micros, clock)));
  }

  void quoted(OptionQuote quote, long micros) {
    options.put(quote.getInstrument(), quote);
    marks.put(quote.getInstrument(), Decimals.toBigDecimal(quote.getMarkPrice()));
    quotes.put(
        quote.getInstrument(),
        new Told(
            orZero(quote.getBidPrice()),
            orZero(quote.getAskPrice()),
            orZero(quote.getBidQuantity()),
            orZero(quote.getAskQuantity()),
            Math.min(micros, clock)));
  }

  void marked(Mark mark) {
    marks.put(mark.getInstrument(), Decimals.toBigDecimal(mark.getPrice()));
  }

  private static BigDecimal orZero(org.hedgerow.schema.Decimal number) {
    return number == null ? BigDecimal.ZERO : Decimals.toBigDecimal(number);
  }

  boolean knows(String instrument) {
    return quotes.containsKey(instrument);
  }

  BigDecimal bid(String instrument) {
    return quotes.get(instrument).bid();
  }

  BigDecimal ask(String instrument) {
    return quotes.get(instrument).ask();
  }

  BigDecimal mid(String instrument) {
    return bid(instrument).add(ask(instrument)).divide(BigDecimal.valueOf(2));
  }

  BigDecimal mark(String instrument) {
    BigDecimal told = marks.get(instrument);
    return told == null ? mid(instrument) : told;
  }

  /** What the order takes from, or would. */
  BigDecimal touch(Order order) {
    return order.getSide() == Side.BUY ? ask(order.getInstrument()) : bid(order.getInstrument());
  }

  BigDecimal shown(Order order) {
    Told told = quotes.get(order.getInstrument());
    return order.getSide() == Side.BUY ? told.asks() : told.bids();
  }

  long age(String instrument) {
    return clock - quotes.get(instrument).at();
  }

  BigDecimal forward(String instrument) {
    return Decimals.toBigDecimal(options.get(instrument).getUnderlyingPrice());
  }

  /** The venue's where it told one; of one unit. */
  double delta(Listed option) {
    OptionQuote quote = options.get(option.name());
    if (option.isOver(clock)) {
      return 0;
    }
    return quote.getDelta() != null
        ? quote.getDelta()
        : BlackByHand.delta(
            option,
            forward(option.name()).doubleValue(),
            quote.getMarkVolatility(),
            BlackByHand.years(option, clock));
  }

  double gamma(Listed option) {
    return option.isOver(clock)
        ? 0
        : BlackByHand.gamma(
            option,
            forward(option.name()).doubleValue(),
            options.get(option.name()).getMarkVolatility(),
            BlackByHand.years(option, clock));
  }

  /** What holding so much of it weighs, in coins; what has expired weighs nothing. */
  BigDecimal weight(Listed one, BigDecimal quantity) {
    if (quantity.signum() == 0 || one.isOver(clock)) {
      return BigDecimal.ZERO;
    }
    BigDecimal units =
        one.kind() == Listed.Kind.INVERSE
            ? one.units(quantity, mark(one.name()))
            : one.units(quantity, BigDecimal.ONE);
    return one.isOption() ? units.multiply(BigDecimal.valueOf(delta(one))) : units;
  }

  /** What it is worth to limits in quote units, without a sign. */
  BigDecimal worth(Listed one, BigDecimal quantity) {
    if (quantity.signum() == 0 || one.isOver(clock)) {
      return BigDecimal.ZERO;
    }
    return one.isOption()
        ? weight(one, quantity).abs().multiply(forward(one.name()))
        : one.notional(quantity.abs(), mark(one.name()), null);
  }
}
