package org.hedgerow.jobs.store;

/** Operator uids and names of the store job. A uid is never changed: state is found by it. */
final class StoreNames {
  static final String JOB = "store";

  static final String TOPICS_UID = "topics";
  static final String TOPICS =
      "Topics journal, orders, decisions, dead-letters, alerts, data-quality, valuations, bars,"
          + " statistics, risk-metrics";
  static final String DATABASE_UID = "timescaledb";
  static final String DATABASE = "TimescaleDB";

  private StoreNames() {}
}
