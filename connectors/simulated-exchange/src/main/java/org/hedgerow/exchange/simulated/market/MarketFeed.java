package org.hedgerow.exchange.simulated.market;

import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.option.Black76;

/**
 * What a venue is told of its markets, to be put into its own frames. Times are the market's:
 * {@code micros} as it counts, {@code millis} as the exchange's clock shows it.
 *
 * <p>Methods that give a number give how many frames a client of all symbols would have got,
 * whether there is one or not: the market's time is counted in them.
 */
public interface MarketFeed {
  /**
   * What an instrument is worth.
   *
   * @param spot price of its base asset
   * @param basis of a contract over spot at this moment, as a share of spot
   */
  default double fair(Market market, double spot, double basis, long micros) {
    return spot * (1 + basis);
  }

  /**
   * What an option is worth, with the greeks that the venue tells of it.
   *
   * @throws UnsupportedOperationException at a venue that has no options
   */
  default Black76 option(Market market, long millis) {
    throw new UnsupportedOperationException(market.instrument.symbol() + " is no option");
  }

  /** A level of the book has this quantity now; zero when it is gone. */
  void levelChanged(Market market, Side side, long price, long quantity);

  /**
   * The market traded.
   *
   * @param buyerIsMaker whether a sale hit a resting purchase
   */
  int traded(Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker);

  /** The best price or its quantity changed. */
  int topChanged(Market market, long millis);

  /** A turn is over: books that are told of at intervals may be due. */
  int turn(Market market, long micros, long millis);

  /** A second has passed; of a derivative mark, index and funding have been stated anew. */
  int second(Market market, long millis);
}
