package org.hedgerow.exchanges.ftx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts and sums by CPython 3: {@code repr(float(x))} and {@code zlib.crc32}. */
class FtxChecksumTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "5000, 5000.0",
    "5000.5, 5000.5",
    "0.1, 0.1",
    "0.01, 0.01",
    "0.0001, 0.0001",
    "0.00015, 0.00015",
    "0.00001, 1e-05",
    "0.0000123, 1.23e-05",
    "0.000000000012, 1.2e-11",
    "1234567890123456, 1234567890123456.0",
    "9000000000000000, 9000000000000000.0",
    "10000000000000000, 1e+16",
    "120000000000000000, 1.2e+17",
    "8790.512800652727, 8790.512800652727"
  })
  void numbersAsPythonWritesThem(String number, String written) {
    assertEquals(written, FtxChecksum.written(Decimals.parse(number)));
    // A zero at the end of the fraction changes nothing.
    Decimal longer = Decimals.parse(number);
    if (longer.getUnscaled() < Long.MAX_VALUE / 10) {
      assertEquals(
          written,
          FtxChecksum.written(new Decimal(longer.getUnscaled() * 10, longer.getScale() + 1)));
    }
  }

  private static long sum(List<Level> bids, List<Level> asks) {
    LevelBook book = new LevelBook();
    book.apply(new BookDelta("FTX:X", true, 0L, 0L, null, bids, asks, null));
    return new FtxChecksum().of(book);
  }

  private static List<Level> levels(int count, int from, int step) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      levels.add(new Level(Decimals.of(from + (long) i * step), new Decimal(i + 1L, 5)));
    }
    return levels;
  }

  /**
   * {@code crc32(b"5000.5:10.0:5001.0:6.0:4995.0:5.0")}, the example of FTX's documentation: bids
   * 5000.5 x 10 and 4995 x 5, ask 5001 x 6.
   */
  @Test
  void sidesByTurnsThenWhatIsLeft() {
    assertEquals(
        941_346_228L,
        sum(
            List.of(
                new Level(Decimals.parse("5000.5"), Decimals.of(10)),
                new Level(Decimals.of(4995), Decimals.of(5))),
            List.of(new Level(Decimals.of(5001), Decimals.of(6)))));
    assertEquals(0, sum(List.of(), List.of()));
  }

  /** The 101st level is not in it: bids 2000, 1999 ..., asks 2001, 2002 ..., sizes i / 100000. */
  @Test
  void aHundredLevelsOfEachSide() {
    assertEquals(3_262_415_127L, sum(levels(100, 2000, -1), levels(100, 2001, 1)));
    assertEquals(3_262_415_127L, sum(levels(120, 2000, -1), levels(101, 2001, 1)));
  }
}
