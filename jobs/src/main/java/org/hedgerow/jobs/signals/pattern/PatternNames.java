package org.hedgerow.jobs.signals.pattern;

/** Operator uids and state names of the patterns. A uid is never changed: state is found by it. */
final class PatternNames {
  static final String BARS_UID = "observe-bars";
  static final String FIGURES_UID = "observe-figures";
  static final String ENTRIES_UID = "observe-entries";

  /** With the name and the version of the definition after it: another one begins anew. */
  static final String PATTERN_UID = "pattern/";

  static final String LATE_UID = "late-observations";

  static final String PEAKS_STATE = "peaks";
  static final String BARS_STATE = "last-bars";
  static final String AVERAGES_STATE = "averages";
  static final String ENTRIES_STATE = "samples";

  private PatternNames() {}
}
