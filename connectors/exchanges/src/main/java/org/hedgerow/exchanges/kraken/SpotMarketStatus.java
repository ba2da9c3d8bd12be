package org.hedgerow.exchanges.kraken;

import java.util.List;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.TradingStatus;

/**
 * Whether the exchange works (channel status) and its pairs trade, and what they are (channel
 * instrument). Of the list of pairs only the configured ones are told.
 */
final class SpotMarketStatus {
  private final List<Listing> instruments;
  private final SymbolTable<Listing> listings;

  SpotMarketStatus(List<Listing> instruments, SymbolTable<Listing> listings) {
    this.instruments = instruments;
    this.listings = listings;
  }

  /**
   * Maintenance holds for every instrument. That the exchange is online says nothing of a pair,
   * whose own status comes by the channel instrument: the connection is renewed then, see {@link
   * SpotConversation}.
   */
  void system(JsonFields root, Findings findings) {
    List<JsonFields> rows = root.objects(SpotFields.DATA);
    String system = rows.isEmpty() ? "" : rows.get(0).text(SpotFields.SYSTEM);
    if (system.isEmpty()) {
      findings.reject("status", RejectReason.MALFORMED, "no field system");
    } else if (system.equals("online")) {
      findings.ignore("status");
    } else {
      TradingStatus status =
          switch (system) {
            case "maintenance", "cancel_only" -> TradingStatus.HALTED;
            case "post_only" -> TradingStatus.POST_ONLY;
            default -> TradingStatus.UNKNOWN;
          };
      for (Listing listing : instruments) {
        findings.entry(new InstrumentStatus(listing.instrument(), status, null), null);
      }
      if (instruments.isEmpty()) {
        findings.ignore("status");
      }
    }
  }

  void pairs(JsonFields root, Findings findings) {
    if (!root.isObject(SpotFields.DATA)) {
      findings.reject("instrument", RejectReason.MALFORMED, "no field data");
      return;
    }
    boolean told = false;
    for (JsonFields pair : root.object(SpotFields.DATA).objects(SpotFields.PAIRS)) {
      Listing listing = pair.in(listings, SpotFields.SYMBOL);
      if (listing == null) {
        continue;
      }
      told = true;
      try {
        pair(listing, pair, findings);
      } catch (InvalidFieldException e) {
        findings.reject("instrument", e.reason(), e.getMessage());
      }
    }
    if (!told) {
      findings.ignore("instrument");
    }
  }

  private static void pair(Listing listing, JsonFields pair, Findings findings)
      throws InvalidFieldException {
    Decimal tick = pair.optionalDecimal(SpotFields.TICK_SIZE);
    Decimal minimumNotional = pair.optionalDecimal(SpotFields.COST_MIN);
    findings.entry(
        new InstrumentStatus(
            listing.instrument(),
            status(pair.requiredText(SpotFields.STATUS)),
            definition(
                listing,
                tick == null ? pair.decimal(SpotFields.PRICE_INCREMENT) : tick,
                pair.decimal(SpotFields.QTY_INCREMENT),
                pair.decimal(SpotFields.QTY_MIN),
                minimumNotional == null ? Decimals.ZERO : minimumNotional)),
        null);
  }

  static InstrumentDefinition definition(
      Listing listing,
      Decimal tickSize,
      Decimal lotSize,
      Decimal minimumQuantity,
      Decimal minimumNotional) {
    return new InstrumentDefinition(
        listing.instrument(),
        KrakenSpotDecoder.VENUE,
        listing.symbol(),
        listing.kind(),
        listing.base(),
        listing.quote(),
        listing.settlement(),
        listing.contractValue(),
        tickSize,
        lotSize,
        minimumQuantity,
        listing.maximumQuantity(),
        minimumNotional,
        null,
        null,
        null,
        null);
  }

  /** The status of a pair, by stream or REST. */
  static TradingStatus status(String status) {
    return switch (status) {
      // limit_only: market orders are refused; ours are limits.
      case "online", "limit_only" -> TradingStatus.TRADING;
      case "post_only" -> TradingStatus.POST_ONLY;
      case "cancel_only", "maintenance", "reduce_only", "work_in_progress" -> TradingStatus.HALTED;
      case "delisted" -> TradingStatus.DELISTED;
      default -> TradingStatus.UNKNOWN;
    };
  }
}
