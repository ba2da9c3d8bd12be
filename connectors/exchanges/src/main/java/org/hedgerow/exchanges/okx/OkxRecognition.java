package org.hedgerow.exchanges.okx;

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

/** Finds what OKX's messages name; one market, so that all of them are its own. */
final class OkxRecognition implements Recognition {
  private static final Pattern NAMED =
      Pattern.compile("\"instId\"\\s*:\\s*\"([A-Z0-9_-]+)\"|[?&]instId=([A-Z0-9_-]+)");
  private static final Pattern LIST =
      Pattern.compile("\"(?:opt-summary|instruments|liquidation-orders|status)\"");
  private static final int HEAD = 200;
  private static final int SPOT_PARTS = 2;
  private static final int FUTURES_PARTS = 3;
  private static final int OPTION_PARTS = 5;

  @Override
  public boolean serves(String address) {
    return address.contains("://");
  }

  @Override
  public boolean claims(String message) {
    return true;
  }

  /** Answers have a code and data at their top; what they are about stands in the request. */
  @Override
  public Optional<String> request(String message, Set<String> instruments) {
    String head = message.substring(0, Math.min(message.length(), HEAD));
    if (!head.matches("(?s)\\s*\\{\\s*\"(?:code|msg)\"\\s*:.*") || head.contains("\"event\"")) {
      return Optional.empty();
    }
    return Optional.of(
        message.contains("\"instType\"") && message.contains("\"tickSz\"")
            ? Requests.INSTRUMENTS
            : "");
  }

  @Override
  public Set<String> symbols(String text) {
    return new LinkedHashSet<>(Symbols.in(text, NAMED));
  }

  @Override
  public boolean isList(String message) {
    return LIST.matcher(message.substring(0, Math.min(message.length(), HEAD))).find();
  }

  /** As the venue names them; without a list, contracts in USD are taken for inverse. */
  @Override
  public Optional<Instrument> instrument(String symbol) {
    String[] parts = symbol.split("-");
    if (parts.length < SPOT_PARTS || parts.length > OPTION_PARTS) {
      return Optional.empty();
    }
    boolean inverse = parts[1].equals("USD");
    InstrumentKind kind;
    if (parts.length == SPOT_PARTS) {
      kind = InstrumentKind.SPOT;
    } else if (parts.length > FUTURES_PARTS) {
      kind = InstrumentKind.OPTION;
    } else if (parts[2].equals("SWAP")) {
      kind = inverse ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.LINEAR_PERPETUAL;
    } else {
      kind = inverse ? InstrumentKind.INVERSE_FUTURE : InstrumentKind.LINEAR_FUTURE;
    }
    return Optional.of(Recognition.unspecified(OkxVenue.NAME, symbol, kind, parts[0], parts[1]));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new OkxVenue().decoder(Recognition.configuration(instruments));
  }
}
