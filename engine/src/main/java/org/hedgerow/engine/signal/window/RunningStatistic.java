package org.hedgerow.engine.signal.window;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.SeriesState;

/**
 * One statistic for one subject: takes its samples, and says its figures after each.
 *
 * <p>Of bars: each in its order, corrections left out; an interval without trades is a bar at the
 * close before it. After more of these than fill the window, it begins anew. Of samples: at the
 * first tick of each interval of the journal's clock.
 *
 * <p>Another definition under the same name begins anew: the rows' keys have the version in them.
 */
public final class RunningStatistic {
  static final int BLOCK = 256;
  private static final int CLOSE_BYTES = Double.BYTES;

  private final String name;
  private final String version;
  private final String subject;
  private final Optional<BarLength> bars;
  private final long intervalMicros;
  private final long freshMicros;
  private final Supplier<Figures> fresh;
  private final WindowTables tables;
  private final String key;
  private Figures figures;

  /**
   * @param bars the length of bars that it is made of; empty: samples
   * @param intervalMicros between two samples
   */
  RunningStatistic(
      String name,
      String version,
      String subject,
      Optional<BarLength> bars,
      long intervalMicros,
      long freshMicros,
      Supplier<Figures> fresh,
      WindowTables tables) {
    this.name = name;
    this.version = version;
    this.subject = subject;
    this.bars = bars;
    this.intervalMicros = intervalMicros;
    this.freshMicros = freshMicros;
    this.fresh = fresh;
    this.tables = tables;
    this.key = name + "/" + version;
  }

  /** Its name in the configuration. */
  public String name() {
    return name;
  }

  /** What its rows in the tables are known by. */
  public String key() {
    return key;
  }

  /** The configuration has it no more: forgets it. */
  public void end() {
    if (tables.windows().get(key) == null) {
      return;
    }
    tables.windows().remove(key);
    int length = fresh.get().stateLength();
    for (int from = 0; from < length; from += BLOCK) {
      tables.figures().remove(key + "/" + from / BLOCK);
    }
  }

  /** Takes a bar of the subject; the statistic that comes of it, or null. */
  public Statistic on(Bar bar) {
    if (bars.isEmpty() || bar.getCorrection() || bar.getLengthMicros() != bars.get().micros()) {
      return null;
    }
    SeriesState row = row();
    long period = bar.getStartMicros() / bars.get().micros();
    if (period <= row.getPeriod()) {
      return null;
    }
    long missing = row.getPeriod() < 0 ? 0 : period - row.getPeriod() - 1;
    if (missing > figures.wanted()) {
      figures = fresh.get();
      row.setSamples(0L);
      missing = 0;
    }
    if (missing > 0) {
      double close = row.getLevels().getDouble(row.getLevels().position());
      for (long i = 0; i < missing; i++) {
        figures.bar(close, close, close, close);
      }
    }
    double close = Decimals.approximate(bar.getClose());
    figures.bar(
        Decimals.approximate(bar.getOpen()),
        Decimals.approximate(bar.getHigh()),
        Decimals.approximate(bar.getLow()),
        close);
    row.setLevels(ByteBuffer.allocate(CLOSE_BYTES).putDouble(0, close));
    row.setSamples(row.getSamples() + missing + 1);
    row.setPeriod(period);
    return told(row, bar.getStartMicros() + bar.getLengthMicros(), bar.getCause());
  }

  /** Takes a tick; the statistic that comes of it, or null. */
  public Statistic on(SubjectView view) {
    if (bars.isPresent() || !(view.payload() instanceof Tick tick)) {
      return null;
    }
    SeriesState row = row();
    long period = tick.getTimeMicros() / intervalMicros;
    if (period <= row.getPeriod()) {
      return null;
    }
    row.setPeriod(period);
    boolean taken = figures.sample(view, freshMicros);
    if (taken) {
      row.setSamples(row.getSamples() + 1);
      return told(row, period * intervalMicros, view.place());
    }
    keep(row);
    return null;
  }

  private SeriesState row() {
    SeriesState row = tables.windows().get(key);
    if (row == null) {
      row = SeriesState.newBuilder().build();
    }
    if (figures == null) {
      figures = fresh.get();
      if (row.getPeriod() >= 0) {
        restore();
      }
    }
    return row;
  }

  private Statistic told(SeriesState row, long timeMicros, Coordinate cause) {
    keep(row);
    Map<String, Double> numbers = new TreeMap<>();
    figures.numbers(numbers);
    numbers.values().removeIf(number -> !Double.isFinite(number));
    return Statistic.newBuilder()
        .setName(name)
        .setDefinitionVersion(version)
        .setInstrument(subject)
        .setTimeMicros(timeMicros)
        .setSamples(Math.min(row.getSamples(), figures.wanted()))
        .setSamplesWanted(figures.wanted())
        .setNumbers(numbers)
        .setCause(new Coordinate(cause.getPartition(), cause.getOffset()))
        .build();
  }

  private void keep(SeriesState row) {
    tables.windows().put(key, row);
    double[] state = figures.state();
    for (int from = 0; from < state.length; from += BLOCK) {
      int count = Math.min(BLOCK, state.length - from);
      ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES);
      bytes.asDoubleBuffer().put(state, from, count);
      tables.figures().put(key + "/" + from / BLOCK, new SampleBlock(bytes));
    }
  }

  private void restore() {
    double[] state = new double[figures.stateLength()];
    for (int from = 0; from < state.length; from += BLOCK) {
      tables
          .figures()
          .get(key + "/" + from / BLOCK)
          .getValues()
          .duplicate()
          .asDoubleBuffer()
          .get(state, from, Math.min(BLOCK, state.length - from));
    }
    figures.restore(state);
  }
}
