package org.hedgerow.exchanges;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Limits;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.schema.InstrumentKind;

/**
 * Credentials that nobody may ever see again, the same that the build puts into the environment
 * under the name {@link #ACCOUNT}, and what looks for them.
 */
public final class PlantedSecrets {
  public static final String ACCOUNT = "planted";
  public static final String KEY = "planted1key2/planted1key2+planted";

  /** Base 64, as Kraken wants it, and as good as any elsewhere. */
  public static final String SECRET =
      Base64.getEncoder()
          .encodeToString("planted-secret-1-planted".getBytes(StandardCharsets.UTF_8));

  public static final String PASSPHRASE = "Planted1phrase2!";

  private static final Map<String, String> SYMBOLS =
      Map.of(
          "BINANCE_SPOT", "BTCUSDT",
          "BINANCE_USDM", "BTCUSDT",
          "BINANCE_COINM", "BTCUSD_PERP",
          "OKX", "BTC-USDT-SWAP",
          "DERIBIT", "BTC-PERPETUAL",
          "KRAKEN_SPOT", "BTC/USD",
          "KRAKEN_FUTURES", "PF_XBTUSD",
          "LUNO", "XBTZAR");

  private PlantedSecrets() {}

  /** The venues that have accounts. */
  public static Stream<Venue> venues() {
    return Venues.all().stream().filter(venue -> SYMBOLS.containsKey(venue.name()));
  }

  public static String symbol(Venue venue) {
    return SYMBOLS.get(venue.name());
  }

  public static Credentials credentials() {
    return new Credentials(ACCOUNT, KEY, SECRET, PASSPHRASE);
  }

  /** One instrument and one account of a venue that is at that exchange. */
  public static Configuration configuration(Venue venue, EchoingExchange exchange) {
    boolean spot = venue.name().endsWith("_SPOT") || venue.name().equals("LUNO");
    return new Configuration(
        1,
        "",
        List.of(
            new VenueEndpoint(venue.name(), Environment.PAPER, exchange.http(), exchange.stream())),
        List.of(new Account(ACCOUNT, venue.name(), ACCOUNT, Optional.empty())),
        List.of(
            new Instrument(
                venue.name() + ":" + symbol(venue),
                venue.name(),
                symbol(venue),
                spot ? InstrumentKind.SPOT : InstrumentKind.LINEAR_PERPETUAL,
                "BTC",
                "USD",
                "USD",
                BigDecimal.ONE,
                new BigDecimal("0.1"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                new BigDecimal("1000000"),
                BigDecimal.ZERO,
                List.of(Channel.TRADE, Channel.QUOTE))),
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  /** With what every failure says, and those that caused it. */
  public static String text(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Fails if any of the secrets, planted or made of them, is in a text. */
  public static void assertNoneIn(String place, EchoingExchange exchange, String text) {
    assertTrue(exchange.requests.get() > 0, "nothing was asked");
    Set<String> secrets = new LinkedHashSet<>(exchange.heard);
    secrets.addAll(List.of(KEY, SECRET, PASSPHRASE));
    for (String secret : secrets) {
      int at = text.indexOf(secret);
      assertFalse(
          at >= 0,
          () ->
              "a secret is in "
                  + place
                  + ": "
                  + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 80)));
    }
  }
}
