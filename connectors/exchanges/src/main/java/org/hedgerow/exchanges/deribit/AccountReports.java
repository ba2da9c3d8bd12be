package org.hedgerow.exchanges.deribit;

import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.PositionReport;

/**
 * Positions and balances of an account. Neither has a time or an id at the venue: the place of the
 * frame that told of them is their identity, so that a replay gives the same.
 */
final class AccountReports {
  private AccountReports() {}

  /**
   * @param place where it was told
   * @param snapshot that it is part of, or null
   */
  static PositionReport position(
      String account, Listing listing, JsonFields row, String place, String snapshot)
      throws InvalidFieldException {
    Decimal quantity = size(listing, row);
    boolean flat = Decimals.signum(quantity) == 0;
    return new PositionReport(
        OrderReports.id(account, listing.symbol(), "position", place),
        DeribitVenue.NAME,
        account,
        listing.instrument(),
        quantity,
        flat ? null : MarketEvents.positive(row, DeribitFields.AVERAGE_PRICE),
        row.optionalDecimal(DeribitFields.FLOATING_PROFIT_LOSS),
        snapshot);
  }

  /** A position that is not there. */
  static PositionReport flat(String account, Listing listing, String snapshot) {
    return new PositionReport(
        OrderReports.id(account, listing.symbol(), "position", snapshot),
        DeribitVenue.NAME,
        account,
        listing.instrument(),
        Decimals.ZERO,
        null,
        null,
        snapshot);
  }

  /**
   * Signed contracts. The direction gives the sign where the size has none: examples of the
   * documentation show short positions both ways.
   */
  private static Decimal size(Listing listing, JsonFields row) throws InvalidFieldException {
    Decimal size = row.decimal(DeribitFields.SIZE);
    boolean sell = row.is(DeribitFields.DIRECTION, "sell");
    boolean buy = row.is(DeribitFields.DIRECTION, "buy");
    int sign = Decimals.signum(size);
    if (sign != 0 && !sell && !buy) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "a position whose direction is neither buy nor sell");
    }
    if (buy && sign < 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "a position that is bought and negative");
    }
    Decimal quantity = listing.unit().quantity(size);
    return sell && sign > 0 ? new Decimal(-quantity.getUnscaled(), quantity.getScale()) : quantity;
  }

  /**
   * @param place where it was told
   * @param snapshot that it is part of, or null
   */
  static BalanceReport balance(
      String account, String asset, Decimal wallet, String place, String snapshot) {
    return new BalanceReport(
        OrderReports.id(account, asset, "balance", place),
        DeribitVenue.NAME,
        account,
        asset,
        wallet,
        null,
        BalanceChangeReason.STATEMENT,
        snapshot);
  }
}
