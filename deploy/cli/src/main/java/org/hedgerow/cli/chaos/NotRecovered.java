package org.hedgerow.cli.chaos;

import org.hedgerow.cli.CommandFailed;

/** After a blow the jobs, or new orders, did not come back in time: a finding, to be judged. */
final class NotRecovered extends CommandFailed {
  private static final long serialVersionUID = 1L;

  NotRecovered(String sentence) {
    super(sentence);
  }
}
