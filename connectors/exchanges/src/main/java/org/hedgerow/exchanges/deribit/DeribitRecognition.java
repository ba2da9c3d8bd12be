package org.hedgerow.exchanges.deribit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/** Finds what Deribit's messages name; one market, so that all of them are its own. */
final class DeribitRecognition implements Recognition {
  private static final Pattern NAMED =
      Pattern.compile(
          "\"instrument_name\"\\s*:\\s*\"([A-Z0-9_.a-z-]+)\"|instrument_name=([A-Z0-9_.a-z-]+)");
  private static final Pattern INDEX =
      Pattern.compile("\"index_name\"\\s*:\\s*\"([a-z0-9]+_[a-z0-9]+)\"");

  /** Combinations have other names, and are not traded. */
  private static final Pattern SINGLE =
      Pattern.compile(
          "([A-Z0-9]+)(?:_([A-Z0-9]+))?(?:-(PERPETUAL|[0-9]{1,2}[A-Z]{3}[0-9]{2})(-[0-9]+(?:d[0-9]+)?-[CP])?)?");

  @Override
  public boolean serves(String address) {
    return address.contains("://");
  }

  @Override
  public boolean claims(String message) {
    return true;
  }

  @Override
  public Set<String> symbols(String text) {
    Set<String> symbols = new LinkedHashSet<>(Symbols.in(text, NAMED));
    for (String index : Symbols.in(text, INDEX)) {
      symbols.add(index.toUpperCase(Locale.ROOT));
    }
    return symbols;
  }

  @Override
  public Optional<Instrument> instrument(String symbol) {
    Matcher name = SINGLE.matcher(symbol);
    if (!name.matches()) {
      return Optional.empty();
    }
    boolean linear = name.group(2) != null;
    String expiry = name.group(3);
    InstrumentKind kind;
    if (expiry == null) {
      if (!linear) {
        return Optional.empty();
      }
      kind = InstrumentKind.SPOT;
    } else if (name.group(4) != null) {
      kind = InstrumentKind.OPTION;
    } else if (expiry.equals("PERPETUAL")) {
      kind = linear ? InstrumentKind.LINEAR_PERPETUAL : InstrumentKind.INVERSE_PERPETUAL;
    } else {
      kind = linear ? InstrumentKind.LINEAR_FUTURE : InstrumentKind.INVERSE_FUTURE;
    }
    return Optional.of(
        Recognition.unspecified(
            DeribitVenue.NAME, symbol, kind, name.group(1), linear ? name.group(2) : "USD"));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new DeribitVenue().decoder(Recognition.configuration(instruments));
  }
}
