package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Names of channels and the form of what comes on them. */
final class Channels {
  static final List<String> INTERVALS = List.of("raw", "100ms", "agg2");
  static final String USER = "user.";
  static final String PLATFORM = "platform_state";

  private Channels() {}

  static String index(String name) {
    return "deribit_price_index." + name;
  }

  static boolean isAccount(String channel) {
    return channel.startsWith(USER);
  }

  static String notification(String channel, JsonNode data) {
    ObjectNode out = DeribitText.object().put("jsonrpc", "2.0").put("method", "subscription");
    out.putObject("params").put("channel", channel).set("data", data);
    return DeribitText.write(out);
  }
}
