package org.hedgerow.engine.signal.bar;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.BarState;
import org.hedgerow.schema.state.OpenBars;

/**
 * Makes the bars of one instrument, all lengths at once, from its trades.
 *
 * <p>A bar is written when the venue's clock is the lateness beyond its end. A trade that comes
 * later is added all the same, and the bar is written again, the lateness after it, with all that
 * came until then: so a back-fill of many trades writes each bar once or twice, and not once a
 * trade. A bar is forgotten some time after its end ({@link BarLength#rememberedMicros}); a trade
 * that comes after that begins another part of it. Nothing is dropped, and what was written never
 * has to be read back.
 *
 * <p>State: of each length at most {@link #MOST} bars, as one row each, and a row that lists them.
 * In an orderly market these are 62, 12, 8, 5 and 3; the limit is reached by back-fills only, and
 * then the bar that was begun first is written and forgotten.
 */
public final class BarBuilder {
  /** Bars of one length that are remembered. */
  public static final int MOST = 128;

  private static final long NOTHING_DUE = Long.MAX_VALUE;

  private final String instrument;
  private final BarLength[] lengths;
  private final long latenessMicros;
  private final TradeAmounts amounts;
  private final Table<OpenBars> open;
  private final Table<BarState> bars;
  private final long[] keyStarts;
  private final String[] keys;

  /**
   * @param lengths which bars are made
   * @param inverse whether the instrument's contracts are worth quote units
   * @param contractValue inverse: quote units a contract; else base units a contract, 1 for spot
   */
  public BarBuilder(
      String instrument,
      List<BarLength> lengths,
      long latenessMicros,
      boolean inverse,
      Decimal contractValue,
      Table<OpenBars> open,
      Table<BarState> bars) {
    this.instrument = instrument;
    this.lengths = lengths.toArray(new BarLength[0]);
    this.latenessMicros = latenessMicros;
    this.amounts = new TradeAmounts(inverse, contractValue);
    this.open = open;
    this.bars = bars;
    this.keyStarts = new long[this.lengths.length];
    this.keys = new String[this.lengths.length];
  }

  /**
   * Takes a trade.
   *
   * @param timeMicros the venue's time of it
   * @param clockMicros the venue's clock, this trade's time included
   * @return its worth in units of the quote asset
   */
  public double trade(
      Trade trade, long timeMicros, long clockMicros, Coordinate cause, BarOutput out) {
    amounts.take(trade.getPrice(), trade.getQuantity());
    for (int i = 0; i < lengths.length; i++) {
      long start = lengths[i].start(timeMicros);
      String key = key(i, start);
      BarState row = bars.get(key);
      if (row == null) {
        row = begin(i, start, clockMicros, trade, timeMicros, cause, out);
      } else if (row.getDueMicros() == NOTHING_DUE) {
        row.setDueMicros(clockMicros + latenessMicros);
        dueAt(i, row.getDueMicros());
      }
      add(row.getBar(), trade, timeMicros, cause);
      bars.put(key, row);
    }
    return amounts.quote();
  }

  /** Which bars are made. */
  public List<BarLength> lengths() {
    return List.of(lengths);
  }

  /** How long a trade may take to come before its bar is written, in microseconds. */
  public long latenessMicros() {
    return latenessMicros;
  }

  /** Writes and forgets what is due at that time of the venue's clock. */
  public void advance(long clockMicros, Coordinate cause, BarOutput out) {
    for (int i = 0; i < lengths.length; i++) {
      OpenBars list = open.get(lengths[i].text());
      if (list != null && list.getNextMicros() <= clockMicros) {
        advance(i, list, clockMicros, cause, out);
      }
    }
  }

  /**
   * Begins a length that was not made before: bars that began already are not known in full, and
   * never written.
   */
  public void beginLength(BarLength length, long clockMicros) {
    if (open.get(length.text()) == null) {
      // Trades of the moments before may still come.
      long from = clockMicros > 0 ? clockMicros + latenessMicros : 0;
      open.put(length.text(), OpenBars.newBuilder().setFromMicros(from).build());
    }
  }

  /** Ends a length that is made no more: writes the bars of it that are over, and forgets all. */
  public void endLength(BarLength length, long clockMicros, Coordinate cause, BarOutput out) {
    OpenBars list = open.get(length.text());
    if (list == null) {
      return;
    }
    for (long start : list.getStarts()) {
      String key = length.text() + "/" + start;
      BarState row = bars.get(key);
      if (row.getDueMicros() != NOTHING_DUE && start + length.micros() <= clockMicros) {
        write(list, row, cause, out);
      }
      bars.remove(key);
    }
    open.remove(length.text());
  }

