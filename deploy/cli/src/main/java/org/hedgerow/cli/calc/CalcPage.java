package org.hedgerow.cli.calc;

import java.util.List;
import picocli.CommandLine;

/** The help of {@code calc}. */
final class CalcPage {
  private static final String COMMON =
      """

      A line is a JSON object. Numbers may be text ("0.1") or fractions ("11/52"). A field goes under its
      name or one of those in brackets; what the function does not know is listed in "ignored". "id" and
      "name" come back with the answer; of a line with an object "inputs" that is taken.
      Doubles are answered with all their digits, money and quantities as exact decimals; a figure that there
      is none of is null, one without bound "Infinity". Rates, yields and volatilities are annual fractions
      (0.2 is 20 %), rates compound continuously, years have 365 days unless said otherwise.
      A line that cannot be answered gives {"error": ..., "field": ..., "line": ...} in its place, and exit
      code 1 at the end.
      """;

  private CalcPage() {}

  static String of(CommandLine line, List<CalcFunction> functions, boolean all) {
    StringBuilder page = new StringBuilder();
    if (all) {
      page.append(line.getUsageMessage()).append(COMMON);
    }
    for (CalcFunction function : functions) {
      page.append(all ? "\n" : "")
          .append(function.name())
          .append('\n')
          .append(function.page().indent(2))
          .append("  Example:\n    ")
          .append(function.example())
          .append('\n');
    }
    if (!all) {
      page.append(COMMON);
    }
    return page.toString();
  }
}
