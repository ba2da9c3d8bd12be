package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.kraken.KrakenText;

/**
 * The envelope of REST answers: {@code result}, {@code serverTime} and what was asked for. Refusals
 * have status 200 as well; the venue has words and no numbers, so that one code is as good as
 * another here.
 */
final class Answers {
  private static final int REFUSED = 1;
  private static final int UNAVAILABLE_STATUS = 503;

  private final SkewedClock clock;

  Answers(SkewedClock clock) {
    this.clock = clock;
  }

  /** Now, as answers write it. */
  String now() {
    return KrakenText.millis(clock.millis());
  }

  /** An object for the fields of an answer. */
  static ObjectNode success() {
    return KrakenText.object().put("result", "success");
  }

  Reply ok(ObjectNode fields) {
    return Reply.ok(fields.put("serverTime", now()).toString());
  }

  /** A success of the request that is none of the order. */
  Reply refusedStatus(ObjectNode fields) {
    return new Reply(200, REFUSED, fields.put("serverTime", now()).toString());
  }

  Reply error(String words) {
    return new Reply(200, REFUSED, error(words, now()));
  }

  Reply unavailable() {
    return new Reply(UNAVAILABLE_STATUS, REFUSED, error("Unavailable", now()));
  }

  private static String error(String words, String now) {
    return KrakenText.object()
        .put("result", "error")
        .put("error", words)
        .put("serverTime", now)
        .toString();
  }
}
