package org.hedgerow.timescaledb;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.ExactSum;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;

/** What the signals job worked out becomes in the tables. */
final class SignalRows {
  private static final long MICROS = 1_000_000;

  private final CopyBatch batch;
  private final int partition;

  SignalRows(CopyBatch batch, int partition) {
    this.batch = batch;
    this.partition = partition;
  }

  /** A bar with more trades is another one. */
  static String identity(Bar bar) {
    return bar.getInstrument()
        + "/"
        + bar.getLengthMicros()
        + "/"
        + bar.getStartMicros()
        + "/"
        + bar.getPart()
        + "/"
        + bar.getTrades();
  }

  static String identity(Statistic statistic) {
    return statistic.getName()
        + "/"
        + statistic.getDefinitionVersion()
        + "/"
        + statistic.getInstrument()
        + "/"
        + statistic.getTimeMicros();
  }

  void bar(Bar bar, long offset) {
    place(
        batch
            .rows(StoredTable.BAR_REVISION)
            .time(bar.getStartMicros())
            .text(bar.getInstrument())
            .text(bar.getLengthMicros() / MICROS + " seconds")
            .whole(bar.getPart())
            .whole(bar.getTrades())
            .number(bar.getOpen())
            .number(bar.getHigh())
            .number(bar.getLow())
            .number(bar.getClose())
            .time(bar.getOpenTimeMicros())
            .text(bar.getOpenTradeId())
            .time(bar.getCloseTimeMicros())
            .text(bar.getCloseTradeId())
            .text(text(bar.getBaseVolume()))
            .text(text(bar.getQuoteVolume()))
            .text(text(bar.getBuyBaseVolume()))
            .text(text(bar.getBuyQuoteVolume()))
            .flag(bar.getCorrection())
            .whole(bar.getCause().getPartition())
            .whole(bar.getCause().getOffset()),
        offset);
  }

  void signal(JournalEntry entry, Signal signal, long offset) {
    CopyText row =
        batch
            .rows(StoredTable.SIGNAL)
            .time(entry.getReceiveTimeMicros())
            .time(signal.getToMicros())
            .time(signal.getFromMicros())
            .text(signal.getName())
            .text(signal.getDefinitionVersion())
            .text(signal.getInstrument())
            .text(signal.getPhase().name())
            .text(signal.getText())
            .figures(signal.getNumbers())
            .text(entry.getGroup());
    coordinate(row, signal.getFirstCause());
    coordinate(row, signal.getLastCause());
    place(row, offset);
  }

  void statistic(Statistic statistic, long offset) {
    place(
        batch
            .rows(StoredTable.STATISTIC)
            .time(statistic.getTimeMicros())
            .text(statistic.getName())
            .text(statistic.getDefinitionVersion())
            .text(statistic.getInstrument())
            .whole(statistic.getSamples())
            .whole(statistic.getSamplesWanted())
            .figures(statistic.getNumbers())
            .whole(statistic.getCause().getPartition())
            .whole(statistic.getCause().getOffset()),
        offset);
  }

  private static void coordinate(CopyText row, Coordinate coordinate) {
    if (coordinate == null) {
      row.text(null).text(null);
    } else {
      row.whole(coordinate.getPartition()).whole(coordinate.getOffset());
    }
  }

  private static String text(ExactSum sum) {
    if (sum.getLarge() == null) {
      return BigDecimal.valueOf(sum.getUnscaled(), sum.getScale()).toPlainString();
    }
    byte[] bytes = new byte[sum.getLarge().remaining()];
    sum.getLarge().duplicate().get(bytes);
    return new BigDecimal(new BigInteger(bytes), sum.getScale()).toPlainString();
  }

  private void place(CopyText row, long offset) {
    row.whole(partition).whole(offset).endRow();
  }
}
