package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/**
 * A place with an account of its own, as the matching engine has to know it. Each dialect has its
 * own; all else that is particular to a venue stays in the dialect.
 */
public interface Venue {
  /** The account's name: of its credentials' file, and in the ledger. */
  String account();

  /** The venue's short name: in the files of accounts and of ports, and for faults. */
  String key();

  /** The share of a trade's value that the taker pays. */
  BigDecimal takerFee(Instrument instrument);

  /** The share of a trade's value that the maker pays. */
  BigDecimal makerFee(Instrument instrument);

  /**
   * What a trade costs its owner, in the asset that {@code value} counts in.
   *
   * @param value of the trade
   */
  default BigDecimal fee(Instrument instrument, BigDecimal value, long quantity, boolean maker) {
    return value.multiply(maker ? makerFee(instrument) : takerFee(instrument));
  }

  /** Whether two open orders may not have the same client id. */
  default boolean refusesRepeatedIds() {
    return true;
  }

  /** Whether an id that an order once had is refused for good, and not only while that is open. */
  default boolean refusesEndedIds() {
    return false;
  }

  /**
   * Whether an order that may not rest as it is (post-only that would take, fill-or-kill that
   * cannot fill) is refused; otherwise it is taken and ends at once without a fill.
   */
  boolean refusesWhatCannotStand(OrderRequest request);

  /** Whether a post-only order that would take at its amended price is canceled for it. */
  default boolean cancelsWhatAmendedWouldTake() {
    return false;
  }

  /** The asset in which the fee of a spot trade is paid: what the account receives, mostly. */
  default String feeAsset(Instrument instrument, Side side) {
    return side == Side.BUY ? instrument.base() : instrument.quote();
  }
}
