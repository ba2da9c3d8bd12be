package org.hedgerow.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Thirty days of trades of ten instruments, made for measuring: the same rows at each run. They
 * come at even times over all instruments, each of the ten as likely; prices walk at random by
 * ticks of a cent, sizes spread over six powers of ten. A day stands for itself: days can be loaded
 * side by side.
 */
final class MadeTrades {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final int DAYS = 30;
  static final List<String> INSTRUMENTS =
      List.of(
          "BINANCE_SPOT:BTCUSDT",
          "BINANCE_USDM:BTCUSDT",
          "BINANCE_SPOT:ETHUSDT",
          "BINANCE_USDM:ETHUSDT",
          "OKX:SOL-USDT",
          "OKX:SOL-USDT-SWAP",
          "KRAKEN_SPOT:XRP/USD",
          "BYBIT_LINEAR:XRPUSDT",
          "BINANCE_SPOT:LTCUSDT",
          "BINANCE_USDM:LTCUSDT");

  private static final int[] CENTS = {
    6_000_000, 6_002_000, 300_000, 300_100, 15_000, 15_004, 220, 220, 9_000, 9_002
  };
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int TRANSACTIONS_A_DAY = 4;
  private static final int BUFFER = 1 << 16;
  private static final int LINE_LIMIT = 512;

  private final long trades;

  /**
   * @param trades in all; a multiple of the days
   */
  MadeTrades(long trades) {
    this.trades = trades;
  }

  /** How many a day has. */
  long aDay() {
    return trades / DAYS;
  }

  /** Loads that day, from 0, by COPY, in as many transactions as it has chunks. */
  void load(Connection connection, int day) throws SQLException, IOException {
    connection.setAutoCommit(false);
    CopyManager copy = connection.unwrap(BaseConnection.class).getCopyAPI();
    SplittableRandom random = new SplittableRandom(20_260_301L + day);
    long[] price = new long[CENTS.length];
    for (int i = 0; i < price.length; i++) {
      price[i] = CENTS[i];
    }
    long begin = START.getEpochSecond() * 1_000_000 + day * DAY_MICROS;
    long from = 0;
    for (int part = 1; part <= TRANSACTIONS_A_DAY; part++) {
      long to = aDay() * part / TRANSACTIONS_A_DAY;
      CopyIn in =
          copy.copyIn(
              "COPY trade (received, venue_time, instrument, trade_id, price, quantity, aggressor,"
                  + " part, \"offset\", base_quantity, notional) FROM STDIN");
      StringBuilder rows = new StringBuilder(BUFFER);
      for (long i = from; i < to; i++) {
        row(rows, begin + i * DAY_MICROS / aDay(), day * aDay() + i, random, price);
        if (rows.length() > BUFFER - LINE_LIMIT) {
          write(in, rows);
        }
      }
      write(in, rows);
      in.endCopy();
      connection.commit();
      from = to;
    }
  }

  private static void row(
      StringBuilder rows, long micros, long number, SplittableRandom random, long[] price) {
    long bits = random.nextLong();
    int which = (int) Math.floorMod(bits, (long) price.length);
    long step = Math.max(1, CENTS[which] / 50_000);
    // Back towards where it began, so that it stays near it for the day.
    price[which] += Long.compare(CENTS[which], price[which]) * (bits >>> 62 == 0 ? step : 0);
    price[which] += ((bits >>> 58) & 1) == 0 ? step : -step;
    price[which] = Math.max(1, price[which]);
    long tenThousandths = (long) Math.exp(((bits >>> 8) & 0xFFFF) / 65_536.0 * 13.8) + 1;
    time(rows, micros);
    time(rows, micros - 2_000 - ((bits >>> 24) & 0x3FFF));
    rows.append(INSTRUMENTS.get(which)).append('\t').append(number).append('\t');
    decimal(rows, price[which], 2);
    decimal(rows, tenThousandths, 4);
    rows.append(((bits >>> 57) & 1) == 0 ? "BUY" : "SELL").append("\t0\t").append(number);
    rows.append('\t');
    decimal(rows, tenThousandths, 4);
    decimal(rows, price[which] * tenThousandths, 6);
    rows.setCharAt(rows.length() - 1, '\n');
  }

  private static void time(StringBuilder rows, long micros) {
    rows.append(
            Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000))
        .append('\t');
  }

  private static void decimal(StringBuilder rows, long unscaled, int scale) {
    String digits = Long.toString(unscaled);
    int whole = digits.length() - scale;
    rows.append(whole > 0 ? digits.substring(0, whole) : "0").append('.');
    for (int i = whole; i < 0; i++) {
      rows.append('0');
    }
    rows.append(digits, Math.max(0, whole), digits.length()).append('\t');
  }

  private static void write(CopyIn in, StringBuilder rows) throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.US_ASCII);
    in.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }
}
