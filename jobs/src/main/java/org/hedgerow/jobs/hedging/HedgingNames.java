package org.hedgerow.jobs.hedging;

/** Operator uids and names of the hedging job. A uid is never changed: state is found by it. */
final class HedgingNames {
  static final String JOB = "hedging";

  static final String JOURNAL_UID = "journal";
  static final String JOURNAL = "Topic journal";
  static final String GROUPS_UID = "hedge-groups";
  static final String GROUPS = "Hedge groups";
  static final String ENCODE_ORDERS_UID = "encode-orders";
  static final String ENCODE_ORDERS = "Encode orders";
  static final String ORDERS_UID = "orders";
  static final String ORDERS = "Topic orders";
  static final String ENCODE_DECISIONS_UID = "encode-decisions";
  static final String ENCODE_DECISIONS = "Encode decisions";
  static final String DECISIONS_UID = "decisions";
  static final String DECISIONS = "Topic decisions";
  static final String ENCODE_ALERTS_UID = "encode-alerts";
  static final String ENCODE_ALERTS = "Encode alerts";
  static final String ALERTS_UID = "alerts";
  static final String ALERTS = "Topic alerts";
  static final String ENCODE_VALUATIONS_UID = "encode-valuations";
  static final String ENCODE_VALUATIONS = "Encode valuations";
  static final String VALUATIONS_UID = "valuations";
  static final String VALUATIONS = "Topic valuations";
  static final String ENCODE_EXPOSURES_UID = "encode-exposures";
  static final String ENCODE_EXPOSURES = "Encode exposures";
  static final String EXPOSURES_UID = "exposures";
  static final String EXPOSURES = "Topic exposures";

  private HedgingNames() {}
}
