package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Half-hedged portfolios in a market that swings, each with a limit of its own on what it may lose
 * from its highest profit: every swing breaks each limit once, and the risk job halts the
 * portfolio.
 */
final class VerdictsBench {
  private static final int PORTFOLIOS = 25;

  /** Half of what such a portfolio loses in a swing. */
  private static final int DRAWDOWN = 11_000;

  private static final Duration SWING = SwingingMarket.STEP.multipliedBy(20);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final long GRACE_MICROS = 100_000;
  private static final long LONGEST_MICROS = 600_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BenchStack stack;
  private final int wanted;

  VerdictsBench(BenchStack stack, int wanted) {
    this.stack = stack;
    this.wanted = wanted;
  }

  /**
   * A verdict.
   *
   * @param causeMicros when what made the group report was received
   * @param writtenMicros the broker's stamp on the last of its copies, to the millisecond
   */
  private record Verdict(String scope, long causeMicros, long writtenMicros) {}

  BenchReport measure() {
    int swings = (wanted + PORTFOLIOS - 1) / PORTFOLIOS + 2;
    Duration length = SWING.multipliedBy(swings);
    Path recording = stack.folder().resolve("swinging-market");
    try {
      Files.createDirectories(recording);
    } catch (IOException e) {
      throw new CommandFailed("cannot make " + recording + ": " + e.getMessage(), e);
    }
    SwingingMarket.record(recording, length);
    stack.startExchange(
        recording,
        CoinTreasuries.of(stack.demoConfiguration(), PORTFOLIOS, limits()),
        List.of("--customer-delay", "600m", "--request-limit", "1000000"));
    try (BenchKafka kafka = new BenchKafka(stack.addresses().bootstrapServers())) {
      kafka.stampOnAppend(TopicCatalogue.JOURNAL);
    }
    stack.submit(
        JobCatalogue.STORE,
        JobCatalogue.GATEWAY,
        JobCatalogue.HEDGING,
        JobCatalogue.RISK,
        JobCatalogue.MARKET_DATA,
        JobCatalogue.INGEST);
    stack.say("measured for " + length.toSeconds() + " s");
    BenchStack.sleep(length.plus(SETTLE));
    try {
      return report();
    } catch (IOException | SQLException e) {
      throw new CommandFailed("verdicts cannot be read: " + e.getMessage(), e);
    }
  }

