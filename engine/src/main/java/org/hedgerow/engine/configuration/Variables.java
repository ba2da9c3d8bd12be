package org.hedgerow.engine.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} in a configuration text. */
public final class Variables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

  private Variables() {}

  /**
   * The text with each variable replaced.
   *
   * @throws ConfigurationException naming every variable that has no value
   */
  public static String substitute(String text, Map<String, String> variables)
      throws ConfigurationException {
    List<String> missing = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (matcher.find()) {
      String value = variables.get(matcher.group(1));
      if (value == null) {
        missing.add(matcher.group() + ": no value; expected one from the environment");
      }
      matcher.appendReplacement(replaced, Matcher.quoteReplacement(value == null ? "" : value));
    }
    if (!missing.isEmpty()) {
      throw new ConfigurationException(missing);
    }
    return matcher.appendTail(replaced).toString();
  }
}
