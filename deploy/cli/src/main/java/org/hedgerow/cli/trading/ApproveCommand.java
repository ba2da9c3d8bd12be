package org.hedgerow.cli.trading;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets an order go out that is larger than one may be by itself. */
@Command(
    name = "approve",
    description =
        "Approves the request of that number: the alert APPROVAL_REQUESTED and the decision's"
            + " denial have it.",
    mixinStandardHelpOptions = true)
public final class ApproveCommand implements Callable<Integer> {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REQUEST", description = "The request's number, such as 1-1-0s1.")
  private String request;

  @Mixin private Speaker speaker;

  @Override
  public Integer call() throws IOException {
    Optional<String> mistake =
        request.isBlank() ? Optional.of("REQUEST: expected a text") : speaker.mistake();
    if (mistake.isPresent()) {
      throw new ParameterException(spec.commandLine(), mistake.get());
    }
    Progress out = Progress.toStandardOutput();
    String servers = speaker.bootstrapServers(out);
    org.hedgerow.schema.Command command =
        speaker.says(UUID.randomUUID().toString(), CommandType.APPROVE, request);
    try (TradingJournal journal = new TradingJournal(servers, ANSWER_LIMIT)) {
      Set<String> groups = journal.groups();
      if (groups.isEmpty()) {
        throw new CommandFailed("nothing was written to the journal for a day: no group is known");
      }
      return told(journal.anyAnswer(journal.write(command, groups), ANSWER_LIMIT), out);
    } catch (KafkaException e) {
      throw new CommandFailed("the journal does not take it: " + e.getMessage(), e);
    }
  }

  /** Only the group that asked answers. */
  private static int told(Map<String, Alert> answers, Progress out) {
    answers.forEach(
        (group, alert) ->
            out.say("Group " + group + ": " + alert.getCode() + ": " + alert.getText()));
    if (answers.isEmpty()) {
      out.say(
          "No group has asked for that, or the hedging job does not run. The journal has the word"
              + " all the same; is the number right?");
    }
    return answers.values().stream().anyMatch(alert -> alert.getCode().equals("APPROVED")) ? 0 : 1;
  }
}
