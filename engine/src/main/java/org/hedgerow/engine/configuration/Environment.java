package org.hedgerow.engine.configuration;

/** What stands behind a venue's address. Only {@link #LIVE} can lose money, and has to be armed. */
public enum Environment {
  LIVE,
  PAPER,
  SIMULATED
}
