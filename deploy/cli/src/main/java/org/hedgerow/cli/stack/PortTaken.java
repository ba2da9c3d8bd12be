package org.hedgerow.cli.stack;

import org.hedgerow.cli.CommandFailed;

/** Another program took a port between our choice and our use of it. Choosing again may help. */
final class PortTaken extends CommandFailed {
  private static final long serialVersionUID = 1L;

  PortTaken(String sentence) {
    super(sentence);
  }
}
