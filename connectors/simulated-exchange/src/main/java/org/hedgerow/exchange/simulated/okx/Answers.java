package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.ledger.Ledger;

/** The venue's envelope of REST answers: {@code {"code":"0","msg":"","data":[...]}}. */
final class Answers {
  /** All orders of a request failed; the reason stands at each order. */
  static final int ALL_FAILED = 1;

  /** Some of them did. */
  static final int SOME_FAILED = 2;

  private Answers() {}

  static Reply ok(JsonNode data) {
    return new Reply(200, 0, envelope("0", "", data).toString());
  }

  /** A request that was refused as a whole. */
  static Reply error(int status, int code, String message) {
    return new Reply(
        status, code, envelope(Integer.toString(code), message, OkxText.array()).toString());
  }

  /**
   * What became of one order.
   *
   * @param sCode 0 where it was done
   */
  static Reply order(ObjectNode row, int sCode) {
    return orders(OkxText.array().add(row), sCode == 0 ? 0 : ALL_FAILED, sCode);
  }

  /**
   * What became of several orders.
   *
   * @param code of the whole
   * @param sCode the first of those that failed, 0 where any was done
   */
  static Reply orders(ArrayNode results, int code, int sCode) {
    String message = code == ALL_FAILED ? "All operations failed" : "";
    ObjectNode out = envelope(Integer.toString(code), message, results);
    String micros = Long.toString(Ledger.nowMicros());
    return new Reply(200, sCode, out.put("inTime", micros).put("outTime", micros).toString());
  }

  private static ObjectNode envelope(String code, String message, JsonNode data) {
    ObjectNode out = OkxText.object().put("code", code);
    out.set("data", data);
    return out.put("msg", message);
  }
}
