package org.hedgerow.exchanges.luno;

import java.math.BigDecimal;
import java.util.Map;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/**
 * What a trade cost. Luno states a fee in the base asset and one in the counter currency, of which
 * one is zero; should neither be, the one in base is put at the trade's price.
 *
 * @param amount in units of {@code currency}
 */
record TradeFee(BigDecimal amount, String currency) {
  /** Of a row of {@code listtrades}. */
  static TradeFee of(Map<String, String> trade, LunoListing listing) throws InvalidFieldException {
    return of(trade, listing.base(), listing.quote());
  }

  /** Of a row of {@code listtrades}, with names for the two currencies. */
  static TradeFee of(Map<String, String> trade, String base, String quote)
      throws InvalidFieldException {
    BigDecimal inBase = amount(trade, "fee_base");
    BigDecimal inQuote = amount(trade, "fee_counter");
    if (inBase.signum() == 0) {
      return new TradeFee(inQuote, quote);
    }
    if (inQuote.signum() == 0) {
      return new TradeFee(inBase, base);
    }
    BigDecimal price = Decimals.toBigDecimal(RowValues.decimal(trade, "price"));
    return new TradeFee(inQuote.add(inBase.multiply(price)), quote);
  }

  private static BigDecimal amount(Map<String, String> trade, String name)
      throws InvalidFieldException {
    Decimal amount = RowValues.optional(trade, name);
    return amount == null ? BigDecimal.ZERO : Decimals.toBigDecimal(amount);
  }
}
