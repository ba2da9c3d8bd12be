package org.hedgerow.exchanges.deribit;

import java.util.List;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.TradingStatus;

/** Reads the public channels that are not about one market: indices, and what trades at all. */
final class PlatformEvents {
  private final SymbolTable<Listing> listings;
  private final SymbolTable<String> indices;
  private final List<Listing> all;

  /**
   * @param indices by the venue's name of an index the VENUE:NAME of it
   */
  PlatformEvents(SymbolTable<Listing> listings, SymbolTable<String> indices, List<Listing> all) {
    this.listings = listings;
    this.indices = indices;
    this.all = all;
  }

  void index(JsonFields data, Findings findings) throws InvalidFieldException {
    if (!data.hasText(DeribitFields.INDEX_NAME)) {
      throw InvalidFieldException.missing("index_name");
    }
    String index = data.in(indices, DeribitFields.INDEX_NAME);
    if (index == null) {
      findings.ignore("deribit_price_index of no instrument");
      return;
    }
    if (MarketEvents.positive(data, DeribitFields.PRICE) == null) {
      throw InvalidFieldException.missing("price");
    }
    findings.entry(
        new Index(index, data.decimal(DeribitFields.PRICE)),
        MarketEvents.time(data, DeribitFields.TIMESTAMP));
  }

  /** The channel tells of every instrument of a kind and currency: most are none of ours. */
  void instrument(JsonFields data, Findings findings) throws InvalidFieldException {
    String state = data.requiredText(DeribitFields.STATE);
    data.requiredText(DeribitFields.INSTRUMENT_NAME);
    Listing listing = data.in(listings, DeribitFields.INSTRUMENT_NAME);
    if (listing == null) {
      findings.ignore("instrument.state of others");
      return;
    }
    findings.entry(
        new InstrumentStatus(listing.instrument(), status(state), null),
        MarketEvents.time(data, DeribitFields.TIMESTAMP));
  }

  /** A state of an instrument, of the channel (created to terminated) or of lists (open ...). */
  static TradingStatus status(String state) {
    return switch (state) {
      case "started", "open" -> TradingStatus.TRADING;
      case "created", "deactivated", "inactive", "locked", "halted" -> TradingStatus.HALTED;
      case "settled", "settlement" -> TradingStatus.SETTLING;
      case "closed", "delivered" -> TradingStatus.EXPIRED;
      case "terminated", "archivized" -> TradingStatus.DELISTED;
      default -> TradingStatus.UNKNOWN;
    };
  }

  /** Of one index, or, in a maintenance, of everything. */
  void platform(JsonFields data, Findings findings) throws InvalidFieldException {
    boolean locks = data.has(DeribitFields.LOCKED);
    if (!locks && !data.has(DeribitFields.MAINTENANCE)) {
      throw InvalidFieldException.missing("locked or maintenance");
    }
    TradingStatus status =
        data.isTrue(locks ? DeribitFields.LOCKED : DeribitFields.MAINTENANCE)
            ? TradingStatus.HALTED
            : TradingStatus.TRADING;
    boolean one = data.hasText(DeribitFields.PRICE_INDEX);
    boolean any = false;
    for (Listing listing : all) {
      if (!one || data.is(DeribitFields.PRICE_INDEX, listing.index())) {
        findings.entry(new InstrumentStatus(listing.instrument(), status, null), null);
        any = true;
      }
    }
    if (!any) {
      findings.ignore("platform_state of others");
    }
  }
}
