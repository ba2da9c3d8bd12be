package org.hedgerow.exchanges.luno;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/** Finds pairs in addresses and lists: no frame of a market stream names one. */
final class LunoRecognition implements Recognition {
  private static final Pattern PAIR =
      Pattern.compile(
          "(?m)\"(?:market_id|pair)\"\\s*:\\s*\"([A-Z0-9]{6,10})\"|[?&]pair=([A-Z0-9]{6,10})"
              + "|(?:^|/)([A-Z0-9]{6,10})$");

  @Override
  public boolean serves(String address) {
    return address.contains("://");
  }

  @Override
  public boolean claims(String message) {
    return true;
  }

  @Override
  public String connection(String address) {
    return LunoVenue.NAME + "/market/" + address.substring(address.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isPrivate(String address) {
    return address.contains("userstream");
  }

  @Override
  public Set<String> symbols(String text) {
    return Symbols.in(text, PAIR);
  }

  @Override
  public Optional<Instrument> instrument(String symbol) {
    return Optional.of(
        Recognition.unspecified(
            LunoVenue.NAME,
            symbol,
            InstrumentKind.SPOT,
            LunoAssets.base(symbol),
            LunoAssets.quote(symbol)));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new LunoVenue().decoder(Recognition.configuration(instruments));
  }
}
