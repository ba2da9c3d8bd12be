package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.engine.statistics.risk.Exceedances;
import org.hedgerow.engine.statistics.risk.LikelihoodRatio;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.StressResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures of risk in the database, and the back-tests in SQL against published ones and Java's. */
@Timeout(60)
class RiskRowsTest {
  private static final long MINUTE = 60_000_000;
  private static final Path REFERENCE =
      Path.of("../../../shared/reference/06_risk_metrics_var.json");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    DATABASE.empty();
    DATABASE.execute(Entries.CONFIGURED);
    connection = DATABASE.open();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    connection.close();
  }

  private void write(byte[]... values) throws Exception {
    PartitionStore store = PartitionStore.open(connection, "risk-metrics", 0);
    for (int i = 0; i < values.length; i++) {
      store.add(Entries.at("risk-metrics", i, values[i]));
    }
    store.write(connection);
  }

  private static byte[] metrics(long sequence, double profit, boolean sampled) {
    return RecordCodec.of(RiskMetrics.class)
        .encode(
            RiskMetrics.newBuilder()
                .setScope("portfolio:treasury")
                .setSequence(sequence)
                .setEpoch(MINUTE)
                .setTimeMicros(sequence * MINUTE)
                .setCauseGroup("BTC")
                .setCauseSequence(7)
                .setCause(new Coordinate(1, 9L))
                .setCurrency("USD")
                .setComplete(true)
                .setGross(1000)
                .setNet(-10)
                .setMargin(100)
                .setLargestShare(0.5)
                .setHerfindahl(0.5)
                .setDelta(10)
                .setGamma(0)
                .setVega(0)
                .setProfit(profit)
                .setDailyProfit(profit)
                .setDrawdown(0.0)
                .setSamples(100)
                .setSampleMicros(MINUTE)
                .setSampled(sampled)
                .setValueAtRisk(new TreeMap<>(Map.of("historical_99", -5.0)))
                .setExpectedShortfall(new TreeMap<>(Map.of("historical_99", -6.0)))
                .setStress(List.of(new StressResult("fall", -100.0)))
                .setCorrelations(new TreeMap<>())
                .setBroken(List.of("gross"))
                .setConfigVersion(1)
                .build());
  }

  @Test
  void eachFigureIsStoredOnceAndTheNewestIsInTheViews() throws Exception {
    write(metrics(1, 0, true), metrics(1, 0, true), metrics(2, 3, false));
    assertEquals(2, DATABASE.count("risk_metric"));
    assertEquals(
        "portfolio:treasury 3 -5 -6 {gross} 00:01:00",
        DATABASE.one(
            "SELECT concat_ws(' ', scope, profit, var_99, shortfall_99, broken, sample_length) FROM"
                + " risk_now"));
    assertEquals(
        "fall -100", DATABASE.one("SELECT concat_ws(' ', scenario, profit) FROM risk_scenario"));
  }

  /** 250 intervals, and losses beyond on five days far apart: as the reference has it. */
  @Test
  void theBackTestFindsWhatEachIntervalEarned() throws Exception {
    Set<Integer> hits = Set.of(10, 50, 100, 150, 200);
    byte[][] rows = new byte[251][];
    double profit = 0;
    for (int i = 0; i <= 250; i++) {
      rows[i] = metrics(i + 1, profit, true);
      // The interval after this row: beyond -5, or exactly there, which is not beyond.
      profit += hits.contains(i + 1) ? -5.01 : i % 2 == 0 ? -5 : 5;
    }
    write(rows);
    assertEquals(
        "250 5 2.50",
        DATABASE.one(
            "SELECT concat_ws(' ', observations, failures, round(expected::numeric, 2)) FROM"
                + " var_backtest"));
    String[] found =
        DATABASE
            .one(
                "SELECT concat_ws(' ', kupiec, independence, coverage, independence_p) FROM"
                    + " var_backtest")
            .split(" ");
    // Reference, christoffersen_scattered: p = 0.01, n = 250.
    close(1.956809788230622, found[0]);
    close(0.20493237652149787, found[1]);
    close(2.1617421647521198, found[2]);
    close(0.6507686878924301, found[3]);
  }

  /** Two minutes with 3 coins are 2,160 a day: a tenth of it takes 2 coins in 2 / 216 of a day. */
  @Test
  void aPositionIsHeldAgainstTheVolumeOfADay() throws Exception {
    for (int minute = 0; minute < 2; minute++) {
      DATABASE.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO bar_revision VALUES ('2026-03-01 00:0%d', 'BINANCE_SPOT:BTCUSDT', '1"
                  + " minute', %d, 1, 1, 1, 1, 1, '2026-03-01', '1', '2026-03-01', '1', %d, 1, 0,"
                  + " 0, false, 0, 0, 0, 0)",
              minute,
              minute,
              minute + 1));
    }
    PartitionStore store = PartitionStore.open(connection, "valuations", 0);
    store.add(Entries.at("valuations", 0, Entries.valuation(1)));
    store.write(connection);
    assertEquals(
        "BINANCE_SPOT:BTCUSDT 2 2160.00 0.00926",
        DATABASE.one(
            "SELECT concat_ws(' ', instrument, base_quantity, round(day_volume, 2), round(days, 5))"
                + " FROM days_to_unwind"));
  }

  @Test
  void functionsAgreeWithThePublishedFigures() throws Exception {
    assumeTrue(Files.exists(REFERENCE), "no " + REFERENCE + "; test skipped");
    int checked = 0;
    for (JsonNode one : new ObjectMapper().readTree(REFERENCE.toFile()).get("cases")) {
      JsonNode in = one.get("inputs");
      if (!one.get("name").asText().startsWith("kupiec_") || !in.has("failures")) {
        continue;
      }
      String[] found =
          kupiec(in.get("n").asLong(), in.get("failures").asLong(), in.get("p").asDouble());
      close(one.at("/expected/LR").asDouble(), found[0]);
      close(one.at("/expected/p_value").asDouble(), found[1]);
      checked++;
    }
    assertTrue(checked >= 3, "cases with figures: " + checked);
  }

  @Test
  void functionsAgreeWithTheEngine() throws Exception {
    long[][] counts = {{240, 4, 4, 2}, {500, 0, 0, 0}, {100, 20, 21, 30}, {0, 0, 0, 50}};
    for (long[] n : counts) {
      long observations = n[0] + n[1] + n[2] + n[3];
      Exceedances past = Exceedances.counted(observations, n[1] + n[3], n[0], n[1], n[2], n[3]);
      LikelihoodRatio share = LikelihoodRatio.proportionOfFailures(past, 0.05);
      String[] found = kupiec(observations, n[1] + n[3], 0.05);
      close(share.statistic(), found[0]);
      close(share.pValue(), found[1]);
      LikelihoodRatio independence = LikelihoodRatio.independence(past);
      found =
          DATABASE
              .one(
                  String.format(
                      Locale.ROOT,
                      "SELECT concat_ws(' ', statistic, p_value) FROM christoffersen(%d, %d, %d,"
                          + " %d)",
                      n[0],
                      n[1],
                      n[2],
                      n[3]))
              .split(" ");
      close(independence.statistic(), found[0]);
      close(independence.pValue(), found[1]);
    }
  }

  private static String[] kupiec(long observations, long failures, double expected)
      throws SQLException {
    return DATABASE
        .one(
            String.format(
                Locale.ROOT,
                "SELECT concat_ws(' ', statistic, p_value) FROM kupiec(%d, %d, %s)",
                observations,
                failures,
                expected))
        .split(" ");
  }

  private static void close(double expected, String found) {
    assertEquals(expected, Double.parseDouble(found), 1e-9 * Math.max(1, Math.abs(expected)));
  }
}
