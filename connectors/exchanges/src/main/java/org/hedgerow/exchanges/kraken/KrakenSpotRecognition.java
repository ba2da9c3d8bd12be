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
import org.hedgerow.exchanges.recording.Symbols;
import org.hedgerow.schema.InstrumentKind;

/** Tells messages of the spot market, of both versions, from those of the futures market. */
final class KrakenSpotRecognition implements Recognition {
  /** Of v2, of v1's last element, of REST's lists; a slash may be escaped. */
  private static final Pattern PAIR =
      Pattern.compile(
          "\"(?:symbol|pair|wsname)\"\\s*:\\s*\"([A-Za-z0-9.]+\\\\?/[A-Za-z0-9.]+)\""
              + "|\"([A-Za-z0-9.]+\\\\?/[A-Za-z0-9.]+)\"\\s*\\]\\s*$");

  private static final Pattern FORM =
      Pattern.compile(
          "^\\s*\\[|\"(?:channel|method|channelID|connectionID)\"\\s*:"
              + "|\"event\"\\s*:\\s*\"(?:systemStatus|subscriptionStatus|heartbeat|pong)\""
              + "|^\\s*\\{\\s*\"error\"\\s*:\\s*\\[");

  @Override
  public boolean serves(String address) {
    return address.contains("://") && !FuturesForm.isAddress(address);
  }

  @Override
  public boolean claims(String message) {
    return FORM.matcher(FuturesForm.head(message)).find() && !FuturesForm.isOf(message);
  }

  @Override
  public Optional<String> request(String message, Set<String> instruments) {
    String head = FuturesForm.head(message);
    if (!head.matches("(?s)\\s*\\{\\s*\"(?:error\"\\s*:\\s*\\[|result\"\\s*:\\s*[\\[{]).*")) {
      return Optional.empty();
    }
    return Optional.of(head.contains("\"wsname\"") ? "/0/public/AssetPairs" : "");
  }

  @Override
  public Set<String> symbols(String text) {
    Set<String> symbols = new LinkedHashSet<>();
    for (String pair : Symbols.in(text, PAIR)) {
      symbols.add(Assets.pair(pair.replace("\\", "")));
    }
    return symbols;
  }

  @Override
  public boolean isList(String message) {
    return FuturesForm.head(message).contains("\"instrument\"");
  }

  @Override
  public Optional<Instrument> instrument(String symbol) {
    int slash = symbol.indexOf('/');
    return Optional.of(
        Recognition.unspecified(
            KrakenSpotDecoder.VENUE,
            symbol,
            InstrumentKind.SPOT,
            symbol.substring(0, slash),
            symbol.substring(slash + 1)));
  }

  @Override
  public FrameDecoder decoder(List<Instrument> instruments) {
    return new KrakenSpotVenue().decoder(Recognition.configuration(instruments));
  }

  /** What messages and addresses of the futures market have in common. */
  static final class FuturesForm {
    private static final Pattern FORM =
        Pattern.compile(
            "\"(?:feed|product_id|product_ids)\"\\s*:"
                + "|\"event\"\\s*:\\s*\"(?:info|challenge|alert|subscribed|subscribed_failed)\""
                + "|^\\s*\\{\\s*\"(?:result\"\\s*:\\s*\"|serverTime\")");
    private static final int HEAD = 600;

    private FuturesForm() {}

    static boolean isAddress(String address) {
      String lower = address.toLowerCase(Locale.ROOT);
      return lower.contains("futures") || lower.contains("cryptofacilities");
    }

    static boolean isOf(String message) {
      return FORM.matcher(head(message)).find();
    }

    static String head(String message) {
      return message.substring(0, Math.min(message.length(), HEAD));
    }
  }
}
