package org.hedgerow.jobs.risk;

/** Operator uids and names of the risk job. A uid is never changed: state is found by it. */
final class RiskNames {
  static final String JOB = "risk";

  static final String EXPOSURES_UID = "exposures";
  static final String EXPOSURES = "Topic exposures";
  static final String GROUPS_UID = "across-groups";
  static final String GROUPS = "Risk across groups";
  static final String ENCODE_WORDS_UID = "encode-words";
  static final String ENCODE_WORDS = "Encode allowances and verdicts";
  static final String JOURNAL_UID = "journal";
  static final String JOURNAL = "Topic journal";
  static final String ENCODE_METRICS_UID = "encode-metrics";
  static final String ENCODE_METRICS = "Encode risk metrics";
  static final String METRICS_UID = "risk-metrics";
  static final String METRICS = "Topic risk-metrics";
  static final String STOPS_UID = "trading-stops";
  static final String STOPS = "Gateways' stops";

  private RiskNames() {}
}
