package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Numbers as the venue writes them: decimals are texts. */
final class LunoText {
  static final ObjectMapper JSON = new ObjectMapper();

  private LunoText() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** Without needless zeros. */
  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0.00" : value.stripTrailingZeros().toPlainString();
  }
}
