package org.hedgerow.exchanges.deribit;

import java.util.List;
import java.util.Map;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.OptionRight;
import org.hedgerow.schema.TradingStatus;

/**
 * Reads rows of {@code public/get_instruments} into definitions of the instruments that are
 * configured; the others are passed over. Quantities of a definition are in our contracts, whose
 * value is the configuration's; the venue tells of no largest order, so that is the configuration's
 * too.
 */
final class InstrumentList {
  static final String CHANNEL = "instruments";

  private final Map<String, Listing> listings;

  /**
   * @param listings by symbol
   */
  InstrumentList(Map<String, Listing> listings) {
    this.listings = listings;
  }

  /** Each row stands for itself. */
  void read(List<Map<String, String>> rows, Findings findings) {
    boolean any = false;
    for (Map<String, String> row : rows) {
      Listing listing = listings.get(row.get("instrument_name"));
      if (listing == null) {
        continue;
      }
      any = true;
      try {
        InstrumentDefinition definition = definition(listing, row);
        findings.entry(new InstrumentStatus(listing.instrument(), status(row), definition), null);
      } catch (InvalidFieldException e) {
        findings.reject(CHANNEL, e.reason(), e.getMessage());
      }
    }
    if (!any) {
      findings.ignore(CHANNEL);
    }
  }

  private static TradingStatus status(Map<String, String> row) throws InvalidFieldException {
    String state = row.get("state");
    if (state != null) {
      return PlatformEvents.status(state);
    }
    return RowValues.text(row, "is_active").equals("true")
        ? TradingStatus.TRADING
        : TradingStatus.HALTED;
  }

  private static InstrumentDefinition definition(Listing listing, Map<String, String> row)
      throws InvalidFieldException {
    Instrument configured = listing.configured();
    InstrumentKind kind = kind(row);
    Decimal smallest = listing.unit().quantity(RowValues.decimal(row, "min_trade_amount"));
    boolean future = RowValues.text(row, "kind").equals("future");
    // Amounts of futures are whole contracts of the venue; of options and spot, multiples of the
    // smallest.
    Decimal lot =
        future ? listing.unit().quantity(RowValues.decimal(row, "contract_size")) : smallest;
    String base = RowValues.text(row, "base_currency");
    String quote = RowValues.text(row, "quote_currency");
    String settlement =
        row.containsKey("settlement_currency")
            ? RowValues.text(row, "settlement_currency")
            : isInverse(row) || kind == InstrumentKind.OPTION ? base : quote;
    InstrumentDefinition definition = new InstrumentDefinition();
    definition.setInstrument(listing.instrument());
    definition.setVenue(DeribitVenue.NAME);
    definition.setSymbol(listing.symbol());
    definition.setKind(kind);
    definition.setBase(base);
    definition.setQuote(quote);
    definition.setSettlement(settlement);
    definition.setContractValue(Decimals.of(listing.unit().value()));
    definition.setTickSize(RowValues.decimal(row, "tick_size"));
    definition.setLotSize(lot);
    definition.setMinimumQuantity(smallest);
    definition.setMaximumQuantity(Decimals.of(configured.maximumQuantity()));
    definition.setMinimumNotional(Decimals.ZERO);
    definition.setExpiryMicros(expiry(kind, row));
    if (kind == InstrumentKind.OPTION) {
      definition.setStrike(RowValues.decimal(row, "strike"));
      definition.setRight(right(RowValues.text(row, "option_type")));
    }
    String index = row.getOrDefault("price_index", listing.index());
    definition.setUnderlying(DeribitVenue.NAME + ":" + index);
    return definition;
  }

  private static InstrumentKind kind(Map<String, String> row) throws InvalidFieldException {
    String kind = RowValues.text(row, "kind");
    boolean perpetual = "perpetual".equals(row.get("settlement_period"));
    return switch (kind) {
      case "spot" -> InstrumentKind.SPOT;
      case "option" -> InstrumentKind.OPTION;
      case "future" -> {
        if (isInverse(row)) {
          yield perpetual ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.INVERSE_FUTURE;
        }
        yield perpetual ? InstrumentKind.LINEAR_PERPETUAL : InstrumentKind.LINEAR_FUTURE;
      }
      default ->
          throw new InvalidFieldException(
              RejectReason.INVALID_VALUE,
              "kind is none that we trade: " + RowValues.shortened(kind));
    };
  }

  /** Lists of 2021 do not say it; all futures of then that were quoted in USD were inverse. */
  private static boolean isInverse(Map<String, String> row) {
    String type = row.get("instrument_type");
    return type == null ? "USD".equals(row.get("quote_currency")) : type.equals("reversed");
  }

  /** Perpetuals and spot pairs have one too, in the year 3000. */
  private static Long expiry(InstrumentKind kind, Map<String, String> row)
      throws InvalidFieldException {
    return switch (kind) {
      case SPOT, LINEAR_PERPETUAL, INVERSE_PERPETUAL -> null;
      default -> RowValues.micros(row, "expiration_timestamp");
    };
  }

  private static OptionRight right(String type) throws InvalidFieldException {
    return switch (type) {
      case "call" -> OptionRight.CALL;
      case "put" -> OptionRight.PUT;
      default ->
          throw new InvalidFieldException(
              RejectReason.INVALID_VALUE, "option_type is neither call nor put");
    };
  }
}
