package org.hedgerow.jobs.verify;

/** The names of the accumulators that hold the result. The command {@code verify} reads them. */
public final class VerifyResult {
  /** Journal entries that were replayed. */
  public static final String ENTRIES = "entries";

  /** Orders that are identical. */
  public static final String ORDERS = "orders";

  /** Decisions that are identical. */
  public static final String DECISIONS = "decisions";

  /** Alerts that are identical. */
  public static final String ALERTS = "alerts";

  /** Valuations that are identical. */
  public static final String VALUATIONS = "valuations";

  /** See {@link Differences}. */
  public static final String DIFFERENCES = "differences";

  private VerifyResult() {}
}
