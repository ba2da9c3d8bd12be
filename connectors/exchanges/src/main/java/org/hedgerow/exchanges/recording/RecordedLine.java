package org.hedgerow.exchanges.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hedgerow.exchanges.recording.RecordedMessage.Kind;

/** Takes one line of a recording apart. */
final class RecordedLine {
  private static final byte[] NOTE = "configuration: ".getBytes(StandardCharsets.US_ASCII);

  /** Of a time in nanoseconds since the Unix epoch, from 2001 to 2286. */
  private static final int NANOSECOND_DIGITS = 19;

  private static final int LONGEST_SECONDS = 24;
  private static final int LONGEST_ADDRESS = 1 << 20;

  private RecordedLine() {}

  /** What the first {@code length} bytes say. */
  static RecordedMessage parse(long number, byte[] line, int length) {
    RecordedMessage message = null;
    byte first = line[0];
    if (first >= '0' && first <= '9') {
      message = timed(number, line, length);
    } else if (first == 'w' || first == 'h') {
      message = addressed(number, line, length);
    } else if (startsWith(line, NOTE)) {
      message = new RecordedMessage(number, Kind.NOTE, "", 0L, Arrays.copyOf(line, length));
    }
    return message == null ? SampleEnvelope.open(number, Arrays.copyOf(line, length)) : message;
  }

  private static boolean startsWith(byte[] line, byte[] prefix) {
    return line.length >= prefix.length
        && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** {@code <ns> <frame>} or {@code <seconds>: <frame>}; else null. */
  private static RecordedMessage timed(long number, byte[] line, int length) {
    int at = 0;
    while (at < length && at <= LONGEST_SECONDS && isOfNumber(line[at])) {
      at++;
    }
    if (at == NANOSECOND_DIGITS && at + 1 < length && line[at] == ' ') {
      long nanos = digits(line, 0, at);
      return nanos < 0 ? null : frame(number, nanos / 1_000, line, at + 1, length);
    }
    if (at + 2 < length && line[at] == ':' && line[at + 1] == ' ') {
      long micros = micros(line, 0, at);
      return micros < 0 ? null : frame(number, micros, line, at + 2, length);
    }
    return null;
  }

  private static RecordedMessage frame(
      long number, long micros, byte[] line, int from, int length) {
    return new RecordedMessage(
        number, Kind.FRAME, "", micros, Arrays.copyOfRange(line, from, length));
  }

  /** A line that begins with an address; null if it is of no known form. */
  private static RecordedMessage addressed(long number, byte[] line, int length) {
    int blank = 0;
    while (blank < length && blank < LONGEST_ADDRESS && line[blank] != ' ') {
      blank++;
    }
    String address = new String(line, 0, blank, StandardCharsets.UTF_8);
    if (!address.contains("://") || blank == length) {
      return null;
    }
    int mark = blank + 1;
    int time = mark;
    while (time < length && line[time] != ' ') {
      time++;
    }
    String arrow = new String(line, mark, time - mark, StandardCharsets.US_ASCII);
    int after = ++time;
    while (after < length && isOfNumber(line[after])) {
      after++;
    }
    long micros = after > time && time <= length ? micros(line, time, after) : -1;
    if (micros < 0) {
      return null;
    }
    if (arrow.equals("<->")) {
      return new RecordedMessage(number, Kind.CONNECT, address, micros, new byte[0]);
    }
    Kind kind = arrow.equals("<-") ? Kind.SENT : arrow.equals("->") ? Kind.ANSWER : null;
    if (kind == null || after + 1 >= length || line[after] != ':') {
      return null;
    }
    return new RecordedMessage(
        number, kind, address, micros, Arrays.copyOfRange(line, after + 2, length));
  }

  private static boolean isOfNumber(byte c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /** Microseconds of seconds with a fraction, cut off behind the sixth place; -1 if none. */
  private static long micros(byte[] text, int from, int to) {
    int point = from;
    while (point < to && text[point] != '.') {
      point++;
    }
    long seconds = digits(text, from, point);
    if (seconds < 0 || seconds > Long.MAX_VALUE / 2_000_000L) {
      return -1;
    }
    long fraction = 0;
    long unit = 100_000;
    for (int i = point + 1; i < to; i++) {
      if (text[i] == '.') {
        return -1;
      }
      fraction += (text[i] - '0') * unit;
      unit /= 10;
    }
    return seconds * 1_000_000 + fraction;
  }

  private static long digits(byte[] text, int from, int to) {
    if (from == to || to - from > NANOSECOND_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (text[i] == '.') {
        return -1;
      }
      number = number * 10 + (text[i] - '0');
    }
    return number;
  }
}
