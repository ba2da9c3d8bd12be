package org.hedgerow.gateway;

/** Tells the beginning and the end of an outage from all that fails between them. */
final class Outage {
  private int failures;

  /** It failed; whether this is the first time in a row. */
  boolean begins() {
    return failures++ == 0;
  }

  /** It works; how often in a row it had failed. */
  int ends() {
    int before = failures;
    failures = 0;
    return before;
  }
}
