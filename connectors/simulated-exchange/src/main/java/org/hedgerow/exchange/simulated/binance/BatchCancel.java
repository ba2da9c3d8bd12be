package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.RejectedException;

/**
 * {@code DELETE batchOrders} of futures: up to ten orders of a symbol by their client ids, each
 * with an answer of its own in the order of the ids.
 */
final class BatchCancel {
  private static final int MOST = 10;
  private static final String IDS = "origClientOrderIdList";

  private final MatchingEngine engine;
  private final Account account;

  BatchCancel(MatchingEngine engine, Account account) {
    this.engine = engine;
    this.account = account;
  }

  Reply answer(Market market, Parameters parameters) throws RefusedException {
    JsonNode ids;
    try {
      ids = OrderJson.JSON.readTree(parameters.mandatory(IDS));
    } catch (JsonProcessingException malformed) {
      throw Parameters.missing(IDS);
    }
    if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST) {
      throw new RefusedException(-4082, "Invalid number of batch place orders");
    }
    ArrayNode each = OrderJson.JSON.createArrayNode();
    for (JsonNode id : ids) {
      Order order = account.order(id.asText());
      try {
        each.add(
            OrderJson.futuresResult(
                engine.cancel(order != null && order.market == market ? order : null)));
      } catch (RejectedException unknown) {
        each.addObject().put("code", -2011).put("msg", "Unknown order sent.");
      }
    }
    return Reply.ok(each.toString());
  }
}
