package org.hedgerow.exchanges.kraken;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.kraken.KrakenSpotRecognition.FuturesForm;
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/** Tells messages of the futures market from those of the spot market. */
final class KrakenFuturesRecognition implements Recognition {
  /** Contracts only: indices (in_) and reference rates (rr_) are not traded. */
  private static final Pattern PRODUCT =
      Pattern.compile("\"((?:[PF][IFV]|pi|pf|pv|fi|ff|fv)_[A-Za-z0-9_]+)\"");

  private static final Pattern PARAMETER =
      Pattern.compile("[?&]symbol=([A-Za-z]{2}_[A-Za-z0-9_]+)");

  @Override
  public boolean serves(String address) {
    return address.contains("://") && FuturesForm.isAddress(address);
  }

  @Override
  public boolean claims(String message) {
    return FuturesForm.isOf(message);
  }

  @Override
  public Optional<String> request(String message, Set<String> instruments) {
    String head = FuturesForm.head(message);
    if (!head.matches("(?s)\\s*\\{\\s*\"(?:result\"\\s*:\\s*\"|serverTime\").*")) {
      return Optional.empty();
    }
    return Optional.of(head.contains("\"instruments\"") ? "/derivatives/api/v3/instruments" : "");
  }

  @Override
  public Set<String> symbols(String text) {
    Set<String> symbols = new LinkedHashSet<>();
    for (String symbol : Symbols.in(text, PRODUCT)) {
      symbols.add(symbol.toUpperCase(Locale.ROOT));
    }
    for (String symbol : Symbols.in(text, PARAMETER)) {
      symbols.add(symbol.toUpperCase(Locale.ROOT));
    }
    return symbols;
  }

  /** PI and FI are inverse, P is perpetual and F dated. */
  @Override
  public Optional<Instrument> instrument(String symbol) {
    if (symbol.length() < 6) {
      return Optional.empty();
    }
    boolean inverse = symbol.charAt(1) == 'I';
    boolean perpetual = symbol.charAt(0) == 'P';
    InstrumentKind kind =
        inverse
            ? perpetual ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.INVERSE_FUTURE
            : perpetual ? InstrumentKind.LINEAR_PERPETUAL : InstrumentKind.LINEAR_FUTURE;
    String pair = symbol.substring(3).replaceAll("_.*", "");
    int quote = Math.max(1, pair.length() - 3);
    return Optional.of(
        Recognition.unspecified(
            KrakenFuturesDecoder.VENUE,
            symbol,
            kind,
            Assets.canonical(pair.substring(0, quote)),
            pair.substring(quote)));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new KrakenFuturesVenue().decoder(Recognition.configuration(instruments));
  }
}
