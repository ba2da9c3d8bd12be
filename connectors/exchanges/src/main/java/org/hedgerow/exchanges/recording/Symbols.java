package org.hedgerow.exchanges.recording;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the symbols that stand in a text behind certain words. */
public final class Symbols {
  private Symbols() {}

  /** The first group that is there, of each place where the pattern is found. */
  public static Set<String> in(String text, Pattern pattern) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          found.add(matcher.group(group));
          break;
        }
      }
    }
    return found;
  }
}
