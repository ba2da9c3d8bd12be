package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.ledger.Ledger;

/** The envelope of JSON-RPC around results and errors. */
final class Answers {
  private static final int BAD_REQUEST = 400;

  private Answers() {}

  /**
   * @param id of the request, or null where it had none
   */
  static Reply ok(JsonNode id, JsonNode result, long inMicros) {
    ObjectNode out = DeribitText.object().put("jsonrpc", "2.0");
    if (id != null) {
      out.set("id", id);
    }
    out.set("result", result);
    return Reply.ok(DeribitText.write(timed(out, inMicros)));
  }

  private static ObjectNode timed(ObjectNode out, long inMicros) {
    long now = Ledger.nowMicros();
    out.put("usIn", inMicros).put("usOut", now).put("usDiff", now - inMicros);
    return out.put("testnet", true);
  }

  static Reply error(JsonNode id, RefusedException refused) {
    ObjectNode error =
        DeribitText.object().put("code", refused.code).put("message", refused.getMessage());
    if (refused.reason != null) {
      ObjectNode data = error.putObject("data").put("reason", refused.reason);
      if (refused.parameter != null) {
        data.put("param", refused.parameter);
      }
    }
    return error(BAD_REQUEST, id, error);
  }

  static Reply error(int status, int code, String message) {
    return error(status, null, DeribitText.object().put("code", code).put("message", message));
  }

  private static Reply error(int status, JsonNode id, ObjectNode error) {
    ObjectNode out = DeribitText.object().put("jsonrpc", "2.0");
    if (id != null) {
      out.set("id", id);
    }
    out.set("error", error);
    return new Reply(
        status, error.get("code").asInt(), DeribitText.write(timed(out, Ledger.nowMicros())));
  }
}
