package org.hedgerow.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the local stack. */
@Command(
    name = "down",
    description = "Stops what up has started, and keeps the data.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Option(
      names = "--wipe",
      description = "Also delete the data: topics, tables, checkpoints, credentials.")
  private boolean wipe;

  @Override
  public Integer call() {
    Progress progress = Progress.toStandardOutput();
    LocalStack stack = new LocalStack(StackLayout.ofLauncher(), progress);
    List<String> stopped = wipe ? stack.stopAndWipe() : stack.stop();
    progress.say(
        stopped.isEmpty() ? "Nothing was running." : "Stopped " + String.join(", ", stopped) + ".");
    if (wipe) {
      progress.say("The data is deleted.");
    }
    return 0;
  }
}
