package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hedgerow.exchange.simulated.matching.Fixed;

/** Messages and the venue's numbers in them: plain, without needless digits. */
final class DeribitText {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final int DIGITS = 12;

  private DeribitText() {}

  static String write(JsonNode message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is always JSON", impossible);
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** Without zeros at its end. */
  static BigDecimal number(long fixed) {
    return number(Fixed.decimal(fixed));
  }

  static BigDecimal number(BigDecimal value) {
    BigDecimal rounded =
        value.scale() > DIGITS ? value.setScale(DIGITS, RoundingMode.HALF_EVEN) : value;
    BigDecimal plain = rounded.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  /** With so many digits after the point. */
  static BigDecimal rounded(double value, int digits) {
    return number(BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN));
  }

  static BigDecimal rounded(BigDecimal value, int digits) {
    return number(value.setScale(digits, RoundingMode.HALF_EVEN));
  }
}
