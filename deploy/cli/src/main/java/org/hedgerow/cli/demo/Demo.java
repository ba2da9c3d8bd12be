package org.hedgerow.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.ConfigurationText;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobArguments;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.flink.JobSubmission;
import org.hedgerow.cli.journal.JournalOpening;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.Ports;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.trading.GatewayConfiguration;
import org.hedgerow.cli.why.ChainSurvey;
import org.hedgerow.engine.configuration.Configuration;

/** One run: everything is started on empty topics and tables, watched, counted and stopped. */
final class Demo {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(5);
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);
  private static final int STABLE_SECONDS = 3;
  private static final long RESIDUAL_AFTER_MICROS = 10_000_000;
  private static final long LATENCY_AFTER_MICROS = 20_000_000;
  private static final List<JobCatalogue> MARKET_DATA_ONLY =
      List.of(
          JobCatalogue.STORE, JobCatalogue.SIGNALS, JobCatalogue.MARKET_DATA, JobCatalogue.INGEST);

  private final DemoOptions options;
  private final StackLayout layout;
  private final Progress out;
  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private long startedMicros;
  private long endedMicros;

  Demo(DemoOptions options, StackLayout layout, Progress out) {
    this.options = options;
    this.layout = layout;
    this.out = out;
    this.stack = new LocalStack(layout, out);
    this.exchange = new ExchangeProcess(layout);
  }

  int run() {
    String yaml = yaml();
    Configuration configuration = ConfigurationText.parse(yaml, exchange.placeholders());
    Path lock = layout.home().resolve("demo.lock");
    try {
      Files.createDirectories(layout.home());
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.tryLock()) {
        if (held == null) {
          throw new CommandFailed(
              "a demo is running in this checkout already; it would lose its topics and tables to a"
                  + " second one");
        }
        return run(yaml, configuration);
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot lock " + lock + ": " + e.getMessage(), e);
    }
  }

  private int run(String yaml, Configuration configuration) {
    Thread interrupted = new Thread(stack::stop, "stop");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      stack.stopAndWipe();
      stack.start(new LocalStack.Options(1, Ports.Policy.AUTO, true));
      exchange.start(stack, options, configuration);
      DemoSummary summary = hedge(yaml);
      summary.print(out);
      options.json().ifPresent(summary::write);
      return 0;
    } finally {
      stack.stop();
      Runtime.getRuntime().removeShutdownHook(interrupted);
      out.say("Everything is stopped. Logs are in " + layout.logs());
    }
  }

  private DemoSummary hedge(String yaml) {
    StackAddresses addresses = stack.addresses();
    String text = ConfigurationText.substitute(yaml, exchange.addresses());
    Configuration configuration = ConfigurationText.parse(text, Map.of());
    JournalOpening opening = new JournalOpening(addresses.bootstrapServers());
    String journal = opening.identity();
    opening.configure(configuration, journal);
    FlinkRest cluster = new FlinkRest(addresses.flink());
    try (OrderWatch watch = new OrderWatch(addresses.bootstrapServers());
        TopicCounts topics = new TopicCounts(addresses.bootstrapServers());
        Connection database = stack.connectDatabase()) {
      StoreCounts store = new StoreCounts(database);
      List<JobCatalogue> wanted =
          options.orders() ? JobCatalogue.of(configuration) : MARKET_DATA_ONLY;
      JobArguments arguments =
          new JobArguments(addresses.bootstrapServers(), addresses.jdbcUrl(), text, journal, false);
      GatewayConfiguration.keep(layout, wanted, arguments);
      Map<JobCatalogue, String> jobs =
          new JobSubmission(cluster, layout.jobsJar(), out).submit(wanted, arguments);
      startedMicros = OrderWatch.nowMicros();
      watch.measureFrom(startedMicros + LATENCY_AFTER_MICROS);
      out.say("All jobs run. Flink web UI: " + addresses.flink());
      out.say("SQL: " + addresses.psql());
      if (options.orders()) {
        out.say("Times from tick to order count from 20 s on, when the JVMs are warm.");
      }
      watch(new LiveView(out, options.terminal(), addresses), watch, topics, store);
      endedMicros = OrderWatch.nowMicros();
      drain(cluster, jobs, topics, store);
      return summary(configuration, watch, topics, store, database);
    } catch (SQLException e) {
      throw new CommandFailed("TimescaleDB does not answer: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailed("the exchange's ledger cannot be read: " + e.getMessage(), e);
    }
  }

  private void watch(LiveView view, OrderWatch watch, TopicCounts topics, StoreCounts store)
      throws SQLException {
    while (true) {
      sleep();
      Duration elapsed = Duration.ofNanos((OrderWatch.nowMicros() - startedMicros) * 1_000);
      if (watch.failure() != null) {
        throw new CommandFailed(
            "orders cannot be watched: " + watch.failure().getMessage(), watch.failure());
      }
      view.show(
          new LiveView.Moment(
              elapsed,
              topics.records(),
              watch.hedges(),
              watch.orders(),
              store.fills(),
              store.fees(),
              watch.tickToOrder()));
      if (options.length().filter(length -> elapsed.compareTo(length) >= 0).isPresent()
          || (options.replay().isPresent() && exchange.status().path("finished").asBoolean())) {
        return;
      }
    }
  }

  /** Ends the flow at its source, and waits until everything that was received is stored. */
  private void drain(
      FlinkRest cluster, Map<JobCatalogue, String> jobs, TopicCounts topics, StoreCounts store)
      throws SQLException {
    out.say("Draining: nothing new comes in, and everything that came is stored.");
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    if (options.length().isPresent()) {
      cancel(cluster, jobs.get(JobCatalogue.INGEST));
    }
    // The ticker goes on, and its entries are not stored: frames and rows say when the rest is
    // through.
    awaitStable(topics, store, end);
    cancel(cluster, jobs.get(JobCatalogue.MARKET_DATA));
    while (!store.offsets().equals(nonEmpty(topics.ends()))) {
      if (System.nanoTime() > end) {
        throw new CommandFailed(
            "the store is still behind after "
                + DRAIN_LIMIT.toMinutes()
                + " minutes: it has "
                + store.offsets()
                + " of "
                + nonEmpty(topics.ends()));
      }
      sleep();
    }
  }

  private static void awaitStable(TopicCounts topics, StoreCounts store, long end)
      throws SQLException {
    long frames = -1;
    long rows = -1;
    for (int stable = 0; stable < STABLE_SECONDS && System.nanoTime() < end; ) {
      sleep();
      long framesNow = topics.records().get("raw-frames");
      long rowsNow = store.rows().get("journal");
      stable = framesNow == frames && rowsNow == rows ? stable + 1 : 0;
      frames = framesNow;
      rows = rowsNow;
    }
  }

  private static void cancel(FlinkRest cluster, String job) {
    cluster.cancel(job);
    cluster.awaitOver(job, CANCEL_LIMIT);
  }

  /** Of the topics that the store reads, the partitions that hold anything. */
  private static Map<String, Long> nonEmpty(Map<String, Long> ends) {
    Map<String, Long> stored = new java.util.TreeMap<>();
    ends.forEach(
        (partition, end) -> {
          if (end > 0 && TopicCounts.isStored(partition)) {
            stored.put(partition, end);
          }
        });
    return stored;
  }

  private DemoSummary summary(
      Configuration configuration,
      OrderWatch watch,
      TopicCounts topics,
      StoreCounts store,
      Connection database)
      throws SQLException, IOException {
    long from = startedMicros + RESIDUAL_AFTER_MICROS;
    boolean byBook = options.orders() && LedgerBooks.judges(configuration);
    List<BookResult> books =
        byBook
            ? new LedgerBooks(configuration).judge(exchange.ledger(), from, endedMicros)
            : List.of();
    Map<String, Double> residual =
        byBook
            ? BookResult.byAsset(books)
            : options.orders()
                ? new LedgerResidual(configuration).share(exchange.ledger(), from, endedMicros)
                : Map.of();
    Optional<ChainSurvey> chains =
        byBook
            ? Optional.of(ChainSurvey.of(stack.addresses().bootstrapServers(), database))
            : Optional.empty();
    Histogram latency = watch.tickToOrder();
    return new DemoSummary(
        (endedMicros - startedMicros) / 1e6,
        watch.orders(),
        store.fills(),
        store.customerFills(),
        store.fees(),
        residual,
        books,
        options.orders() ? WorkedHedges.of(configuration, database) : List.of(),
        chains,
        latency,
        store.rows(),
        topics.records());
  }

  private String yaml() {
    Path file =
        options.configuration().orElse(layout.checkout().resolve("deploy/configuration/demo.yaml"));
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(SECOND.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