  private void advance(int i, OpenBars list, long clockMicros, Coordinate cause, BarOutput out) {
    long next = NOTHING_DUE;
    List<Long> kept = new ArrayList<>();
    for (long start : list.getStarts()) {
      String key = key(i, start);
      BarState row = bars.get(key);
      boolean forget = row.getForgetMicros() <= clockMicros;
      boolean due = row.getDueMicros() <= clockMicros;
      if (due || (forget && row.getDueMicros() != NOTHING_DUE)) {
        write(list, row, cause, out);
      }
      if (forget) {
        bars.remove(key);
        continue;
      }
      if (due) {
        bars.put(key, row);
      }
      kept.add(start);
      next = Math.min(next, Math.min(row.getDueMicros(), row.getForgetMicros()));
    }
    list.setStarts(kept);
    list.setNextMicros(next);
    open.put(lengths[i].text(), list);
  }

  private BarState begin(
      int i,
      long start,
      long clockMicros,
      Trade trade,
      long timeMicros,
      Coordinate cause,
      BarOutput out) {
    OpenBars list = open.get(lengths[i].text());
    if (list == null) {
      list = OpenBars.newBuilder().build();
    }
    List<Long> starts = new ArrayList<>(list.getStarts());
    if (starts.size() == MOST) {
      String oldest = lengths[i].text() + "/" + starts.remove(0);
      BarState row = bars.get(oldest);
      if (row.getDueMicros() != NOTHING_DUE) {
        write(list, row, cause, out);
      }
      bars.remove(oldest);
    }
    starts.add(start);
    long from = Math.max(start + lengths[i].micros(), clockMicros);
    BarState row =
        BarState.newBuilder()
            .setBar(empty(lengths[i], start, trade, timeMicros, cause))
            .setDueMicros(from + latenessMicros)
            .setForgetMicros(from + Math.max(lengths[i].rememberedMicros(), 2 * latenessMicros))
            .build();
    list.setStarts(starts);
    list.setNextMicros(Math.min(list.getNextMicros(), row.getDueMicros()));
    open.put(lengths[i].text(), list);
    return row;
  }

  private Bar empty(BarLength length, long start, Trade trade, long timeMicros, Coordinate cause) {
    return Bar.newBuilder()
        .setInstrument(instrument)
        .setLengthMicros(length.micros())
        .setStartMicros(start)
        .setPart(cause.getOffset())
        .setTrades(0L)
        .setOpen(trade.getPrice())
        .setHigh(trade.getPrice())
        .setLow(trade.getPrice())
        .setClose(trade.getPrice())
        .setOpenTimeMicros(timeMicros)
        .setOpenTradeId(trade.getTradeId())
        .setCloseTimeMicros(timeMicros)
        .setCloseTradeId(trade.getTradeId())
        .setBaseVolume(ExactSums.zero())
        .setQuoteVolume(ExactSums.zero())
        .setBuyBaseVolume(ExactSums.zero())
        .setBuyQuoteVolume(ExactSums.zero())
        .setCause(cause)
        .build();
  }

  private void add(Bar bar, Trade trade, long timeMicros, Coordinate cause) {
    bar.setTrades(bar.getTrades() + 1);
    if (Decimals.compare(trade.getPrice(), bar.getHigh()) > 0) {
      bar.setHigh(trade.getPrice());
    }
    if (Decimals.compare(trade.getPrice(), bar.getLow()) < 0) {
      bar.setLow(trade.getPrice());
    }
    String id = trade.getTradeId();
    if (TradeOrder.isBefore(timeMicros, id, bar.getOpenTimeMicros(), bar.getOpenTradeId())) {
      bar.setOpen(trade.getPrice());
      bar.setOpenTimeMicros(timeMicros);
      bar.setOpenTradeId(id);
    }
    if (TradeOrder.isBefore(bar.getCloseTimeMicros(), bar.getCloseTradeId(), timeMicros, id)) {
      bar.setClose(trade.getPrice());
      bar.setCloseTimeMicros(timeMicros);
      bar.setCloseTradeId(id);
    }
    amounts.addBase(bar.getBaseVolume());
    amounts.addQuote(bar.getQuoteVolume());
    if (trade.getAggressor() == Side.BUY) {
      amounts.addBase(bar.getBuyBaseVolume());
      amounts.addQuote(bar.getBuyQuoteVolume());
    }
    bar.setCause(cause);
  }

  private void write(OpenBars list, BarState row, Coordinate cause, BarOutput out) {
    long end = row.getBar().getStartMicros() + row.getBar().getLengthMicros();
    boolean correction = row.getWrittenTrades() > 0 || end <= list.getWrittenMicros();
    Bar bar = Bar.newBuilder(row.getBar()).setCorrection(correction).setCause(cause).build();
    row.setWrittenTrades(bar.getTrades());
    row.setDueMicros(NOTHING_DUE);
    list.setWrittenMicros(Math.max(list.getWrittenMicros(), end));
    if (bar.getStartMicros() >= list.getFromMicros()) {
      out.bar(bar);
    }
  }

  private void dueAt(int i, long micros) {
    OpenBars list = open.get(lengths[i].text());
    if (micros < list.getNextMicros()) {
      list.setNextMicros(micros);
      open.put(lengths[i].text(), list);
    }
  }

  private String key(int i, long start) {
    if (keys[i] == null || keyStarts[i] != start) {
      keyStarts[i] = start;
      keys[i] = lengths[i].text() + "/" + start;
    }
    return keys[i];
  }
}
