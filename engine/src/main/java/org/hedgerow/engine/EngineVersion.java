package org.hedgerow.engine;

/** Stands in every order and decision; grows when the same journal would give other orders. */
public final class EngineVersion {
  public static final String CURRENT = "0.7.0";

  private EngineVersion() {}
}
