package org.hedgerow.jobs.signals;

/** Operator uids and names of the signals job. A uid is never changed: state is found by it. */
final class SignalsNames {
  static final String JOB = "signals";

  static final String JOURNAL_UID = "journal";
  static final String JOURNAL = "Topic journal";
  static final String ACCEPT_UID = "accept-and-route";
  static final String ACCEPT = "Entries that count, by subject";
  static final String SUBJECTS_UID = "subjects";
  static final String SUBJECTS = "Bars, statistics and rules";
  static final String ENCODE_SIGNALS_UID = "signals-to-groups";
  static final String ENCODE_SIGNALS = "Signals to groups";
  static final String SIGNALS_UID = "signals";
  static final String SIGNALS = "Topic journal, signals";
  static final String ENCODE_BARS_UID = "encode-bars";
  static final String ENCODE_BARS = "Encode bars";
  static final String BARS_UID = "bars";
  static final String BARS = "Topic bars";
  static final String ENCODE_STATISTICS_UID = "encode-statistics";
  static final String ENCODE_STATISTICS = "Encode statistics";
  static final String STATISTICS_UID = "statistics";
  static final String STATISTICS = "Topic statistics";

  /** When subjects were last told of the clock, in its steps. */
  static final String CLOCK_STATE = "clock";

  /** Until when a group's streams may be taken up in their middle. */
  static final String JOINED_STATE = "joined-until";

  /** Whether a group was taken up in the middle of its streams. */
  static final String MIDDLE_STATE = "joined";

  /** Which definitions a group goes by. */
  static final String DEFINITIONS_STATE = "definitions";

  /** From when on signals are told. */
  static final String TOLD_STATE = "told-from";

  private SignalsNames() {}
}
