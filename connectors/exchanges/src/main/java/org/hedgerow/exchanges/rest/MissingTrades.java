package org.hedgerow.exchanges.rest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.RawFrame;

/**
 * What a connection says of trades that its venue does not tell again, in the place of the answer
 * that would have had them: so that the journal's gap is derived from the raw frames like all else.
 * Its request is {@code #missing SYMBOL FROM TO}, its body the reason in words.
 *
 * @param symbol the venue's
 * @param fromMicros trades from here on, by the venue's time
 * @param toMicros to here were not told
 */
public record MissingTrades(String symbol, long fromMicros, long toMicros, String why) {
  private static final String MARK = "#missing ";

  /** Begins the reason of each such gap; its two ids are times in microseconds. */
  public static final String REASON = "trades between two times are missing: ";

  /** In the place of a request. */
  public String request() {
    return MARK + symbol + " " + fromMicros + " " + toMicros;
  }

  /** In the place of an answer. */
  public byte[] body() {
    return why.getBytes(StandardCharsets.UTF_8);
  }

  /** The gap that a frame tells of; null if it is an ordinary one. */
  public static Gap gap(RawFrame frame) {
    String request = frame.getRequest();
    if (frame.getKind() != FrameKind.REST || request == null || !request.startsWith(MARK)) {
      return null;
    }
    String[] words = request.split(" ", -1);
    if (words.length != 4) {
      return null;
    }
    ByteBuffer body = frame.getPayload().duplicate();
    try {
      return new Gap(
          frame.getConnection(),
          frame.getVenue() + ":" + words[1],
          REASON + StandardCharsets.UTF_8.decode(body),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
