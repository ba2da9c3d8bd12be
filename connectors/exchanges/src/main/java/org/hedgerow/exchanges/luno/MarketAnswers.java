package org.hedgerow.exchanges.luno;

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
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * Reads what Luno answered to questions about its markets: recent trades, under the ids that the
 * stream gives them, lists of markets, and the status in tickers. A ticker's best prices come
 * without quantities and are no quote.
 */
final class MarketAnswers {
  private static final int LARGEST_SCALE = 18;

  private final Map<String, LunoListing> listings;

  /**
   * @param listings by pair
   */
  MarketAnswers(Map<String, LunoListing> listings) {
    this.listings = listings;
  }

  void read(RawFrame frame, byte[] body, Findings findings)
      throws IOException, InvalidFieldException {
    String request = frame.getRequest() == null ? "" : frame.getRequest();
    if (request.contains("/trades?")) {
      LunoErrors.refuse(request, body);
      trades(listing(LunoRest.parameter(request, "pair")), JsonRows.lists(body), findings);
    } else if (request.contains("/markets")) {
      LunoErrors.refuse(request, body);
      markets(RowValues.rows(JsonRows.lists(body), "markets"), findings);
    } else if (request.contains("/tickers")) {
      LunoErrors.refuse(request, body);
      for (Map<String, String> ticker : RowValues.rows(JsonRows.lists(body), "tickers")) {
        ticker(ticker, findings);
      }
    } else if (request.contains("/ticker")) {
      LunoErrors.refuse(request, body);
      ticker(JsonRows.object(body), findings);
    } else {
      findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
    }
  }

  static String channel(String request) {
    if (request.contains("/trades?")) {
      return "trades";
    }
    return request.contains("/markets") ? "markets" : request.contains("/ticker") ? "ticker" : "";
  }

  /** The newest come first, and are told last. */
  private void trades(
      LunoListing listing, Map<String, List<Map<String, String>>> lists, Findings findings)
      throws InvalidFieldException {
    List<Map<String, String>> trades = RowValues.rows(lists, "trades");
    for (int i = trades.size() - 1; i >= 0; i--) {
      Map<String, String> trade = trades.get(i);
      findings.entry(
          new Trade(
              listing.instrument(),
              RowValues.text(trade, "sequence"),
              positive(trade, "price"),
              positive(trade, "volume"),
              truth(trade, "is_buy") ? Side.BUY : Side.SELL),
          RowValues.micros(trade, "timestamp"));
    }
    if (trades.isEmpty()) {
      findings.ignore("trades");
    }
  }

  private void markets(List<Map<String, String>> markets, Findings findings)
      throws InvalidFieldException {
    boolean wanted = false;
    for (Map<String, String> market : markets) {
      LunoListing listing = listings.get(RowValues.text(market, "market_id"));
      if (listing != null) {
        wanted = true;
        findings.entry(
            new InstrumentStatus(
                listing.instrument(),
                PairStream.status(RowValues.text(market, "trading_status")),
                definition(listing, market)),
            null);
      }
    }
    if (!wanted) {
      findings.ignore("markets");
    }
  }

  private static InstrumentDefinition definition(LunoListing listing, Map<String, String> market)
      throws InvalidFieldException {
    return InstrumentDefinition.newBuilder()
        .setInstrument(listing.instrument())
        .setVenue(LunoVenue.NAME)
        .setSymbol(listing.pair())
        .setKind(InstrumentKind.SPOT)
        .setBase(LunoAssets.canonical(RowValues.text(market, "base_currency")))
        .setQuote(LunoAssets.canonical(RowValues.text(market, "counter_currency")))
        .setSettlement(LunoAssets.canonical(RowValues.text(market, "counter_currency")))
        .setContractValue(new Decimal(1L, 0))
        .setTickSize(step(market, "price_scale"))
        .setLotSize(step(market, "volume_scale"))
        .setMinimumQuantity(positive(market, "min_volume"))
        .setMaximumQuantity(positive(market, "max_volume"))
        .setMinimumNotional(listing.minimumNotional())
        .build();
  }

  /** From the number of decimal places. */
  private static Decimal step(Map<String, String> market, String name)
      throws InvalidFieldException {
    Decimal places = RowValues.decimal(market, name);
    if (places.getScale() != 0
        || places.getUnscaled() < 0
        || places.getUnscaled() > LARGEST_SCALE) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is no number of decimal places");
    }
    return new Decimal(1L, (int) places.getUnscaled());
  }

  private void ticker(Map<String, String> ticker, Findings findings) throws InvalidFieldException {
    LunoListing listing = listings.get(RowValues.text(ticker, "pair"));
    if (listing == null) {
      findings.ignore("ticker");
      return;
    }
    findings.entry(
        new InstrumentStatus(
            listing.instrument(), PairStream.status(RowValues.text(ticker, "status")), null),
        RowValues.micros(ticker, "timestamp"));
  }

  private LunoListing listing(String pair) throws InvalidFieldException {
    LunoListing listing = listings.get(pair);
    if (listing == null) {
      throw new InvalidFieldException(
          RejectReason.UNKNOWN_INSTRUMENT, "no instrument has symbol " + RowValues.shortened(pair));
    }
    return listing;
  }

  private static Decimal positive(Map<String, String> row, String name)
      throws InvalidFieldException {
    Decimal number = RowValues.decimal(row, name);
    if (number.getUnscaled() <= 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, name + " is not positive");
    }
    return number;
  }

  private static boolean truth(Map<String, String> row, String name) throws InvalidFieldException {
    String text = RowValues.text(row, name);
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is neither true nor false");
    }
    return text.equals("true");
  }
}
