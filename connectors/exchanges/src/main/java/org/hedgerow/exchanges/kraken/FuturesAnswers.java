package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;

/**
 * Reads answers of the futures market's REST by what was asked: recent trades, the list of
 * instruments, the best levels of a book, and an account's snapshots ({@link
 * FuturesAccountAnswers}).
 */
final class FuturesAnswers {
  private static final int LARGEST_PRECISION = 18;

  /** Answers that the journal has no payload for, or that nobody here asks for. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "tickers", "executions", "candles", "historical-funding-rates", "historicalfundingrates");

  private final SymbolTable<Listing> listings;
  private final FuturesAccountAnswers accountAnswers;
  private final JsonFields fields = new JsonFields(FuturesFields.NAMES);

  FuturesAnswers(SymbolTable<Listing> listings, List<Listing> instruments, Set<String> assets) {
    this.listings = listings;
    this.accountAnswers = new FuturesAccountAnswers(listings, instruments, assets);
  }

  void read(RawFrame frame, byte[] body, Findings findings) {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    String resource = resource(request);
    try {
      if (frame.getAccount() != null) {
        accountAnswers.read(frame, request, resource, body, findings);
        return;
      }
      refused(body);
      switch (resource) {
        case "instruments" -> instruments(body, findings);
        case "history" -> trades(request, body, findings);
        case "orderbook" -> orderBook(request, body, findings);
        default -> {
          if (LEFT_OUT.contains(resource) || request.startsWith("/api/charts/")) {
            findings.ignore(resource);
          } else {
            findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
          }
        }
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject(resource, RejectReason.MALFORMED, KrakenSpotDecoder.sentence(e));
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(resource, e.reason(), e.getMessage());
    }
  }

  /** The last part of the first request's path. */
  private static String resource(String request) {
    int end = request.length();
    for (char stop : new char[] {'?', ' ', '#'}) {
      int at = request.indexOf(stop);
      end = at < 0 ? end : Math.min(end, at);
    }
    return request.substring(request.lastIndexOf('/', end - 1) + 1, end);
  }

  /** {@code {"result":"error","error":"apiLimitExceeded"}}, or a list of errors with messages. */
  static void refused(byte[] body) throws IOException, InvalidFieldException {
    Map<String, String> scalars = JsonRows.object(body);
    String error = scalars.get("error");
    if (error == null && "error".equals(scalars.get("result"))) {
      error = scalars.getOrDefault("status", "error");
    }
    if (error != null) {
      throw new InvalidFieldException(RejectReason.VENUE_ERROR, KrakenSpotDecoder.says(error));
    }
  }

  private void instruments(byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    boolean told = false;
    for (Map<String, String> row : RowValues.rows(JsonRows.lists(body), "instruments")) {
      Listing listing = listing(RowValues.text(row, "symbol"));
      if (listing == null) {
        continue;
      }
      told = true;
      try {
        findings.entry(
            new InstrumentStatus(listing.instrument(), status(row), definition(listing, row)),
            null);
      } catch (InvalidFieldException e) {
        findings.reject("instruments", e.reason(), e.getMessage());
      }
    }
    if (!told) {
      findings.ignore("instruments");
    }
  }

  private static TradingStatus status(Map<String, String> row) throws InvalidFieldException {
    if (!RowValues.text(row, "tradeable").equals("true")) {
      return TradingStatus.HALTED;
    }
    return "true".equals(row.get("postOnly")) ? TradingStatus.POST_ONLY : TradingStatus.TRADING;
  }

