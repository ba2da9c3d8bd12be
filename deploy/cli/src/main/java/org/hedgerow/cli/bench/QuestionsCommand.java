package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.bench.Questions.Answered;
import org.hedgerow.cli.bench.Questions.Loaded;
import org.hedgerow.cli.stack.LoneDatabase;
import org.hedgerow.cli.stack.StackLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long the analysts' questions take on many trades. */
@Command(
    name = "questions",
    description =
        "Loads made-up trades of 30 days and 10 instruments, asks each question of"
            + " docs/analysts.md, and checks its plan. 50,000,000 trades want 25 GB for a while.",
    mixinStandardHelpOptions = true)
final class QuestionsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final double LIMIT_MS = 200;
  private static final long MOST_TRADES = 1_000_000_000;

  @Mixin private BenchOptions options;

  @Option(
      names = "--trades",
      paramLabel = "N",
      defaultValue = "50000000",
      description = "In all (default: ${DEFAULT-VALUE}).")
  private long trades;

  @Override
  public Integer call() {
    int rounds = options.rounds();
    var json = options.json();
    if (trades < MadeTrades.DAYS || trades > MOST_TRADES) {
      throw options.wrong(
          "--trades: '" + trades + "'; expected a whole number from 30 to " + MOST_TRADES);
    }
    StackLayout launcher = StackLayout.ofLauncher();
    List<AnalystQuestion> questions =
        AnalystQuestion.read(launcher.checkout().resolve("docs/analysts.md"));
    Progress out = Progress.toStandardOutput();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    ObjectNode report = JSON.createObjectNode();
    report.put("benchmark", "questions").put("trades", trades).put("load_before", load);
    report.put("processors", Runtime.getRuntime().availableProcessors());
    int slow = 0;
    try (LoneDatabase database =
        LoneDatabase.start(
            new StackLayout(launcher.checkout(), launcher.home().resolve("bench")), out)) {
      Questions asked = new Questions(database, trades, out);
      Loaded loaded = asked.load();
      report.set("loaded", JSON.valueToTree(loaded));
      out.say(
          String.format(
              Locale.ROOT,
              "%,d trades in %.0f s and %.0f s of vacuum: heap %.2f GB, indexes %.2f GB; everything"
                  + " %.2f GB",
              trades,
              loaded.seconds(),
              loaded.vacuumSeconds(),
              loaded.heapBytes() / 1e9,
              loaded.indexBytes() / 1e9,
              loaded.databaseBytes() / 1e9));
      ArrayNode answers = report.putArray("questions");
      for (AnalystQuestion question : questions) {
        Answered answer = asked.ask(question, rounds);
        slow += answer.milliseconds().median() > LIMIT_MS ? 1 : 0;
        out.say(line(answer));
        add(answers, answer);
      }
    }
    out.say(slow + " of " + questions.size() + " took more than " + LIMIT_MS + " ms");
    json.ifPresent(file -> write(file, report));
    return slow == 0 ? 0 : 1;
  }

  private static String line(Answered answer) {
    return String.format(
        Locale.ROOT,
        "%2d  min %6.1f  median %6.1f  max %6.1f ms  %6d rows  %s  %s",
        answer.question().number(),
        answer.milliseconds().min(),
        answer.milliseconds().median(),
        answer.milliseconds().max(),
        answer.rows(),
        answer.chunks() == null
            ? "             "
            : answer.chunks().read() + " of " + answer.chunks().all() + " chunks",
        answer.question().title());
  }

  private static void add(ArrayNode answers, Answered answer) {
    ObjectNode node = answers.addObject();
    node.put("number", answer.question().number()).put("question", answer.question().title());
    node.put("min_ms", answer.milliseconds().min());
    node.put("median_ms", answer.milliseconds().median());
    node.put("max_ms", answer.milliseconds().max());
    node.put("rows", answer.rows());
    if (answer.chunks() != null) {
      node.put("chunks_read", answer.chunks().read()).put("chunks", answer.chunks().all());
    }
  }

  private static void write(Path file, ObjectNode report) {
    try {
      Files.writeString(file, JSON.writeValueAsString(report) + "\n");
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
