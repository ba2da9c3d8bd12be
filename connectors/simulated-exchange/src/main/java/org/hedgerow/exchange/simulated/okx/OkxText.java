package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hedgerow.exchange.simulated.matching.Fixed;

/** Numbers as the venue writes them, strings without needless zeros, and objects of strings. */
final class OkxText {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGITS = 16;

  private OkxText() {}

  static String plain(long fixed) {
    return plain(Fixed.decimal(fixed));
  }

  static String plain(BigDecimal value) {
    BigDecimal rounded = value.scale() > DIGITS ? value.setScale(DIGITS, RoundingMode.DOWN) : value;
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static StringBuilder append(StringBuilder out, long fixed) {
    int from = out.length();
    Fixed.append(out, fixed, Fixed.DECIMALS);
    int to = out.length();
    while (out.charAt(to - 1) == '0') {
      to--;
    }
    if (out.charAt(to - 1) == '.') {
      to--;
    }
    out.setLength(Math.max(to, from + 1));
    return out;
  }

  /** Puts fields that have nothing to say. */
  static ObjectNode blank(ObjectNode out, String... names) {
    for (String name : names) {
      out.put(name, "");
    }
    return out;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }
}