  private static InstrumentDefinition definition(Listing listing, Map<String, String> row)
      throws InvalidFieldException {
    String type = RowValues.text(row, "type");
    boolean inverse = type.equals("futures_inverse");
    if (!inverse && !type.equals("flexible_futures") && !type.equals("futures_vanilla")) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          listing.symbol() + " is of type " + RowValues.shortened(type));
    }
    String last = row.get("lastTradingTime");
    Decimal lot = lot(row);
    return new InstrumentDefinition(
        listing.instrument(),
        KrakenFuturesDecoder.VENUE,
        listing.symbol(),
        last == null
            ? inverse ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.LINEAR_PERPETUAL
            : inverse ? InstrumentKind.INVERSE_FUTURE : InstrumentKind.LINEAR_FUTURE,
        row.containsKey("base") ? Assets.canonical(row.get("base")) : listing.base(),
        row.containsKey("quote") ? Assets.canonical(row.get("quote")) : listing.quote(),
        listing.settlement(),
        RowValues.decimal(row, "contractSize"),
        RowValues.decimal(row, "tickSize"),
        lot,
        lot,
        listing.maximumQuantity(),
        Decimals.ZERO,
        last == null ? null : KrakenTime.rfc3339(last, "lastTradingTime"),
        null,
        null,
        KrakenFuturesDecoder.VENUE + ":" + KrakenFuturesDecoder.pair(listing.symbol()));
  }

  /** A quantity has so many decimals; with a negative number, so many zeros before the point. */
  private static Decimal lot(Map<String, String> row) throws InvalidFieldException {
    String text = row.getOrDefault("contractValueTradePrecision", "0");
    int precision;
    try {
      precision = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      precision = Integer.MIN_VALUE;
    }
    if (precision < -LARGEST_PRECISION || precision > LARGEST_PRECISION) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "contractValueTradePrecision is no scale");
    }
    long unscaled = 1;
    for (int i = precision; i < 0; i++) {
      unscaled *= 10;
    }
    return new Decimal(unscaled, Math.max(0, precision));
  }

  /** {@code uid} is the stream's; rows are newest first. */
  private void trades(String request, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    Listing listing = asked(request);
    List<Map<String, String>> rows = RowValues.rows(JsonRows.lists(body), "history");
    for (int i = rows.size() - 1; i >= 0; i--) {
      Map<String, String> row = rows.get(i);
      String side = RowValues.text(row, "side");
      if (!side.equals("buy") && !side.equals("sell")) {
        throw new InvalidFieldException(RejectReason.INVALID_VALUE, "side is none");
      }
      if ("block".equals(row.get("type"))) {
        findings.ignore("block trade");
        continue;
      }
      findings.entry(
          new Trade(
              listing.instrument(),
              RowValues.text(row, "uid"),
              RowValues.decimal(row, "price"),
              RowValues.decimal(row, "size"),
              side.equals("buy") ? Side.BUY : Side.SELL),
          KrakenTime.rfc3339(RowValues.text(row, "time"), "time"));
    }
    if (rows.isEmpty()) {
      findings.ignore("history");
    }
  }

  /** It has no sequence, and cannot be joined to the stream's book. */
  private void orderBook(String request, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    Listing listing = asked(request);
    fields.read(body);
    if (!fields.isObject(FuturesFields.ORDER_BOOK)) {
      throw InvalidFieldException.missing("orderBook");
    }
    JsonFields book = fields.object(FuturesFields.ORDER_BOOK);
    findings.entry(
        new BookTop(
            listing.instrument(),
            0L,
            book.levels(FuturesFields.BIDS),
            book.levels(FuturesFields.ASKS)),
        null);
  }

  private Listing asked(String request) throws InvalidFieldException {
    int from = request.indexOf("symbol=") + 7;
    int to = request.indexOf('&', from);
    String symbol = from < 7 ? "" : to < 0 ? request.substring(from) : request.substring(from, to);
    Listing listing = listing(symbol);
    if (listing == null) {
      throw KrakenSpotDecoder.unknown(symbol);
    }
    return listing;
  }

  private Listing listing(String symbol) {
    Listing listing = listings.get(symbol);
    String upper = symbol.toUpperCase(Locale.ROOT);
    return listing == null ? listings.get(upper) : listing;
  }
}
