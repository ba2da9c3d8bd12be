package org.hedgerow.exchange.simulated.kraken;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as both of Kraken's exchanges write them. */
public final class KrakenText {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGITS = 10;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'000Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private KrakenText() {}

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  public static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** Puts a number that keeps the form of {@code text}, its zeros at the end too. */
  public static ObjectNode number(ObjectNode out, String name, String text) {
    return out.putRawValue(name, new RawValue(text));
  }

  public static ObjectNode number(ObjectNode out, String name, BigDecimal value) {
    return number(out, name, plain(value));
  }

  /** Without needless zeros, ten decimals at most. */
  public static String plain(BigDecimal value) {
    BigDecimal rounded =
        value.scale() > DIGITS ? value.setScale(DIGITS, RoundingMode.HALF_EVEN) : value;
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** With exactly so many decimals. */
  public static String fixed(BigDecimal value, int decimals) {
    return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** RFC 3339, with the six decimals of the spot streams. */
  public static String micros(long millis) {
    return MICROS.format(Instant.ofEpochMilli(millis));
  }

  /** RFC 3339, with the three decimals of the futures' answers. */
  public static String millis(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }

  /** Seconds since the epoch, with the four decimals of the spot answers. */
  public static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).setScale(4).toPlainString();
  }
}
