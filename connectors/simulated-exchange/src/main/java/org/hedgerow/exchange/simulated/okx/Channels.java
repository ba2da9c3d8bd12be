package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** Names of channels within the exchange, and the form of what comes on them. */
final class Channels {
  private static final String ACCOUNT = "account/";

  private Channels() {}

  /** What a channel about one thing is called among this exchange's streams. */
  static String topic(String channel, String about) {
    return channel + "?" + about;
  }

  /** The same of an account's channel. */
  static String accountTopic(String channel, String about) {
    return ACCOUNT + channel + "?" + about;
  }

  static boolean isAccount(String topic) {
    return topic.startsWith(ACCOUNT);
  }

  static void push(StreamHub.Topic topic, String channel, Market market, JsonNode row) {
    topic.publish(message(channel, market.instrument.symbol(), row));
  }

  static void pushIndex(StreamHub.Topic topic, Market market, JsonNode row) {
    topic.publish(message("index-tickers", market.instrument.pair(), row));
  }

  static String summaries(String family, JsonNode data) {
    return rows(OkxText.object().put("channel", "opt-summary").put("instFamily", family), data);
  }

  static String message(String channel, String instId, JsonNode row) {
    return message(OkxText.object().put("channel", channel).put("instId", instId), row);
  }

  /** With one row. */
  static String message(ObjectNode argument, JsonNode row) {
    return rows(argument, OkxText.array().add(row));
  }

  /** With several. */
  static String rows(ObjectNode argument, JsonNode data) {
    ObjectNode out = OkxText.object();
    out.set("arg", argument);
    out.set("data", data);
    return out.toString();
  }
}
