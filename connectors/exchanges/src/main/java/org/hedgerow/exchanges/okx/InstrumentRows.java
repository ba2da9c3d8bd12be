package org.hedgerow.exchanges.okx;

import java.math.BigDecimal;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.OptionRight;
import org.hedgerow.schema.TradingStatus;

/** Reads what OKX's lists say of an instrument. */
final class InstrumentRows {
  private InstrumentRows() {}

  /**
   * Status and definition.
   *
   * @throws InvalidFieldException also if the venue's kind of it is not the configured one: then
   *     its quantities would be misread
   */
  static InstrumentStatus status(JsonFields row, Listing listing) throws InvalidFieldException {
    if (!row.is(OkxFields.INST_TYPE, listing.instType())) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          listing.instrument()
              + " is configured as "
              + listing.kind()
              + ", and is "
              + row.requiredText(OkxFields.INST_TYPE)
              + " at the venue");
    }
    return new InstrumentStatus(
        listing.instrument(), status(row.text(OkxFields.STATE)), definition(row, listing));
  }

  /** The venue's {@code state}; pairs under test count as halted, since nobody can trade them. */
  static TradingStatus status(String state) {
    return switch (state) {
      case "live" -> TradingStatus.TRADING;
      case "suspend", "preopen", "rebase", "test" -> TradingStatus.HALTED;
      case "post_only" -> TradingStatus.POST_ONLY;
      case "settlement" -> TradingStatus.SETTLING;
      case "expired" -> TradingStatus.EXPIRED;
      default -> TradingStatus.UNKNOWN;
    };
  }

  private static InstrumentDefinition definition(JsonFields row, Listing listing)
      throws InvalidFieldException {
    InstrumentKind kind = kind(row, listing);
    String underlying = row.hasText(OkxFields.ULY) ? row.text(OkxFields.ULY) : listing.index();
    String base;
    String quote;
    if (listing.isSpot()) {
      base = row.requiredText(OkxFields.BASE_CCY);
      quote = row.requiredText(OkxFields.QUOTE_CCY);
    } else {
      int dash = underlying.indexOf('-');
      if (dash <= 0) {
        throw new InvalidFieldException(RejectReason.INVALID_VALUE, "uly is no pair");
      }
      base = underlying.substring(0, dash);
      quote = underlying.substring(dash + 1);
    }
    Decimal maximum = Values.optionalPositive(row, OkxFields.MAX_LMT_SZ);
    InstrumentDefinition definition = new InstrumentDefinition();
    definition.setInstrument(listing.instrument());
    definition.setVenue(OkxVenue.NAME);
    definition.setSymbol(listing.symbol());
    definition.setKind(kind);
    definition.setBase(base);
    definition.setQuote(quote);
    definition.setSettlement(listing.isSpot() ? quote : row.requiredText(OkxFields.SETTLE_CCY));
    definition.setContractValue(contractValue(row, listing));
    definition.setTickSize(Values.positive(row, OkxFields.TICK_SZ));
    definition.setLotSize(Values.positive(row, OkxFields.LOT_SZ));
    definition.setMinimumQuantity(Values.positive(row, OkxFields.MIN_SZ));
    definition.setMaximumQuantity(
        maximum == null ? Decimals.of(listing.maximumQuantity()) : maximum);
    definition.setMinimumNotional(Decimals.ZERO);
    definition.setExpiryMicros(
        row.hasText(OkxFields.EXP_TIME) ? Values.micros(row, OkxFields.EXP_TIME) : null);
    if (listing.isOption()) {
      definition.setStrike(Values.positive(row, OkxFields.STK));
      definition.setRight(right(row));
    }
    definition.setUnderlying(OkxVenue.NAME + ":" + underlying);
    return definition;
  }

  private static InstrumentKind kind(JsonFields row, Listing listing) throws InvalidFieldException {
    if (listing.isSpot() || listing.isOption()) {
      return listing.kind();
    }
    boolean perpetual = row.is(OkxFields.INST_TYPE, "SWAP");
    InstrumentKind kind;
    if (row.is(OkxFields.CT_TYPE, "linear")) {
      kind = perpetual ? InstrumentKind.LINEAR_PERPETUAL : InstrumentKind.LINEAR_FUTURE;
    } else if (row.is(OkxFields.CT_TYPE, "inverse")) {
      kind = perpetual ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.INVERSE_FUTURE;
    } else {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "ctType is neither linear nor inverse");
    }
    if (kind != listing.kind()) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          listing.instrument()
              + " is configured as "
              + listing.kind()
              + ", and is "
              + kind
              + " at the venue");
    }
    return kind;
  }

  /** The multiplier is 1 on most futures and makes the contract of an option: 1 BTC times 0.01. */
  private static Decimal contractValue(JsonFields row, Listing listing)
      throws InvalidFieldException {
    if (listing.isSpot()) {
      return Decimals.of(1);
    }
    BigDecimal value = Decimals.toBigDecimal(Values.positive(row, OkxFields.CT_VAL));
    Decimal multiplier = Values.optionalPositive(row, OkxFields.CT_MULT);
    try {
      return Decimals.of(
          multiplier == null ? value : value.multiply(Decimals.toBigDecimal(multiplier)));
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "ctVal * ctMult does not fit");
    }
  }

  private static OptionRight right(JsonFields row) throws InvalidFieldException {
    if (row.is(OkxFields.OPT_TYPE, "C")) {
      return OptionRight.CALL;
    }
    if (row.is(OkxFields.OPT_TYPE, "P")) {
      return OptionRight.PUT;
    }
    throw new InvalidFieldException(RejectReason.INVALID_VALUE, "optType is neither C nor P");
  }
}
