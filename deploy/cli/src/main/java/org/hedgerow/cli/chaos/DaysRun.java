package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.Ports;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.schema.Alert;

/** Bad days of a venue, one after the other on one stack, each judged before the next begins. */
final class DaysRun {
  private static final Duration FIRST_ORDER = Duration.ofMinutes(3);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration GOES_ON = Duration.ofSeconds(60);
  private static final int NAMED = 12;

  private final List<BadDay> days;
  private final StackLayout layout;
  private final Progress out;
  private final LocalStack stack;
  private final ExchangeProcess exchange;

  DaysRun(List<BadDay> days, StackLayout layout, Progress out) {
    this.days = days;
    this.layout = layout;
    this.out = out;
    this.stack = new LocalStack(layout, out);
    this.exchange = new ExchangeProcess(layout);
  }

  int run(Optional<Path> json) {
    Thread interrupted = new Thread(stack::stop, "stop");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      stack.stopAndWipe();
      stack.start(new LocalStack.Options(2, Ports.Policy.AUTO, true));
      ChaosReport report = played();
      report.print(out);
      json.ifPresent(report::write);
      return report.holds() ? 0 : 1;
    } catch (IOException e) {
      throw new CommandFailed("the days cannot be judged: " + e.getMessage(), e);
    } finally {
      stack.stop();
      Runtime.getRuntime().removeShutdownHook(interrupted);
      out.say("Everything is stopped. Logs are in " + layout.logs());
    }
  }

  private ChaosReport played() throws IOException {
    ChaosStack started =
        ChaosStack.start(
            stack,
            layout,
            exchange,
            layout.checkout().resolve("deploy/configuration/bad-days.yaml"),
            List.of("--no-duplicate-check", "--order-latency", "20ms", "--rate", "600"),
            out);
    DayStage stage =
        new DayStage(
            stack,
            exchange,
            started.configuration(),
            started.text(),
            layout.run().resolve("bad-days.yaml"),
            out);
    DayJudge judge = new DayJudge(stack, exchange, started.configuration());
    ChaosReport report = new ChaosReport();
    try (OrderFlow orders = new OrderFlow(stack.addresses().bootstrapServers())) {
      orders.awaitOrderCausedAfter(0, FIRST_ORDER);
      ChaosStage.sleep(WARM_UP);
      for (BadDay day : days) {
        play(day, stage, judge, report);
      }
    }
    return report;
  }

  private void play(BadDay day, DayStage stage, DayJudge judge, ChaosReport report)
      throws IOException {
    out.say("");
    out.say(day.label() + ": the venue " + day.what());
    long start = System.nanoTime();
    List<String> wrong = new ArrayList<>();
    stage.begin();
    try {
      day.play(stage);
      stage.restore();
      stage.awaitTrading("binance-usdm", GOES_ON);
    } catch (NotRecovered e) {
      wrong.add(e.getMessage());
      stage.faults("{}");
      stage.restore();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    stage.customers(false);
    wrong.addAll(judge.endState());
    List<Alert> alerts = DayAlerts.since(stack.addresses().bootstrapServers(), stage.dayMicros());
    wrong.addAll(DayJudge.alerts(day, alerts));
    stage.customers(true);
    tell(day, alerts, wrong, seconds, report);
  }

  private void tell(
      BadDay day, List<Alert> alerts, List<String> wrong, double seconds, ChaosReport report) {
    Map<String, Integer> counts = new TreeMap<>();
    alerts.forEach(
        alert -> counts.merge(alert.getCode() + " " + alert.getScope(), 1, Integer::sum));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("seconds", Math.round(seconds));
    figures.put("alerts", counts);
    report.tell(day.label() + "_seen", figures);
    report.mustBeEmpty(day.label(), wrong);
    out.say(
        String.format(
            Locale.ROOT,
            "  %s after %.0f s",
            wrong.isEmpty() ? "holds" : "DOES NOT HOLD",
            seconds));
    alerts.stream().limit(NAMED).forEach(alert -> out.say("  told: " + DayJudge.text(alert)));
    wrong.forEach(one -> out.say("  wrong: " + one));
  }
}
