package org.hedgerow.cli.report;

import java.util.List;

/**
 * Rows of one question.
 *
 * @param columns their headings
 * @param rows each as many cells as there are columns
 */
record ReportTable(List<String> columns, List<List<Cell>> rows) {

  /**
   * A value.
   *
   * @param text as it is shown
   * @param exact as the database has it; the same where nothing was rounded
   * @param number whether it stands to the right
   */
  record Cell(String text, String exact, boolean number) {}

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
