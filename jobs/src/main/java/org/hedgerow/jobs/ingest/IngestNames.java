package org.hedgerow.jobs.ingest;

/** Operator uids and names of the ingest job. A uid is never changed: state is found by it. */
final class IngestNames {
  static final String JOB = "ingest";

  static final String EXCHANGES_UID = "exchanges";
  static final String EXCHANGES = "Exchange connections";
  static final String ENCODE_UID = "encode-frames";
  static final String ENCODE = "Encode frames";
  static final String RAW_FRAMES_UID = "raw-frames";
  static final String RAW_FRAMES = "Topic raw-frames";

  private IngestNames() {}
}
