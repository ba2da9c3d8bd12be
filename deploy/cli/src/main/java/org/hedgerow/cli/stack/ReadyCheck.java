package org.hedgerow.cli.stack;

/** Asks a process whether it serves. */
@FunctionalInterface
public interface ReadyCheck {
  /**
   * Empty text if it serves, else what is missing.
   *
   * @throws Exception as good as a text: not yet
   */
  String missing() throws Exception;
}
