package org.hedgerow.engine.series;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.statistics.Covariances;
import org.hedgerow.engine.statistics.EwmaCovariance;
import org.hedgerow.engine.statistics.RollingCovariance;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.SeriesState;

/**
 * One series: takes its samples, and keeps what it needs to go on bit for bit in the group's
 * tables. A window lies there as its samples, {@value #BLOCK} a row; the sums of a window follow
 * from them in the order in which they came. What is weighted lies there as it is.
 */
final class LiveSeries implements SampledSeries {
  static final int BLOCK = 64;

  private final SeriesDefinition definition;
  private final String key;
  private final GroupTables tables;
  private final int width;
  private final RollingCovariance rolling;
  private final EwmaCovariance weighted;
  private final double[] ring;
  private final double[] levels;
  private final double[] sample;
  private SeriesState row;
  private boolean level;

  LiveSeries(SeriesDefinition definition, GroupTables tables) {
    this.definition = definition;
    this.key = definition.key();
    this.tables = tables;
    width = definition.instruments().size();
    boolean window = definition.window() > 0;
    rolling = window ? new RollingCovariance(definition.window(), width) : null;
    weighted = window ? null : new EwmaCovariance(width, definition.lambda());
    ring = new double[definition.window() * width];
    levels = new double[width];
    sample = new double[width];
    row = tables.series().get(key);
    if (row == null) {
      row = SeriesState.newBuilder().build();
    } else {
      restore();
    }
  }

  private void restore() {
    level = row.getLevels().remaining() > 0;
    if (level) {
      read(row.getLevels(), levels, 0);
    }
    if (weighted != null) {
      if (row.getEstimator().remaining() > 0) {
        double[] state = new double[weighted.stateLength()];
        read(row.getEstimator(), state, 0);
        weighted.restore(state);
      }
      return;
    }
    int held = (int) Math.min(row.getSamples(), definition.window());
    for (int block = 0; block * BLOCK < held; block++) {
      read(tables.samples().get(key + "/" + block).getValues(), ring, block * BLOCK * width);
    }
    for (int place = 0; place < held; place++) {
      add(place);
    }
    // The window is what is left of the block of samples before this one, and this one's beginning:
    // adding the beginning once more to a full block gives both.
    int begun = (int) (row.getSamples() % definition.window());
    if (row.getSamples() > definition.window()) {
      for (int place = 0; place < begun; place++) {
        add(place);
      }
    }
  }

  /**
   * Takes the sample of the clock's interval, if it has none yet.
   *
   * @param staleMicros a quote that is older is no sample
   * @return whether it was taken, or the series learnt that there is none
   */
  boolean tick(long clockMicros, MarketView market, long staleMicros) {
    long period = clockMicros / definition.intervalMicros();
    if (period <= row.getPeriod()) {
      return false;
    }
    boolean follows = level && period == row.getPeriod() + 1;
    boolean fresh = true;
    for (int i = 0; i < width; i++) {
      double now = value(definition.instruments().get(i), clockMicros, market, staleMicros);
      sample[i] = change(now, levels[i]);
      levels[i] = now;
      fresh &= now > 0 || (definition.kind() == SeriesDefinition.Kind.SPREADS && now >= 0);
    }
    level = fresh;
    row.setPeriod(period);
    if (fresh && (follows || !isChange())) {
      take();
    }
    if (!fresh) {
      row.setLevels(ByteBuffer.allocate(0));
    } else {
      row.setLevels(write(levels, row.getLevels()));
    }
    tables.series().put(key, row);
    return true;
  }

  private boolean isChange() {
    return definition.kind() == SeriesDefinition.Kind.RETURNS
        || definition.kind() == SeriesDefinition.Kind.PRICE_CHANGES;
  }

  private double change(double now, double before) {
    return switch (definition.kind()) {
      case RETURNS -> now / before - 1;
      case PRICE_CHANGES -> now - before;
      case SPREADS, PRICES -> now;
    };
  }

  /** NaN where the quote is missing, old or crossed. */
  private double value(String instrument, long clock, MarketView market, long staleMicros) {
    if (market.quoteAgeMicros(instrument, clock) > staleMicros) {
      return Double.NaN;
    }
    double bid = market.bid(instrument);
    double ask = market.ask(instrument);
    if (!(bid > 0 && ask >= bid)) {
      return Double.NaN;
    }
    double mid = (bid + ask) / 2;
    return definition.kind() == SeriesDefinition.Kind.SPREADS ? (ask - bid) / mid : mid;
  }

  private void take() {
    if (weighted != null) {
      weighted.add(sample);
      row.setEstimator(write(weighted.state(), row.getEstimator()));
    } else {
      int place = (int) (row.getSamples() % definition.window());
      System.arraycopy(sample, 0, ring, place * width, width);
      add(place);
      keep(place);
    }
    row.setSamples(row.getSamples() + 1);
  }

  private void add(int place) {
    System.arraycopy(ring, place * width, sample, 0, width);
    rolling.add(sample);
  }

  private void keep(int place) {
    int block = place / BLOCK;
    String name = key + "/" + block;
    SampleBlock kept = tables.samples().get(name);
    if (kept == null) {
      int size = Math.min(BLOCK, definition.window() - block * BLOCK);
      kept = new SampleBlock(ByteBuffer.allocate(size * width * Double.BYTES));
    }
    ByteBuffer values = kept.getValues();
    int at = values.position() + (place % BLOCK) * width * Double.BYTES;
    for (int i = 0; i < width; i++) {
      values.putDouble(at + i * Double.BYTES, ring[place * width + i]);
    }
    tables.samples().put(name, kept);
  }

  /** Takes its rows out of the tables: nobody asks for it any more. */
  void remove() {
    for (int block = 0; block * BLOCK < definition.window(); block++) {
      tables.samples().remove(key + "/" + block);
    }
    tables.series().remove(key);
  }

  private static void read(ByteBuffer from, double[] into, int at) {
    int count = from.remaining() / Double.BYTES;
    for (int i = 0; i < count; i++) {
      into[at + i] = from.getDouble(from.position() + i * Double.BYTES);
    }
  }

  /** Into the same bytes where they are as many, since rows may be changed in place. */
  private static ByteBuffer write(double[] values, ByteBuffer before) {
    boolean fits = before.remaining() == values.length * Double.BYTES && !before.isReadOnly();
    ByteBuffer bytes = fits ? before : ByteBuffer.allocate(values.length * Double.BYTES);
    for (int i = 0; i < values.length; i++) {
      bytes.putDouble(bytes.position() + i * Double.BYTES, values[i]);
    }
    return bytes;
  }

  @Override
  public SeriesDefinition definition() {
    return definition;
  }

  @Override
  public long samples() {
    return row.getSamples();
  }

  @Override
  public Covariances covariances() {
    return rolling == null ? weighted : rolling;
  }

  @Override
  public double level(int instrument) {
    return level ? levels[instrument] : Double.NaN;
  }

  @Override
  public double belowHighest(int instrument) {
    int held = (int) Math.min(row.getSamples(), definition.window());
    if (held == 0) {
      return Double.NaN;
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < held; place++) {
      highest = Math.max(highest, ring[place * width + instrument]);
    }
    int newest = (int) ((row.getSamples() - 1) % definition.window());
    return highest > 0 ? 1 - ring[newest * width + instrument] / highest : Double.NaN;
  }

  @Override
  public String toString() {
    return key + " " + Arrays.toString(levels);
  }
}
