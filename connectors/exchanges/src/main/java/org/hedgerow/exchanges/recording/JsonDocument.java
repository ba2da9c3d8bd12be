package org.hedgerow.exchanges.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Whether bytes are one whole JSON document. */
final class JsonDocument {
  /** Documents over several lines are samples of single messages. */
  static final int LONGEST = 32 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private JsonDocument() {}

  static boolean mayBegin(byte[] line) {
    int at = 0;
    while (at < line.length && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at < line.length && (line[at] == '{' || line[at] == '[' || line[at] == '/');
  }

  static boolean isWhole(byte[] text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      // A document that breaks off has its end told as missing by the next token.
      return parser.currentToken() != null && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Blanks for comments of both kinds; what stands in strings stays. */
  static byte[] withoutComments(byte[] text) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(text.length);
    boolean string = false;
    for (int i = 0; i < text.length; i++) {
      byte c = text[i];
      byte next = i + 1 < text.length ? text[i + 1] : 0;
      if (string) {
        plain.write(c);
        if (c == '\\' && i + 1 < text.length) {
          plain.write(next);
          i++;
        }
        string = c != '"';
      } else if (c == '/' && next == '/') {
        while (i + 1 < text.length && text[i + 1] != '\n') {
          i++;
        }
      } else if (c == '/' && next == '*') {
        i += 2;
        while (i + 1 < text.length && !(text[i] == '*' && text[i + 1] == '/')) {
          i++;
        }
        i++;
      } else {
        plain.write(c);
        string = c == '"';
      }
    }
    return plain.toByteArray();
  }
}
