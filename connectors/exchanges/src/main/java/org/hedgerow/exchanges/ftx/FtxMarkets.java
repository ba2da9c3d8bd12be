package org.hedgerow.exchanges.ftx;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.TradingStatus;

/**
 * The answer to {@code /api/markets}: one {@link InstrumentStatus} for each configured instrument
 * in it; the others are not wanted. It says nothing of contract values, largest quantities and
 * expiries, which stay as configured.
 */
final class FtxMarkets {
  private final Map<String, FtxListing> listings;

  FtxMarkets(Map<String, FtxListing> listings) {
    this.listings = listings;
  }

  void read(byte[] body, Findings findings) throws IOException, InvalidFieldException {
    Map<String, String> answer = JsonRows.object(body);
    if (!"true".equals(answer.get("success"))) {
      throw new InvalidFieldException(
          RejectReason.VENUE_ERROR,
          "the venue says " + RowValues.shortened(String.valueOf(answer.get("error"))));
    }
    List<Map<String, String>> markets = RowValues.rows(JsonRows.lists(body), "result");
    boolean found = false;
    for (Map<String, String> market : markets) {
      FtxListing listing = listings.get(RowValues.text(market, "name"));
      if (listing == null) {
        continue;
      }
      found = true;
      try {
        findings.entry(status(listing, market), null);
      } catch (InvalidFieldException e) {
        findings.reject("markets", e.reason(), listing.market() + ": " + e.getMessage());
      }
    }
    if (!found) {
      findings.ignore("markets");
    }
  }

  private static InstrumentStatus status(FtxListing listing, Map<String, String> market)
      throws InvalidFieldException {
    TradingStatus status = TradingStatus.HALTED;
    if (RowValues.text(market, "enabled").equals("true")) {
      status =
          "true".equals(market.get("postOnly")) ? TradingStatus.POST_ONLY : TradingStatus.TRADING;
    }
    Decimal lot = positive(market, "sizeIncrement");
    Decimal least = RowValues.optional(market, "minProvideSize");
    return new InstrumentStatus(
        listing.instrument(),
        status,
        InstrumentDefinition.newBuilder(listing.configured())
            .setTickSize(positive(market, "priceIncrement"))
            .setLotSize(lot)
            .setMinimumQuantity(least == null ? lot : least)
            .build());
  }

  private static Decimal positive(Map<String, String> market, String name)
      throws InvalidFieldException {
    Decimal number = RowValues.decimal(market, name);
    if (number.getUnscaled() <= 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, name + " is not positive");
    }
    return number;
  }
}
