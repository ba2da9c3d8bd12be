package org.hedgerow.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The store job draining a filled journal into empty tables, against {@code psql \copy} of the same
 * rows into the same tables, emptied again. Before each round the database writes down what it
 * holds in memory, so that no round pays for the one before it.
 */
final class Store {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration STABLE = Duration.ofSeconds(3);
  private static final double NANOS_A_SECOND = 1e9;

  /** The tables that entries of a market come to. */
  private static final List<String> TABLES =
      List.of("journal", "trade", "quote", "book_delta", "reference_price");

  private final BenchStack stack;
  private final Connection database;
  private final PsqlCopy psql;
  private final List<Long> ends;

  private Store(BenchStack stack, Connection database, PsqlCopy psql, List<Long> ends) {
    this.stack = stack;
    this.database = database;
    this.psql = psql;
    this.ends = ends;
  }

  static BenchReport measure(BenchStack stack, FrameSupply supply, int rounds) {
    PsqlCopy psql = new PsqlCopy(stack.addresses().psql(), stack.folder());
    try (BenchKafka kafka = new BenchKafka(stack.addresses().bootstrapServers());
        Connection database = stack.local().connectDatabase()) {
      RawFrames.fill(stack, kafka, supply);
      List<Long> ends = fillJournal(stack, kafka, supply.frames());
      return new Store(stack, database, psql, ends).rounds(supply, rounds);
    } catch (SQLException e) {
      throw new CommandFailed("TimescaleDB refused: " + e.getMessage(), e);
    }
  }

  /** By the market-data job, until the frames are through. */
  private static List<Long> fillJournal(BenchStack stack, BenchKafka kafka, int frames) {
    String id = stack.submit(JobCatalogue.MARKET_DATA).get(JobCatalogue.MARKET_DATA);
    int ticks = stack.configuration().groups().size() * 10 * (int) STABLE.toSeconds();
    long before = 0;
    while (true) {
      BenchStack.sleep(STABLE);
      long now = BenchKafka.sum(kafka.ends(TopicCatalogue.JOURNAL));
      if (now > frames / 2 && now - before <= 2L * ticks) {
        break;
      }
      before = now;
    }
    stack.cancel(id);
    Map<TopicPartition, Long> ends = kafka.ends(TopicCatalogue.JOURNAL);
    return BenchKafka.partitions(TopicCatalogue.JOURNAL).stream()
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .map(ends::get)
        .toList();
  }

  private BenchReport rounds(FrameSupply supply, int rounds) throws SQLException {
    List<Double> jobs = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    Map<String, Long> expected = null;
    for (int round = 1; round <= rounds; round++) {
      double job = job();
      Map<String, Long> rows = rows();
      if (expected == null) {
        expected = rows;
        psql.export(TABLES);
      }
      requireSame(expected, rows);
      double limit = limit(expected);
      requireSame(expected, rows());
      jobs.add(job);
      limits.add(limit);
      stack.say(
          String.format(
              Locale.ROOT,
              "round %d of %d: job %,.0f rows/s, psql \\copy %,.0f rows/s",
              round,
              rounds,
              job,
              limit));
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("market", supply.replay().isPresent() ? "recorded" : "generated");
    conditions.put("journal_records", ends.stream().mapToLong(Long::longValue).sum());
    conditions.put("rows_a_round", expected);
    return new BenchReport(
        "store",
        "psql \\copy of the same rows into the same tables",
        List.of(new Measure("rows_per_second", 0, new Spread(jobs), new Spread(limits))),
        conditions);
  }

  /** Rows a second, from when a quarter of the journal is stored to when almost all of it is. */
  private double job() throws SQLException {
    empty();
    long records = ends.stream().mapToLong(Long::longValue).sum();
    // Watched before it is submitted: it stores while the cluster still tells that it starts.
    FutureTask<StoreProgress> watch = new FutureTask<>(() -> watch(records));
    Thread watcher = new Thread(watch, "store-watch");
    watcher.setDaemon(true);
    watcher.start();
    String id = stack.submit(JobCatalogue.STORE).get(JobCatalogue.STORE);
    StoreProgress progress = result(watch);
    stack.cancel(id);
    StoreProgress.Commit from = progress.at(StoreProgress.WARM_UP, records);
    StoreProgress.Commit to = progress.at(StoreProgress.END, records);
    if (from.total() == to.total()) {
      throw new CommandFailed(records + " records are too few to be timed; ask for more --frames");
    }
    return rowsBetween(from, to) * NANOS_A_SECOND / (to.nanos() - from.nanos());
  }

  /** Looks until everything is stored. */
  private StoreProgress watch(long records) throws SQLException {
    StoreProgress progress = new StoreProgress();
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (progress.total() < records) {
      if (System.nanoTime() > limit) {
        throw new CommandFailed(
            "the store has " + progress.total() + " of " + records + " records in ten minutes");
      }
      List<Long> next = offsets();
      progress.seen(System.nanoTime(), next);
      BenchStack.sleep(LOOK);
    }
    return progress;
  }

  private static StoreProgress result(FutureTask<StoreProgress> watch) {
    try {
      return watch.get();
    } catch (ExecutionException e) {
      throw new CommandFailed("the store cannot be watched: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  private double limit(Map<String, Long> rows) throws SQLException {
    empty();
    long nanos = psql.load(TABLES);
    return rows.values().stream().mapToLong(Long::longValue).sum() * NANOS_A_SECOND / nanos;
  }

  private void empty() throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "TRUNCATE store_offset, store_mark, store_identity, store_scope, "
              + String.join(", ", TABLES));
      statement.execute("CHECKPOINT");
    }
  }

  private List<Long> offsets() throws SQLException {
    Long[] next = new Long[ends.size()];
    Arrays.fill(next, 0L);
    try (Statement statement = database.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT part, next FROM store_offset WHERE topic = 'journal'")) {
      while (result.next()) {
        next[result.getInt(1)] = result.getLong(2);
      }
    }
    return List.of(next);
  }

  private Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      try (Statement statement = database.createStatement();
          ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
        result.next();
        rows.put(table, result.getLong(1));
      }
    }
    return rows;
  }

  private long rowsBetween(StoreProgress.Commit from, StoreProgress.Commit to) throws SQLException {
    long rows = 0;
    for (String table : TABLES) {
      try (PreparedStatement count =
          database.prepareStatement(
              "SELECT count(*) FROM "
                  + table
                  + " WHERE part = ? AND \"offset\" >= ? AND \"offset\" < ?")) {
        for (int part = 0; part < ends.size(); part++) {
          count.setInt(1, part);
          count.setLong(2, from.next().get(part));
          count.setLong(3, to.next().get(part));
          try (ResultSet result = count.executeQuery()) {
            result.next();
            rows += result.getLong(1);
          }
        }
      }
    }
    return rows;
  }

  private static void requireSame(Map<String, Long> expected, Map<String, Long> actual) {
    if (!expected.equals(actual)) {
      throw new CommandFailed(
          "a round made other rows than the first: " + actual + ", " + expected);
    }
  }
}
