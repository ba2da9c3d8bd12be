package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * When an order that stands in a book would have been filled, had it been there. Everything that is
 * shown at its price when it comes stands before it. The queue gets shorter by what trades at the
 * price, and is never longer than what is still shown there: of those who leave it, all that can
 * have stood behind are taken to have stood behind (the risk-averse queue of hftbacktest).
 *
 * <p>It is filled by what trades at its price when nobody is before it any more, by any trade
 * beyond, up to the traded quantity, and, at its own price, by what the other side shows at or
 * beyond it: who shows that would have met it first. The last is what costs a maker: without it a
 * book that runs through an order would leave it standing, to be filled better.
 */
final class RestingOrder {
  private final Side side;
  private final BigDecimal price;
  private final BigDecimal quantity;
  private BigDecimal ahead;
  private BigDecimal filled = BigDecimal.ZERO;

  RestingOrder(Side side, BigDecimal price, BigDecimal quantity, DisplayedBook book) {
    this.side = side;
    this.price = price;
    this.quantity = quantity;
    this.ahead = book.shown(side, price);
  }

  BigDecimal ahead() {
    return ahead;
  }

  BigDecimal filled() {
    return filled;
  }

  BigDecimal open() {
    return quantity.subtract(filled);
  }

  BigDecimal price() {
    return price;
  }

  /** What of it a trade fills. */
  BigDecimal on(Trade trade) {
    if (trade.getAggressor() == side) {
      return BigDecimal.ZERO;
    }
    BigDecimal at = Decimals.toBigDecimal(trade.getPrice());
    BigDecimal traded = Decimals.toBigDecimal(trade.getQuantity());
    int beyond = side == Side.BUY ? price.compareTo(at) : at.compareTo(price);
    if (beyond < 0) {
      return BigDecimal.ZERO;
    }
    if (beyond > 0) {
      ahead = BigDecimal.ZERO;
      return fill(traded);
    }
    BigDecimal before = ahead.min(traded);
    ahead = ahead.subtract(before);
    return fill(traded.subtract(before));
  }

  /** What of it the best prices fill, once the book has taken them. */
  BigDecimal on(Quote quote, DisplayedBook book) {
    if (book.crosses(side, price)) {
      return fill(book.atBest(DisplayedBook.opposite(side)));
    }
    if (!book.isBehind(side, price)) {
      ahead = ahead.min(book.shown(side, price));
    }
    return BigDecimal.ZERO;
  }

  /** Depth fills nothing, and tells how long the queue can be at most. */
  void onDepth(DisplayedBook book) {
    if (book.isBehind(side, price)) {
      ahead = ahead.min(book.shown(side, price));
    }
  }

  private BigDecimal fill(BigDecimal most) {
    BigDecimal part = most.min(open());
    filled = filled.add(part);
    return part;
  }
}
