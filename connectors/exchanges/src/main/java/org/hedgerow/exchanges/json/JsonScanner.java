package org.hedgerow.exchanges.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the bytes of a JSON document (RFC 8259) without making anything of it: a caller stands
 * before a value, looks at its first byte and takes it in the way that it needs. Everything that is
 * passed is checked, what is skipped too: grammar, escapes, UTF-8. Depth is bounded.
 *
 * <p>This is for frames of streams, which are read for a few fields each; answers that come now and
 * then are read with Jackson (docs/decisions/0021).
 */
public final class JsonScanner {
  private static final int DEEPEST = 1_000;
  private static final int LONGEST_NUMBER = 1_000;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int start;
  private int length;
  private boolean escaped;

  /** Stands before the document. */
  public void open(ByteBuffer document) {
    if (document.hasArray()) {
      bytes = document.array();
      at = document.arrayOffset() + document.position();
    } else {
      bytes = new byte[document.remaining()];
      document.duplicate().get(bytes);
      at = 0;
    }
    end = at + document.remaining();
  }

  /** Stands before the document. */
  public void open(byte[] document) {
    bytes = document;
    at = 0;
    end = document.length;
  }

  /** The document's end, after which nothing but white space may stand. */
  public void close() throws IOException {
    if (peek() != -1) {
      throw malformed("more than one document");
    }
  }

