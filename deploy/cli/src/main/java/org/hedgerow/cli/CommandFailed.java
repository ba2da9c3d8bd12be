package org.hedgerow.cli;

/** A command cannot go on. The message is one sentence for the person who typed it; exit code 1. */
public class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailed(String sentence) {
    super(sentence);
  }

  public CommandFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
