package org.hedgerow.cli.report;

import java.util.List;

/**
 * A section of the report.
 *
 * @param title its heading
 * @param note what to know about it; empty: nothing
 * @param relation that has to be there, or the section is left out; empty: it always is
 * @param sql its rows, in columns named as they are shown; parameters: from, to, portfolio
 * @param empty what is said where there are no rows
 * @param charts over time
 */
record ReportQuestion(
    String title, String note, String relation, String sql, String empty, List<Chart> charts) {

  /**
   * A chart.
   *
   * @param title what it shows
   * @param unit of its values
   * @param sql columns: a name, a time, a value; the same parameters
   */
  record Chart(String title, String unit, String sql) {}
}
