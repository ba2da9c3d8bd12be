package org.hedgerow.cli.decode;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.recording.DecodedMessage.Rejection;

/** Says which messages could not be read and why: the first ones by line, all of them by number. */
final class DeadLetterReport {
  private static final int SHOWN = 50;
  private static final int KINDS = 200;
  private static final String OTHERS = "others";

  private final PrintWriter errors;
  private final Map<String, Long> kinds = new TreeMap<>();
  private long shown;
  private long all;

  DeadLetterReport(PrintWriter errors) {
    this.errors = errors;
  }

  void add(String file, long line, Rejection rejection) {
    all++;
    String kind = printable(rejection.reason() + " " + rejection.channel()).strip();
    kinds.merge(kinds.containsKey(kind) || kinds.size() < KINDS ? kind : OTHERS, 1L, Long::sum);
    if (shown < SHOWN) {
      shown++;
      errors.println(
          "dead letter: %s:%d %s: %s".formatted(file, line, kind, printable(rejection.detail())));
    }
  }

  /** How many there were of each kind, if not all were shown. */
  void end() {
    if (all > shown) {
      errors.println("dead letters: " + (all - shown) + " more; all of them by kind:");
      kinds.forEach((kind, count) -> errors.println("  " + count + " " + kind));
    }
  }

  /** A message's bytes may be in it: nothing that a terminal obeys, and one line. */
  private static String printable(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(Character.isISOControl(c) ? ' ' : c);
    }
    return plain.toString();
  }
}
