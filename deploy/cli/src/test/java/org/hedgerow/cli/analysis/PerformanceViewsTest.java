package org.hedgerow.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hedges, performance and statements beside figures worked out by hand. */
@Timeout(120)
class PerformanceViewsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.execute("SET TIME ZONE 'UTC';" + HandMadeValuations.SQL);
  }

  private static String text(double value) {
    return BigDecimal.valueOf(value)
        .setScale(10, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /**
   * Held 10, -20, 10 and hedge -9, 16, -7: variances 300 and, together (1, -4, 3), 13; covariance
   * -240, variance of the hedge 193, so that 240/193 of it leaves 300 - 240 x 240 / 193. Naive: 10
   * - 2 x (106 - 100), -20 - 2 x (96 - 106), 10 - 3 x (99 - 96) = -2, 0, 1, variance 7/3. Fees 3,
   * slippage 1.5, funding earned 1. Sold 2 at a mid of 100.
   */
  @Test
  void whatHedgesLeaveAndCost() throws Exception {
    assertEquals(
        List.of(
            String.join(
                "|",
                "naive|3|300|13",
                text(13 / 300.0),
                text(7 / 3.0 / 300),
                text(1 - 240.0 * 240 / 193 / 300),
                text(240 / 193.0),
                text(Math.sqrt(26 / 3.0)),
                "0.3|200|-3|-1.5|1|3.5",
                text(3.5 / (287 * 3)))),
        Rows.of(
            DATABASE,
            "SELECT strategy, intervals, unhedged_variance, hedged_variance, variance_ratio,"
                + " naive_variance_ratio, hindsight_variance_ratio, hindsight_ratio, hedge_error,"
                + " mean_residual, turnover, fees, slippage, funding, cost,"
                + " cost_per_variance_removed FROM hedge_performance WHERE portfolio = 'treasury'"
                + " AND day = '2026-03-01'"));
  }

  /**
   * The miner: 4, -2, and after two intervals without a change 1. Five intervals, mean 0.6, sum of
   * squares 21, so variance (21 - 9 / 5) / 4 = 4.8. From 4 down to 2, now at 3.
   */
  @Test
  void performanceCountsTheIntervalsInWhichNothingHappened() throws Exception {
    String figures = "|USD|5|3|2|1|" + text(0.6 / Math.sqrt(4.8) * Math.sqrt(52_560));
    String rest = "|0.6666666667|2.5|7|-2|0|0|0";
    assertEquals(
        List.of(
            "portfolio|miner" + figures + rest,
            "strategy|ratio" + figures + rest,
            "venue|W" + figures + rest),
        performance("name IN ('miner', 'ratio', 'W')"));
  }

  /**
   * The treasury: 10 - 10.5, -20 + 14.5, 10 - 8.5, that is -0.5, -5.5, 1.5: from 0 down to -6, now
   * at -4.5. Mean -1.5, sum of squares 32.75, variance (32.75 - 6.75) / 2 = 13.
   */
  @Test
  void aFallFromTheBeginningIsADrawdown() throws Exception {
    assertEquals(
        List.of(
            "portfolio|treasury|USD|3|-4.5|6|4.5|"
                + text(-1.5 / Math.sqrt(13) * Math.sqrt(52_560))
                + "|0.3333333333|0.25|3|4|-3|1|-1.5"),
        performance("name = 'treasury'"));
  }

  private static List<String> performance(String where) throws SQLException {
    return Rows.of(
        DATABASE,
        "SELECT kind, name, currency, intervals, profit, drawdown, current_drawdown, sharpe,"
            + " win_rate, profit_factor, realised, unrealised, fees, funding, slippage FROM"
            + " performance('2026-03-01', '2026-03-02') WHERE "
            + where
            + " ORDER BY kind, name");
  }

  /**
   * USDT: spot 150 - 2 x 100, money 1000, the contract 20 - 5: 965. BTC: 2 of spot, and what is
   * worth 0.3 with an option of 4 x 0.1 x 0.05 in it: 2.28.
   */
  @Test
  void ourLinesBesideTheVenuesStatement() throws Exception {
    assertEquals(
        List.of(
            "POSITION|V:OPT|4|5|-1",
            "POSITION|V:PERP|-3|-3|0",
            "WALLET|BTC|2.28|2.28|0",
            "WALLET|EUR|null|7|null",
            "WALLET|USDT|965|960|5"),
        Rows.of(
            DATABASE,
            "SELECT kind, what, ours, venues, difference FROM account_statement WHERE account = 's'"
                + " ORDER BY 1, 2"));
  }
}
