package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExactSum;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.Statistic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bars, signals and statistics in the database: each once, and the newest bar in the view. */
@Timeout(60)
class SignalRowsTest {
  private static final long SECOND = 1_000_000;

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

  private void write(String topic, byte[]... values) throws Exception {
    PartitionStore store = PartitionStore.open(connection, topic, 0);
    for (int i = 0; i < values.length; i++) {
      store.add(Entries.at(topic, i, values[i]));
    }
    store.write(connection);
  }

  /** One trade at that second and price, of quantity 2, which a buyer took. */
  private static Bar bar(long part, long trades, int second, String price) {
    ExactSum base = new ExactSum(2 * trades, 0, null);
    ExactSum quote = new ExactSum(trades * Decimals.parse(price).getUnscaled() * 2, 0, null);
    return Bar.newBuilder()
        .setInstrument("V:X")
        .setLengthMicros(60 * SECOND)
        .setStartMicros(120 * SECOND)
        .setPart(part)
        .setTrades(trades)
        .setOpen(Decimals.parse(price))
        .setHigh(Decimals.parse(price))
        .setLow(Decimals.parse(price))
        .setClose(Decimals.parse(price))
        .setOpenTimeMicros((120 + second) * SECOND)
        .setOpenTradeId("9")
        .setCloseTimeMicros((120 + second) * SECOND)
        .setCloseTradeId("9")
        .setBaseVolume(base)
        .setQuoteVolume(quote)
        .setBuyBaseVolume(base)
        .setBuyQuoteVolume(quote)
        .setCorrection(part > 1)
        .setCause(new Coordinate(0, part + trades))
        .build();
  }

  private static byte[] bytes(Bar bar) {
    return RecordCodec.of(Bar.class).encode(bar);
  }

  @Test
  void theViewHasTheNewestRevisionOfEachPartAndAddsTheParts() throws Exception {
    write(
        "bars",
        bytes(bar(1, 1, 10, "100")),
        bytes(bar(1, 3, 10, "100")),
        bytes(bar(1, 1, 10, "100")), // written again after a restart
        bytes(bar(1, 2, 10, "100")), // out of order: the three trades hold
        bytes(bar(7, 1, 5, "90")));
    assertEquals(4, DATABASE.count("bar_revision"));
    // First at second 5: 90; last at second 10: 100. 3 * 2 * 100 + 2 * 90 over 8.
    assertEquals(
        "90 100 90 100 8 780 97.5 4 1 2 true 1970-01-01 00:02:00+00",
        DATABASE.one(
            "SELECT concat_ws(' ', open, high, low, close, base_volume, quote_volume,"
                + " trim_scale(vwap), trades, trim_scale(order_flow_imbalance), parts,"
                + " corrected::text, (started AT TIME ZONE 'UTC')::text || '+00') FROM bar"
                + " WHERE instrument = 'V:X' AND length = interval '1 minute'"));
  }

  @Test
  void aSumBeyondALongIsExactInTheDatabaseToo() throws Exception {
    Bar bar = bar(1, 1, 10, "1");
    BigInteger large = new BigInteger("243000000000000540000000000000300000000000000003");
    bar.setQuoteVolume(new ExactSum(0L, 16, ByteBuffer.wrap(large.toByteArray())));
    write("bars", bytes(bar));
    assertEquals(
        "24300000000000054000000000000030.0000000000000003",
        DATABASE.one("SELECT quote_volume FROM bar_revision"));
  }

  private static byte[] signal(String group, boolean copy, SignalPhase phase, long last) {
    Signal signal =
        Signal.newBuilder()
            .setName("wide")
            .setDefinitionVersion("abc")
            .setInstrument("V:X")
            .setFromMicros(SECOND)
            .setToMicros(2 * SECOND)
            .setNumbers(new TreeMap<>(Map.of("value", 0.5, "none", Double.NaN)))
            .setPhase(phase)
            .setText("a text")
            .setFirstCause(new Coordinate(0, 5L))
            .setLastCause(new Coordinate(0, last))
            .build();
    return RecordCodec.of(JournalEntry.class)
        .encode(
            JournalEntry.newBuilder()
                .setGroup(group)
                .setOrigin(new Origin("signals", 0L, -1L, "signal/wide/" + phase + "/" + last))
                .setVenueTimeMicros(2 * SECOND)
                .setReceiveTimeMicros(3 * SECOND)
                .setCopy(copy)
                .setPayload(signal)
                .build());
  }

  @Test
  void aSignalIsThereOnceAndOpenUntilItIsCleared() throws Exception {
    byte[] raised = signal("BTC", false, SignalPhase.RAISED, 6);
    write("journal", raised, raised, signal("ETH", true, SignalPhase.RAISED, 6));
    assertEquals(1, DATABASE.count("signal"));
    assertEquals(3, DATABASE.count("journal"));
    assertEquals("2", DATABASE.one("SELECT count(*) FROM journal WHERE accepted"));
    assertEquals(
        "wide RAISED a text 0.5 5 6 BTC",
        DATABASE.one(
            "SELECT concat_ws(' ', name, phase, text, numbers ->> 'value', numbers ->> 'none',"
                + " first_offset, last_offset, grp) FROM signal"));
    assertEquals(1, DATABASE.count("signal_open"));
    PartitionStore store = PartitionStore.open(connection, "journal", 0);
    store.add(Entries.at("journal", 3, signal("BTC", false, SignalPhase.CLEARED, 9)));
    store.write(connection);
    assertEquals(0, DATABASE.count("signal_open"));
  }

  @Test
  void aStatisticSaysHowFarItHasWarmedUp() throws Exception {
    Statistic statistic =
        Statistic.newBuilder()
            .setName("vol")
            .setDefinitionVersion("abc")
            .setInstrument("V:X")
            .setTimeMicros(60 * SECOND)
            .setSamples(15L)
            .setSamplesWanted(60L)
            .setNumbers(new TreeMap<>(Map.of("a", 1.5)))
            .setCause(new Coordinate(0, 9L))
            .build();
    byte[] bytes = RecordCodec.of(Statistic.class).encode(statistic);
    write("statistics", bytes, bytes);
    assertEquals(1, DATABASE.count("statistic"));
    assertEquals(
        "WARMING_UP 25.0 1.5",
        DATABASE.one(
            "SELECT concat_ws(' ', state, percent_warm, numbers ->> 'a') FROM statistic_newest"));
  }
}
