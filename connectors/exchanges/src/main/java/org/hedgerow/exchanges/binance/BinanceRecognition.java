package org.hedgerow.exchanges.binance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/**
 * Tells Binance's three markets apart: contracts of COIN-M have {@code USD_} in their symbols or
 * name a pair beside it, frames of the spot market lack fields that futures have, and the other way
 * round.
 */
final class BinanceRecognition implements Recognition {
  private static final Pattern SYMBOL =
      Pattern.compile(
          "\"(?:s|symbol)\"\\s*:\\s*\"([A-Z0-9_]+)\"|[?&]symbol=([A-Z0-9_]+)"
              + "|\"stream\"\\s*:\\s*\"([a-z0-9_]+)@");

  /** Index prices name a pair alone. */
  private static final Pattern PAIR =
      Pattern.compile("\"e\"\\s*:\\s*\"indexPriceUpdate\".*\"i\"\\s*:\\s*\"([A-Z0-9]+)\"");

  private static final Pattern COIN_M =
      Pattern.compile(
          "\"ps\"\\s*:|USD_(?:PERP|[0-9]{6})\"|\"[a-z0-9]+usd_(?:perp|[0-9]{6})@|\"indexPriceUpdate\"");
  private static final Pattern FUTURES =
      Pattern.compile(
          "\"(?:markPriceUpdate|forceOrder|ORDER_TRADE_UPDATE|ACCOUNT_UPDATE|TRADE_LITE|ALGO_UPDATE"
              + "|ACCOUNT_CONFIG_UPDATE|MARGIN_CALL|CONDITIONAL_ORDER_TRIGGER_REJECT|contractInfo)\"");
  private static final Pattern SPOT =
      Pattern.compile(
          "\"(?:executionReport|outboundAccountPosition|balanceUpdate|listStatus)\"|\"M\"\\s*:");
  private static final Pattern EVENT = Pattern.compile("\"e\"\\s*:\\s*\"([A-Za-z0-9]+)\"");
  private static final Pattern INCREMENT_OF_FUTURES = Pattern.compile("\"pu\"\\s*:");
  private static final Pattern MATCH_OF_FUTURES = Pattern.compile("\"X\"\\s*:");
  private static final Pattern ANSWER_TIME = Pattern.compile("\"[ET]\"\\s*:\\s*[0-9]");
  private static final Pattern ANSWER_SYMBOL =
      Pattern.compile("\"symbol\"\\s*:\\s*\"([A-Z0-9_]+)\"");

  private final BinanceMarket market;

  BinanceRecognition(BinanceMarket market) {
    this.market = market;
  }

  @Override
  public boolean serves(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    BinanceMarket served =
        lower.contains("/fapi/") || lower.contains("://fstream") || lower.contains("://fapi")
            ? BinanceMarket.USD_M
            : lower.contains("/dapi/") || lower.contains("://dstream") || lower.contains("://dapi")
                ? BinanceMarket.COIN_M
                : BinanceMarket.SPOT;
    return lower.contains("://") && served == market;
  }

  @Override
  public boolean claims(String message) {
    return of(message) == market;
  }

  /** The market whose form a message has; null where several have it. */
  private static BinanceMarket of(String message) {
    String where = message.contains("\"ACCOUNT_UPDATE\"") ? message : head(message);
    if (COIN_M.matcher(where).find()) {
      return BinanceMarket.COIN_M;
    }
    if (isDepthAnswer(message)) {
      return ANSWER_TIME.matcher(head(message)).find() ? BinanceMarket.USD_M : BinanceMarket.SPOT;
    }
    if (FUTURES.matcher(head(message)).find()) {
      return BinanceMarket.USD_M;
    }
    var event = EVENT.matcher(message);
    String type = event.find() ? event.group(1) : "";
    return switch (type) {
      case "depthUpdate" ->
          INCREMENT_OF_FUTURES.matcher(message).find() ? BinanceMarket.USD_M : BinanceMarket.SPOT;
      case "trade" ->
          MATCH_OF_FUTURES.matcher(message).find()
              ? BinanceMarket.USD_M
              : SPOT.matcher(message).find() ? BinanceMarket.SPOT : null;
      case "aggTrade" -> SPOT.matcher(message).find() ? BinanceMarket.SPOT : BinanceMarket.USD_M;
      case "bookTicker" -> BinanceMarket.USD_M;
      // Best prices and best levels have a type on futures only.
      case "" ->
          head(message).contains("@bookTicker\"")
                  || head(message).contains("@depth")
                  || message.startsWith("{\"u\"")
              ? BinanceMarket.SPOT
              : listOf(message);
      default -> SPOT.matcher(head(message)).find() ? BinanceMarket.SPOT : null;
    };
  }

  private static BinanceMarket listOf(String message) {
    if (!isInstrumentList(message)) {
      return null;
    }
    return message.contains("\"contractSize\"")
        ? BinanceMarket.COIN_M
        : message.contains("\"contractType\"") ? BinanceMarket.USD_M : BinanceMarket.SPOT;
  }

  private static String head(String message) {
    return message.substring(0, Math.min(message.length(), 400));
  }

  private static boolean isDepthAnswer(String message) {
    return message.startsWith("{\"lastUpdateId\"")
        || head(message).matches("(?s)\\s*\\{\\s*\"lastUpdateId\".*");
  }

  private static boolean isInstrumentList(String message) {
    return head(message).contains("\"timezone\"") && message.contains("\"symbols\"");
  }

  /**
   * A bare book is the answer to a question; only the spot market's and USD-M's lack the symbol.
   */
  @Override
  public Optional<String> request(String message, Set<String> instruments) {
    if (isDepthAnswer(message)) {
      var named = ANSWER_SYMBOL.matcher(head(message));
      String symbol =
          named.find()
              ? named.group(1)
              : instruments.size() == 1 ? instruments.iterator().next() : "";
      return Optional.of(symbol.isEmpty() ? "" : market.restPath() + "/depth?symbol=" + symbol);
    }
    if (isInstrumentList(message)) {
      return Optional.of(market.restPath() + "/exchangeInfo");
    }
    return Optional.empty();
  }

  @Override
  public Set<String> symbols(String text) {
    Set<String> symbols = new LinkedHashSet<>();
    for (String symbol : Symbols.in(text, SYMBOL)) {
      symbols.add(symbol.toUpperCase(Locale.ROOT));
    }
    for (String pair : Symbols.in(text, PAIR)) {
      symbols.add(pair + "_PERP");
    }
    return symbols;
  }

  @Override
  public Optional<Instrument> instrument(String symbol) {
    int underscore = symbol.indexOf('_');
    boolean dated = underscore > 0 && !symbol.endsWith("_PERP");
    String pair = underscore < 0 ? symbol : symbol.substring(0, underscore);
    InstrumentKind kind =
        switch (market) {
          case SPOT -> InstrumentKind.SPOT;
          case USD_M -> dated ? InstrumentKind.LINEAR_FUTURE : InstrumentKind.LINEAR_PERPETUAL;
          case COIN_M -> dated ? InstrumentKind.INVERSE_FUTURE : InstrumentKind.INVERSE_PERPETUAL;
        };
    // A pair is not taken apart here: nothing that is decoded needs to know its assets.
    return Optional.of(Recognition.unspecified(market.venue(), symbol, kind, pair, pair));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    List<Listing> listings = new ArrayList<>(instruments.size());
    for (Instrument instrument : instruments) {
      // Summed up trades are read, too: recordings may have no others.
      listings.add(
          new Listing(instrument.instrument(), instrument.symbol(), instrument.base(), true));
    }
    return new BinanceDecoder(market, listings);
  }
}
