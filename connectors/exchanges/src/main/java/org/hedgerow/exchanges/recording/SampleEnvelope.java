package org.hedgerow.exchanges.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.hedgerow.exchanges.recording.RecordedMessage.Kind;

/**
 * The forms in which collections of samples keep a frame: {@code {"test":..,"frame":{..}}}, {@code
 * {"dir":"in","market":..,"raw":"<frame as text>"}} and {@code {"endpoint":"GET
 * /path","response":{..}}}. No venue's own message begins with one of these fields.
 */
final class SampleEnvelope {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> FIRST = Set.of("test", "dir", "endpoint", "frame", "raw");

  private SampleEnvelope() {}

  /** The message in the envelope, or the line itself as a frame where there is none. */
  static RecordedMessage open(long number, byte[] line) {
    if (mayBegin(line)) {
      try {
        RecordedMessage inside = read(number, line);
        if (inside != null) {
          return inside;
        }
      } catch (IOException e) {
        // Taken as it stands: the decoder says what is wrong.
      }
    }
    return new RecordedMessage(number, Kind.FRAME, "", 0L, line);
  }

  private static boolean mayBegin(byte[] line) {
    if (line.length == 0 || line[0] != '{') {
      return false;
    }
    String head = new String(line, 0, Math.min(line.length, 16), StandardCharsets.ISO_8859_1);
    int open = head.indexOf('"');
    int close = head.indexOf('"', open + 1);
    return open > 0 && close > 0 && FIRST.contains(head.substring(open + 1, close));
  }

  private static RecordedMessage read(long number, byte[] line) throws IOException {
    String market = "";
    String endpoint = "";
    boolean sent = false;
    byte[] body = null;
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        switch (name) {
          case "market" -> market = parser.getText();
          case "endpoint" -> endpoint = parser.getText();
          case "dir" -> sent = parser.getText().equals("out");
          case "frame", "raw", "response" -> body = body(parser, token, line);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null || body == null) {
        return null;
      }
    }
    if (endpoint.startsWith("GET ")) {
      return new RecordedMessage(number, Kind.ANSWER, endpoint.substring(4), 0L, body);
    }
    return new RecordedMessage(number, sent ? Kind.SENT : Kind.FRAME, market, 0L, body);
  }

  /** A text is the frame as it was; anything else is its bytes in the line. */
  private static byte[] body(JsonParser parser, JsonToken token, byte[] line) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText().getBytes(StandardCharsets.UTF_8);
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    if (!token.isStructStart()) {
      return parser.getText().getBytes(StandardCharsets.UTF_8);
    }
    return Arrays.copyOfRange(line, from, (int) parser.currentLocation().getByteOffset());
  }
}
