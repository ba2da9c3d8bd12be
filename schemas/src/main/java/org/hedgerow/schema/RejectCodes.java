package org.hedgerow.schema;

/**
 * Codes of {@link ExecutionReport#getRejectCode()} by which an engine goes, whichever venue told
 * it. Others are for people.
 */
public final class RejectCodes {
  /**
   * A post-only order would have taken what stood at its price: the market moved while it was on
   * its way, and there is nothing wrong with order, account or venue. Of every other rejection
   * there may be.
   */
  public static final String POST_ONLY_WOULD_CROSS = "POST_ONLY_WOULD_CROSS";

  private RejectCodes() {}
}
