package org.hedgerow.engine;

/** Stands in every order and decision; grows when the same journal would give other orders. */
public final class EngineVersion {
  public static final String CURRENT = "0.8.0";

  private EngineVersion() {}
}