  /** The first byte of what comes next, white space left out; -1 at the end. */
  public int peek() {
    while (at < end) {
      byte next = bytes[at];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next & 0xff;
      }
      at++;
    }
    return -1;
  }

  /** Passes that byte, which has to be the next. */
  public void take(char expected) throws IOException {
    if (peek() != expected) {
      throw malformed("expected " + expected);
    }
    at++;
  }

  /** After an element: passes the comma, or the closing bracket, and says whether more follows. */
  public boolean more(char closing) throws IOException {
    int next = peek();
    at++;
    if (next == ',') {
      return true;
    }
    if (next != closing) {
      throw malformed("expected a comma or " + closing);
    }
    return false;
  }

  /**
   * Passes the opening bracket; false where the closing one follows at once, which is passed too.
   */
  public boolean enter(char opening, char closing) throws IOException {
    take(opening);
    if (peek() == closing) {
      at++;
      return false;
    }
    return true;
  }

  /** Passes a string. */
  public void string() throws IOException {
    take('"');
    int next = at;
    boolean escapes = false;
    while (true) {
      if (next >= end) {
        throw malformed("a string that does not end");
      }
      byte one = bytes[next];
      if (one == '"') {
        break;
      }
      if (one == '\\') {
        escapes = true;
        next = escape(next);
      } else if (one >= ' ') {
        next++;
      } else if (one < 0) {
        next = sequence(next);
      } else {
        throw malformed("a control character in a string");
      }
    }
    start = at;
    length = next - at;
    escaped = escapes;
    at = next + 1;
  }

  private int escape(int from) throws IOException {
    if (from + 1 < end) {
      switch (bytes[from + 1]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
          return from + 2;
        }
        case 'u' -> {
          if (from + 5 < end
              && isHex(from + 2)
              && isHex(from + 3)
              && isHex(from + 4)
              && isHex(from + 5)) {
            return from + 6;
          }
        }
        default -> {}
      }
    }
    throw malformed("an escape that is none");
  }

  private boolean isHex(int where) {
    return Character.digit(bytes[where], 16) >= 0;
  }

  /** A character of several bytes (RFC 3629); returns where the next begins. */
  private int sequence(int from) throws IOException {
    int lead = bytes[from] & 0xff;
    int second = from + 1 < end ? bytes[from + 1] & 0xff : 0;
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    int more =
        lead >= 0xc2 && lead <= 0xdf
            ? 1
            : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    boolean valid = more > 0 && from + more < end && second >= least && second <= most;
    for (int i = 2; valid && i <= more; i++) {
      valid = (bytes[from + i] & 0xc0) == 0x80;
    }
    if (!valid) {
      throw malformed("a string that is not UTF-8");
    }
    return from + more + 1;
  }

  /** Passes a number. */
  public void number() throws IOException {
    int next = at;
    if (next < end && bytes[next] == '-') {
      next++;
    }
    int digits = next;
    next = digits(next);
    if (next > digits + 1 && bytes[digits] == '0') {
      throw malformed("a number that begins with 0");
    }
    if (next < end && bytes[next] == '.') {
      next = digits(next + 1);
    }
    if (next < end && (bytes[next] == 'e' || bytes[next] == 'E')) {
      next++;
      if (next < end && (bytes[next] == '+' || bytes[next] == '-')) {
        next++;
      }
      next = digits(next);
    }
    if (next - at > LONGEST_NUMBER) {
      throw malformed("a number of " + (next - at) + " characters");
    }
    start = at;
    length = next - at;
    escaped = false;
    at = next;
  }

  /** One digit at least; returns where they end. */
  private int digits(int from) throws IOException {
    int next = from;
    while (next < end && bytes[next] >= '0' && bytes[next] <= '9') {
      next++;
    }
    if (next == from) {
      throw malformed("a number without a digit");
    }
    return next;
  }

  /** Passes a word: true, false or null. */
  public void word(String word) throws IOException {
    boolean same = end - at >= word.length();
    for (int i = 0; same && i < word.length(); i++) {
      same = bytes[at + i] == word.charAt(i);
    }
    if (!same) {
      throw malformed("expected " + word);
    }
    at += word.length();
  }

  /** Passes a value, whatever it is. */
  public void skip() throws IOException {
    skip(0);
  }

  private void skip(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw malformed("more than " + DEEPEST + " levels");
    }
    switch (peek()) {
      case '"' -> string();
      case '{' -> {
        if (enter('{', '}')) {
          do {
            if (peek() != '"') {
              throw malformed("expected the name of a field");
            }
            string();
            take(':');
            skip(depth + 1);
          } while (more('}'));
        }
      }
      case '[' -> {
        if (enter('[', ']')) {
          do {
            skip(depth + 1);
          } while (more(']'));
        }
      }
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  /** Whether the string that was passed last is this one. */
  public boolean is(String expected) {
    boolean same = length == expected.length();
    for (int i = 0; same && i < length; i++) {
      same = bytes[start + i] == expected.charAt(i);
    }
    return same;
  }

  /** Where the string or number that was passed last has its characters; as it is written. */
  byte[] source() {
    return bytes;
  }

  /** Where in the source it begins, without its quote. */
  int start() {
    return start;
  }

  /** How many bytes it has, without its quotes. */
  int length() {
    return length;
  }

  /** Whether it has escapes, so that {@link #unescaped} says what it means. */
  boolean isEscaped() {
    return escaped;
  }

  /** What the string with escapes means, in UTF-8. */
  byte[] unescaped() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    StringBuilder units = new StringBuilder();
    int next = start;
    while (next < start + length) {
      byte one = bytes[next++];
      if (one != '\\') {
        flush(units, out);
        out.write(one);
        continue;
      }
      byte escape = bytes[next++];
      switch (escape) {
        case 'b' -> units.append('\b');
        case 'f' -> units.append('\f');
        case 'n' -> units.append('\n');
        case 'r' -> units.append('\r');
        case 't' -> units.append('\t');
        case 'u' -> {
          int unit = 0;
          for (int end = next + 4; next < end; next++) {
            unit = unit * 16 + Character.digit(bytes[next], 16);
          }
          units.append((char) unit);
        }
        default -> units.append((char) escape);
      }
    }
    flush(units, out);
    return out.toByteArray();
  }

  /** Two units in a row may be one character. */
  private static void flush(StringBuilder units, ByteArrayOutputStream out) {
    if (units.length() > 0) {
      byte[] bytes = units.toString().getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      units.setLength(0);
    }
  }

  private static IOException malformed(String what) {
    return new MalformedJsonException(what);
  }
}
