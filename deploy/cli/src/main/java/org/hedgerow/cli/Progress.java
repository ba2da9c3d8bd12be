package org.hedgerow.cli;

import java.io.PrintStream;

/**
 * What a long command says while it runs: whole lines, and on a terminal one line that is
 * rewritten.
 */
public final class Progress {
  private final PrintStream out;
  private final boolean terminal;
  private boolean unfinished;

  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** To standard output, rewriting a line only if a person watches it. */
  public static Progress toStandardOutput() {
    return new Progress(System.out, Boolean.getBoolean("hedgerow.terminal"));
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** How far something is; shown on a terminal only, until the next line. */
  public synchronized void update(String line) {
    if (terminal) {
      out.print("\r\033[K  " + line);
      out.flush();
      unfinished = true;
    }
  }

  private void clear() {
    if (unfinished) {
      out.print("\r\033[K");
      unfinished = false;
    }
  }
}
