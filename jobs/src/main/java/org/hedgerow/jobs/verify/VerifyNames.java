package org.hedgerow.jobs.verify;

/** Operator uids and names of the verify job. */
final class VerifyNames {
  static final String JOB = "verify";

  /** Not the hedging job's: restored from its savepoint, an unbounded source would never end. */
  static final String JOURNAL_UID = "verify-journal";

  static final String JOURNAL = "Topic journal, a range";
  static final String RANGE_UID = "verify-range";
  static final String RANGE = "Entries of one engine";

  /** The hedging job's own: a replay from a savepoint starts with its state. */
  static final String GROUPS_UID = "hedge-groups";

  static final String GROUPS = "Hedge groups, again";
  static final String REPLAYED_ORDERS_UID = "verify-replayed-orders";
  static final String REPLAYED_ORDERS = "Replayed orders";
  static final String REPLAYED_DECISIONS_UID = "verify-replayed-decisions";
  static final String REPLAYED_DECISIONS = "Replayed decisions";
  static final String ORDERS_UID = "verify-orders";
  static final String ORDERS = "Topic orders";
  static final String RECORDED_ORDERS_UID = "verify-recorded-orders";
  static final String RECORDED_ORDERS = "Recorded orders";
  static final String DECISIONS_UID = "verify-decisions";
  static final String DECISIONS = "Topic decisions";
  static final String RECORDED_DECISIONS_UID = "verify-recorded-decisions";
  static final String RECORDED_DECISIONS = "Recorded decisions";
  static final String REPLAYED_ALERTS_UID = "verify-replayed-alerts";
  static final String REPLAYED_ALERTS = "Replayed alerts";
  static final String ALERTS_UID = "verify-alerts";
  static final String ALERTS = "Topic alerts";
  static final String RECORDED_ALERTS_UID = "verify-recorded-alerts";
  static final String RECORDED_ALERTS = "Recorded alerts";
  static final String REPLAYED_VALUATIONS_UID = "verify-replayed-valuations";
  static final String REPLAYED_VALUATIONS = "Replayed valuations";
  static final String VALUATIONS_UID = "verify-valuations";
  static final String VALUATIONS = "Topic valuations";
  static final String RECORDED_VALUATIONS_UID = "verify-recorded-valuations";
  static final String RECORDED_VALUATIONS = "Recorded valuations";
  static final String COMPARE_UID = "verify-compare";
  static final String COMPARE = "Compare by id";
  static final String END_UID = "verify-end";
  static final String END = "Nothing more";

  private VerifyNames() {}
}