  private static String limits() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("portfolio_risk:\n  currency: USD\n  at_par: [USDT]\n  limits:\n");
    for (int i = 1; i <= PORTFOLIOS; i++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "    - {limit: fall%d, measure: drawdown, scope: \"portfolio:coins%04d\", amount: %d,"
                  + " verdict: halt}%n",
              i,
              i,
              DRAWDOWN));
    }
    return yaml.toString();
  }

  private BenchReport report() throws IOException, SQLException {
    NavigableSet<Long> moves = new TreeSet<>();
    Map<String, Verdict> verdicts = read(moves);
    Map<String, Long> rows = rows();
    Histogram toJournal = new Histogram(LONGEST_MICROS, 3);
    Histogram toRow = new Histogram(LONGEST_MICROS, 3);
    Histogram fromPrice = new Histogram(LONGEST_MICROS, 3);
    Histogram laterToJournal = new Histogram(LONGEST_MICROS, 3);
    Histogram laterToRow = new Histogram(LONGEST_MICROS, 3);
    Set<String> warm = new HashSet<>();
    Map<String, Long> stopped = new TreeMap<>();
    verdicts.forEach(
        (id, verdict) -> {
          record(toJournal, verdict.writtenMicros() - verdict.causeMicros());
          // In the first swing jobs have just been started, and most of their code never ran.
          boolean later = !warm.add(verdict.scope());
          if (later) {
            record(laterToJournal, verdict.writtenMicros() - verdict.causeMicros());
          }
          Long moved = moves.floor(verdict.causeMicros());
          if (moved != null) {
            record(fromPrice, verdict.writtenMicros() - moved);
          }
          Long row = rows.get(id);
          if (row != null) {
            record(toRow, row - verdict.causeMicros());
            if (later) {
              record(laterToRow, row - verdict.causeMicros());
            }
            stopped.merge(verdict.scope(), row, Math::min);
          }
        });
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("verdicts", verdicts.size());
    found.put("cause_to_journal_ms", text(toJournal));
    found.put("price_to_journal_ms", text(fromPrice));
    found.put("cause_to_row_ms", text(toRow));
    found.put("after_the_first_swing_cause_to_journal_ms", text(laterToJournal));
    found.put("after_the_first_swing_cause_to_row_ms", text(laterToRow));
    found.put("verdicts_without_a_row", verdicts.size() - toRow.getTotalCount());
    found.put("scopes_halted_in_the_row", halted());
    found.putAll(places(stopped));
    found.put("portfolios", PORTFOLIOS + 1);
    return new BenchReport("verdicts", "100 ms at p99", List.of(), found);
  }

  private static void record(Histogram histogram, long micros) {
    histogram.recordValue(Math.max(0, Math.min(micros, LONGEST_MICROS)));
  }

  private static String text(Histogram one) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f, p99 %.1f, longest %.1f of %d",
        one.getValueAtPercentile(50) / 1e3,
        one.getValueAtPercentile(99) / 1e3,
        one.getMaxValue() / 1e3,
        one.getTotalCount());
  }

  /**
   * The verdicts by id.
   *
   * @param moves takes the times at which a contract's price was received that was another
   */
  private Map<String, Verdict> read(NavigableSet<Long> moves) throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Map<String, Decimal> bids = new HashMap<>();
    TopicScan.read(
        stack.addresses().bootstrapServers(),
        TopicCatalogue.JOURNAL,
        record -> {
          JournalEntry entry = codec.decode(record.value());
          if (entry.getPayload() instanceof Command command && command.getBy().equals("risk")) {
            verdicts.put(
                command.getCommandId(),
                new Verdict(
                    command.getScope(), entry.getReceiveTimeMicros(), record.timestamp() * 1_000));
          } else if (entry.getPayload() instanceof Quote quote
              && quote.getInstrument().startsWith("BINANCE_COINM:")) {
            Decimal before = bids.put(quote.getInstrument(), quote.getBidPrice());
            if (before != null && !before.equals(quote.getBidPrice())) {
              moves.add(entry.getReceiveTimeMicros());
            }
          }
        });
    return verdicts;
  }

  /** By command, when its row was written. */
  private Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    try (Connection connection = stack.local().connectDatabase();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT command_id, said_at FROM trading_command WHERE said_by = 'risk'")) {
      while (row.next()) {
        Instant at = row.getTimestamp(2).toInstant();
        rows.put(row.getString(1), at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
      }
    }
    return rows;
  }

  private long halted() throws SQLException {
    try (Connection connection = stack.local().connectDatabase();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM trading_stop stop JOIN trading_command USING (command_id)"
                    + " WHERE said_by = 'risk' AND state = 'HALTED'")) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * What the exchange was asked to place for portfolios that are stopped, before and after.
   *
   * @param stopped by scope, when the first verdict was in the row
   */
  private Map<String, Object> places(Map<String, Long> stopped) throws IOException {
    Map<Integer, Long> byNumber = new HashMap<>();
    stack
        .configuration()
        .portfolios()
        .forEach(
            one -> {
              Long at = stopped.get("portfolio:" + one.portfolio());
              if (at != null) {
                byNumber.put(one.number(), at);
              }
            });
    int before = 0;
    int within = 0;
    int later = 0;
    try (BufferedReader lines = Files.newBufferedReader(stack.exchange().ledger())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("{\"type\":\"request\"") || !line.contains("/order\"")) {
          continue;
        }
        JsonNode row = JSON.readTree(line);
        Long at =
            row.path("method").asText().equals("POST")
                ? ClientOrderId.decode(row.path("clientId").asText())
                    .map(id -> byNumber.get(id.portfolio()))
                    .orElse(null)
                : null;
        if (at != null) {
          long received = row.path("received_us").asLong();
          before += received <= at ? 1 : 0;
          within += received > at && received <= at + GRACE_MICROS ? 1 : 0;
          later += received > at + GRACE_MICROS ? 1 : 0;
        }
      }
    }
    Map<String, Object> places = new LinkedHashMap<>();
    places.put("placed_before_the_row", before);
    places.put("placed_within_100_ms_of_it", within);
    places.put("placed_later", later);
    return places;
  }
}
