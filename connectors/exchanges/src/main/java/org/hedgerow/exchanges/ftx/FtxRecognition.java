package org.hedgerow.exchanges.ftx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/** Finds what FTX's messages name. */
final class FtxRecognition implements Recognition {
  private static final Pattern MARKET =
      Pattern.compile("\"(?:market|name)\"\\s*:\\s*\"([A-Za-z0-9/_-]+)\"");
  private static final Pattern ANSWER = Pattern.compile("^\\s*\\{\\s*\"success\"\\s*:");

  @Override
  public boolean serves(String address) {
    return address.contains("://");
  }

  @Override
  public boolean claims(String message) {
    return true;
  }

  @Override
  public Optional<String> request(String message, Set<String> instruments) {
    return ANSWER.matcher(message.substring(0, Math.min(message.length(), 40))).find()
        ? Optional.of(message.contains("\"priceIncrement\"") ? "/api/markets" : "")
        : Optional.empty();
  }

  @Override
  public Set<String> symbols(String text) {
    return new LinkedHashSet<>(Symbols.in(text, MARKET));
  }

  @Override
  public Optional<Instrument> instrument(String symbol) {
    int slash = symbol.indexOf('/');
    int hyphen = symbol.indexOf('-');
    InstrumentKind kind =
        slash > 0
            ? InstrumentKind.SPOT
            : symbol.endsWith("-PERP")
                ? InstrumentKind.LINEAR_PERPETUAL
                : InstrumentKind.LINEAR_FUTURE;
    String base =
        slash > 0 ? symbol.substring(0, slash) : hyphen > 0 ? symbol.substring(0, hyphen) : symbol;
    return Optional.of(
        Recognition.unspecified(
            FtxVenue.NAME, symbol, kind, base, slash > 0 ? symbol.substring(slash + 1) : "USD"));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new FtxVenue().decoder(Recognition.configuration(instruments));
  }
}
