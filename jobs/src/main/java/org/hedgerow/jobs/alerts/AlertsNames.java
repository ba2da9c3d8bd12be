package org.hedgerow.jobs.alerts;

/** Operator uids and names of the alerts job. A uid is never changed: state is found by it. */
final class AlertsNames {
  static final String JOB = "alerts";

  static final String ALERTS_UID = "alerts";
  static final String ALERTS = "Topic alerts";
  static final String DECODE_UID = "decode-alerts";
  static final String DECODE = "Decode";
  static final String FOLD_UID = "fold-alerts";
  static final String FOLD = "Tell together what belongs together";
  static final String EPISODES_STATE = "episodes";

  /** Before a sink's name in the configuration. */
  static final String SINK_PREFIX = "sink/";

  private AlertsNames() {}
}
