package org.hedgerow.exchanges.bybit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/** Finds what Bybit's messages name. */
final class BybitRecognition implements Recognition {
  private static final Pattern TOPIC =
      Pattern.compile(
          "\"topic\"\\s*:\\s*\"(?:publicTrade|tickers|orderbook\\.\\d+)\\.([A-Z0-9]+)\"");

  @Override
  public boolean serves(String address) {
    return address.contains("bybit") && address.contains("/linear");
  }

  @Override
  public boolean claims(String message) {
    return true;
  }

  @Override
  public boolean isPrivate(String address) {
    return false;
  }

  @Override
  public Set<String> symbols(String text) {
    return Symbols.in(text, TOPIC);
  }

  /** Perpetuals are named by base and the currency that settles them. */
  @Override
  public Optional<Instrument> instrument(String symbol) {
    for (String quote : List.of("USDT", "USDC")) {
      if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
        return Optional.of(
            Recognition.unspecified(
                BybitVenue.NAME,
                symbol,
                InstrumentKind.LINEAR_PERPETUAL,
                symbol.substring(0, symbol.length() - quote.length()),
                quote));
      }
    }
    return symbol.endsWith("PERP")
        ? Optional.of(
            Recognition.unspecified(
                BybitVenue.NAME,
                symbol,
                InstrumentKind.LINEAR_PERPETUAL,
                symbol.substring(0, symbol.length() - "PERP".length()),
                "USDC"))
        : Optional.empty();
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new BybitVenue().decoder(Recognition.configuration(instruments));
  }
}
