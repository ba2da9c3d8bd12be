package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.FieldNames;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.TradingStatus;

/**
 * Reads {@code exchangeInfo}: of the configured instruments, whether they trade and what they are.
 * One that is not in the list is {@code DELISTED}.
 */
final class InstrumentList {
  private static final FieldNames NAMES =
      new FieldNames(
          "symbol",
          "status",
          "contractStatus",
          "contractType",
          "contractSize",
          "deliveryDate",
          "baseAsset",
          "quoteAsset",
          "marginAsset",
          "filters",
          "filterType",
          "tickSize",
          "stepSize",
          "minQty",
          "maxQty",
          "minNotional",
          "notional");
  private static final int SYMBOL = NAMES.slot("symbol");
  private static final int STATUS = NAMES.slot("status");
  private static final int CONTRACT_STATUS = NAMES.slot("contractStatus");
  private static final int CONTRACT_TYPE = NAMES.slot("contractType");
  private static final int CONTRACT_SIZE = NAMES.slot("contractSize");
  private static final int DELIVERY_DATE = NAMES.slot("deliveryDate");
  private static final int BASE = NAMES.slot("baseAsset");
  private static final int QUOTE = NAMES.slot("quoteAsset");
  private static final int MARGIN = NAMES.slot("marginAsset");
  private static final int FILTERS = NAMES.slot("filters");
  private static final int FILTER_TYPE = NAMES.slot("filterType");
  private static final int TICK = NAMES.slot("tickSize");
  private static final int STEP = NAMES.slot("stepSize");
  private static final int MINIMUM = NAMES.slot("minQty");
  private static final int MAXIMUM = NAMES.slot("maxQty");
  private static final int MINIMUM_NOTIONAL = NAMES.slot("minNotional");
  private static final int NOTIONAL = NAMES.slot("notional");

  /** The delivery date of what is never delivered: Christmas of 2100. */
  private static final String NEVER = "4133404800000";

  private static final String SINGLE = "?symbol=";

  private final BinanceMarket market;
  private final Iterable<Listing> configured;
  private final SymbolTable<Listing> listings;
  private final JsonFields fields = new JsonFields(NAMES);

  InstrumentList(
      BinanceMarket market, Iterable<Listing> configured, SymbolTable<Listing> listings) {
    this.market = market;
    this.configured = configured;
    this.listings = listings;
  }

  /**
   * Reads the body of an answer.
   *
   * @param request what was asked; with {@code symbol=} the list says nothing of other symbols
   */
  void read(byte[] body, String request, Findings findings) throws IOException {
    int parameter = request.indexOf(SINGLE);
    String only = parameter < 0 ? "" : request.substring(parameter + SINGLE.length());
    Set<String> seen = new HashSet<>();
    boolean listed = false;
    JsonScanner scanner = new JsonScanner();
    scanner.open(body);
    for (boolean more = scanner.enter('{', '}'); more; more = scanner.more('}')) {
      scanner.string();
      boolean symbols = scanner.is("symbols");
      scanner.take(':');
      if (!symbols || scanner.peek() != '[') {
        scanner.skip();
        continue;
      }
      listed = true;
      for (boolean next = scanner.enter('[', ']'); next; next = scanner.more(']')) {
        fields.scan(scanner);
        Listing listing = fields.in(listings, SYMBOL);
        if (listing != null) {
          seen.add(listing.symbol());
          instrument(listing, findings);
        }
      }
    }
    scanner.close();
    if (!listed) {
      findings.reject("exchangeInfo", RejectReason.MALFORMED, "no field symbols");
      return;
    }
    for (Listing listing : configured) {
      if (!seen.contains(listing.symbol()) && (only.isEmpty() || only.equals(listing.symbol()))) {
        findings.entry(
            new InstrumentStatus(listing.instrument(), TradingStatus.DELISTED, null), null);
      }
    }
  }

  private void instrument(Listing listing, Findings findings) {
    try {
      InstrumentStatus status =
          new InstrumentStatus(listing.instrument(), status(), definition(listing));
      findings.entry(status, null);
    } catch (InvalidFieldException e) {
      findings.reject("exchangeInfo", e.reason(), listing.instrument() + ": " + e.getMessage());
    }
  }

  private TradingStatus status() {
    String status = fields.text(fields.hasText(STATUS) ? STATUS : CONTRACT_STATUS);
    return switch (status) {
      case "TRADING" -> TradingStatus.TRADING;
      case "HALT", "BREAK", "PENDING_TRADING", "PRE_TRADING", "POST_TRADING", "AUCTION_MATCH" ->
          TradingStatus.HALTED;
      case "SETTLING", "PRE_SETTLE", "DELIVERING", "PRE_DELIVERING" -> TradingStatus.SETTLING;
      case "CLOSE", "DELIVERED", "END_OF_DAY" -> TradingStatus.EXPIRED;
      default -> TradingStatus.UNKNOWN;
    };
  }

  private InstrumentDefinition definition(Listing listing) throws InvalidFieldException {
    Decimal tick = null;
    Decimal step = null;
    Decimal minimum = null;
    Decimal maximum = null;
    Decimal notional = Decimals.ZERO;
    for (JsonFields filter : fields.objects(FILTERS)) {
      switch (filter.text(FILTER_TYPE)) {
        case "PRICE_FILTER" -> tick = filter.decimal(TICK);
        case "LOT_SIZE" -> {
          step = filter.decimal(STEP);
          minimum = filter.decimal(MINIMUM);
          maximum = filter.decimal(MAXIMUM);
        }
        case "MIN_NOTIONAL", "NOTIONAL" ->
            notional =
                filter.hasText(MINIMUM_NOTIONAL)
                    ? filter.decimal(MINIMUM_NOTIONAL)
                    : filter.decimal(NOTIONAL);
        default -> {}
      }
    }
    if (tick == null || step == null) {
      throw InvalidFieldException.missing(tick == null ? "PRICE_FILTER" : "LOT_SIZE");
    }
    boolean dated = fields.has(CONTRACT_TYPE) && !isPerpetual();
    return InstrumentDefinition.newBuilder()
        .setInstrument(listing.instrument())
        .setVenue(market.venue())
        .setSymbol(listing.symbol())
        .setKind(kind())
        .setBase(fields.requiredText(BASE))
        .setQuote(fields.requiredText(QUOTE))
        .setSettlement(fields.requiredText(market == BinanceMarket.SPOT ? QUOTE : MARGIN))
        .setContractValue(
            market == BinanceMarket.COIN_M ? fields.decimal(CONTRACT_SIZE) : Decimals.of(1))
        .setTickSize(tick)
        .setLotSize(step)
        .setMinimumQuantity(minimum)
        .setMaximumQuantity(maximum)
        .setMinimumNotional(notional)
        .setExpiryMicros(
            dated ? VenueTime.millis(fields.number(DELIVERY_DATE), "deliveryDate") : null)
        .setUnderlying(market == BinanceMarket.SPOT ? null : market.venue() + ":" + listing.pair())
        .build();
  }

  /** One that is being settled has lost its type, and keeps the date that perpetuals have. */
  private boolean isPerpetual() {
    return fields.text(CONTRACT_TYPE).contains("PERPETUAL") || fields.is(DELIVERY_DATE, NEVER);
  }

  private InstrumentKind kind() {
    return switch (market) {
      case SPOT -> InstrumentKind.SPOT;
      case USD_M -> isPerpetual() ? InstrumentKind.LINEAR_PERPETUAL : InstrumentKind.LINEAR_FUTURE;
      case COIN_M ->
          isPerpetual() ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.INVERSE_FUTURE;
    };
  }
}
