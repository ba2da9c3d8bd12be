package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

class CopyTextTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void numbersAreExact() throws Exception {
    for (long unscaled :
        new long[] {0, 1, -1, 10, -10, 123_456_789, Long.MAX_VALUE, Long.MIN_VALUE}) {
      for (int scale : new int[] {-3, 0, 1, 8, 18, 19, 30}) {
        String back = through("numeric", new CopyText().number(new Decimal(unscaled, scale)));
        assertEquals(
            0,
            java.math.BigDecimal.valueOf(unscaled, scale).compareTo(new java.math.BigDecimal(back)),
            unscaled + " e-" + scale + " came back as " + back);
      }
    }
    assertEquals(null, through("numeric", new CopyText().number(null)));
  }

  @Test
  void timesAreExactAndAbsurdOnesAreTheEndsOfTheCalendar() throws Exception {
    for (String time :
        List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "1900-02-28T01:02:03.000004Z",
            "2026-11-21T12:34:56.789012Z",
            "9999-12-31T23:59:59.999999Z")) {
      Instant instant = Instant.parse(time);
      long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
      assertEquals(Long.toString(micros), micros(micros));
    }
    assertEquals(micros(253_402_300_799_999_999L), micros(Long.MAX_VALUE));
    assertEquals(micros(-62_135_596_800_000_000L), micros(Long.MIN_VALUE));
  }

  @Test
  void bytesAndFlags() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    assertEquals(
        "\\x" + java.util.HexFormat.of().formatHex(all),
        through("bytea", new CopyText().bytes(all)));
    assertEquals("f", through("boolean", new CopyText().flag(false)));
    assertEquals("", through("text", new CopyText().text("")));
    assertEquals("\b\f\u000b\u001f", through("text", new CopyText().text("\b\f\u000b\u001f")));
  }

  private static String micros(long micros) throws SQLException {
    String back = through("timestamptz", new CopyText().time(micros));
    return DATABASE.one(
        "SELECT (extract(epoch FROM timestamptz '" + back + "') * 1000000)::bigint");
  }

  private static String through(String type, CopyText row) throws SQLException {
    row.endRow();
    try (var connection = DATABASE.open();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE value (v " + type + ")");
      try {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY value FROM STDIN",
                new java.io.StringReader(
                    new String(row.array(), 0, row.length(), StandardCharsets.UTF_8)));
      } catch (java.io.IOException e) {
        throw new SQLException(e);
      }
      try (var result = statement.executeQuery("SELECT v FROM value")) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
