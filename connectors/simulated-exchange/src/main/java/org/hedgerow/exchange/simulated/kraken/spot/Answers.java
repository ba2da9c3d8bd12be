package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.kraken.KrakenText;

/** The envelope of REST answers, {@code {"error":[],"result":{...}}}: refusals have status 200. */
final class Answers {
  private Answers() {}

  static Reply ok(JsonNode result) {
    ObjectNode out = KrakenText.object();
    out.putArray("error");
    out.set("result", result);
    return Reply.ok(out.toString());
  }

  static Reply error(String words) {
    ObjectNode out = KrakenText.object();
    out.putArray("error").add(words);
    // The venue has words and no numbers; here one is as good as another.
    return new Reply(200, 1, out.toString());
  }
}
