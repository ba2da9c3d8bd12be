package org.hedgerow.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.LoneDatabase;

/** The analysts' questions on many trades: load, then each question a few times. */
final class Questions {
  private static final int LOADERS = 2;

  /** Of the questions that read raw trades or bars, and of the report of a day. */
  private static final String DAY = "2026-03-15";

  private static final String NEXT_DAY = "2026-03-16";

  /** Of the others, up to the same end. */
  private static final String WEEK = "2026-03-09";

  private static final Pattern OF_A_DAY = Pattern.compile("FROM (trade|bar|daily_risk_report)\\b");

  private final LoneDatabase database;
  private final MadeTrades trades;
  private final Progress out;

  /**
   * What one question came to.
   *
   * @param rows that it answered
   * @param chunks that its plan reads; null where it does not read raw trades
   * @param milliseconds round after round, after one that is not counted
   */
  record Answered(AnalystQuestion question, int rows, ChunkExclusion chunks, Spread milliseconds) {}

  /**
   * What loading came to.
   *
   * @param seconds for the trades, from the first row to the last commit
   * @param vacuumSeconds for statistics and the map of what is visible to all
   * @param heapBytes of the trades
   * @param indexBytes of the trades
   * @param databaseBytes of everything, without the log
   */
  record Loaded(
      double seconds, double vacuumSeconds, long heapBytes, long indexBytes, long databaseBytes) {}

  Questions(LoneDatabase database, long trades, Progress out) {
    this.database = database;
    this.trades = new MadeTrades(trades);
    this.out = out;
  }

  /** Fills every table that the questions read. */
  Loaded load() {
    long began = System.nanoTime();
    loadTrades();
    double seconds = (System.nanoTime() - began) / 1e9;
    out.say(String.format("trades loaded in %.0f s", seconds));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      began = System.nanoTime();
      statement.execute("VACUUM (ANALYZE) trade");
      double vacuum = (System.nanoTime() - began) / 1e9;
      for (String sql : books()) {
        statement.execute(sql);
      }
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CHECKPOINT");
      try (ResultSet sizes =
          statement.executeQuery(
              "SELECT sum(table_bytes + toast_bytes), sum(index_bytes),"
                  + " pg_database_size(current_database()) FROM"
                  + " hypertable_detailed_size('trade')")) {
        sizes.next();
        return new Loaded(seconds, vacuum, sizes.getLong(1), sizes.getLong(2), sizes.getLong(3));
      }
    } catch (SQLException e) {
      throw new CommandFailed("the rows cannot be loaded: " + e.getMessage(), e);
    }
  }

  private void loadTrades() {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(LOADERS);
    try {
      List<Future<?>> loaders = new ArrayList<>();
      for (int i = 0; i < LOADERS; i++) {
        loaders.add(
            pool.submit(
                () -> {
                  try (Connection connection = database.connect()) {
                    for (int day = next.getAndIncrement();
                        day < MadeTrades.DAYS;
                        day = next.getAndIncrement()) {
                      trades.load(connection, day);
                      out.update("day " + (day + 1) + " of " + MadeTrades.DAYS);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> loader : loaders) {
        loader.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailed("the trades cannot be loaded: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<String> books() {
    try (InputStream file = Questions.class.getResourceAsStream("/questions/books.sql")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      for (String statement : text.split(";\n")) {
        if (!statement.isBlank()) {
          statements.add(statement);
        }
      }
      return statements;
    } catch (IOException e) {
      throw new CommandFailed("the statements for the books cannot be read", e);
    }
  }

  /** Asks one, once to warm up and then {@code rounds} times; plans and rows are the server's. */
  Answered ask(AnalystQuestion question, int rounds) {
    String sql = question.with(values(question));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      ChunkExclusion chunks =
          question.ofTrades() ? ChunkExclusion.of(connection, sql, DAY, NEXT_DAY) : null;
      int rows = 0;
      List<Double> milliseconds = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        long began = System.nanoTime();
        rows = 0;
        try (ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            rows++;
          }
        }
        if (round > 0) {
          milliseconds.add((System.nanoTime() - began) / 1e6);
        }
      }
      return new Answered(question, rows, chunks, new Spread(milliseconds));
    } catch (SQLException e) {
      throw new CommandFailed(
          "question " + question.number() + " failed: " + e.getMessage() + "\n" + sql, e);
    }
  }

  private static Map<String, String> values(AnalystQuestion question) {
    boolean day = OF_A_DAY.matcher(question.sql()).find();
    Map<String, String> values = new HashMap<>();
    values.put("instrument", MadeTrades.INSTRUMENTS.get(0));
    values.put("hedge", MadeTrades.INSTRUMENTS.get(1));
    values.put("from", day ? DAY : WEEK);
    values.put("to", NEXT_DAY);
    values.put("step", "10");
    values.put("portfolio", "treasury");
    values.put("basis", "basis");
    values.put("pair", MadeTrades.INSTRUMENTS.get(1) + "|" + MadeTrades.INSTRUMENTS.get(0));
    values.put("order_id", "treasuryBTC4321");
    return values;
  }
}
