package org.hedgerow.jobs.signals.pattern;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.signal.bar.ExactSums;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.hedgerow.engine.signal.pattern.PatternLimits;
import org.hedgerow.engine.signal.pattern.SlidingPeak;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Decimals;

/**
 * Closed bars, as the patterns of bars see them. Corrections are left out: they come when the
 * moment is over, and would be out of order.
 *
 * <p>State, an instrument and pattern: a falling row of closes within the window (at most 1,500
 * pairs, mostly a few) and five numbers.
 */
final class BarObserver extends KeyedProcessFunction<String, Bar, Observation> {
  private static final long serialVersionUID = 1L;
  private static final int BEFORE = 0;
  private static final int VOLUME = 1;
  private static final int WAS = 2;
  private static final int LATEST = 3;
  private static final int COUNT = 4;

  private final List<WatchedPattern> patterns;
  private transient MapState<String, double[]> peaks;
  private transient MapState<String, double[]> last;

  BarObserver(List<WatchedPattern> patterns) {
    this.patterns = patterns;
  }

  @Override
  public void open(OpenContext context) {
    peaks = state(PatternNames.PEAKS_STATE);
    last = state(PatternNames.BARS_STATE);
  }

  private MapState<String, double[]> state(String name) {
    return getRuntimeContext()
        .getMapState(
            new MapStateDescriptor<>(
                name, Types.STRING, PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Bar bar, Context context, Collector<Observation> out)
      throws Exception {
    if (bar.getCorrection()) {
      return;
    }
    for (WatchedPattern pattern : patterns) {
      PatternLimits limits = pattern.limits();
      if (limits.barMicros() == bar.getLengthMicros()
          && pattern.subjects().contains(bar.getInstrument())) {
        observe(pattern, bar, out);
      }
    }
  }

  private void observe(WatchedPattern pattern, Bar bar, Collector<Observation> out)
      throws Exception {
    // Another definition under the same name begins anew.
    String key = pattern.name() + '/' + pattern.version();
    double[] before = last.get(key);
    long end = bar.getStartMicros() + bar.getLengthMicros();
    if (before == null) {
      before = new double[] {Double.NaN, Double.NaN, 0, 0, 0};
    } else if (end <= before[LATEST]) {
      return;
    }
    PatternLimits limits = pattern.limits();
    double sign = limits.up() || limits.kind() == PatternKind.FLASH_CRASH ? 1 : -1;
    double close = sign * Decimals.approximate(bar.getClose());
    double volume = ExactSums.toBigDecimal(bar.getBaseVolume()).doubleValue();
    double[] after = {close, volume, 0, end, before[COUNT] + 1};
    double reference;
    boolean edge;
    switch (limits.kind()) {
      case FLASH_CRASH -> {
        double[] row = with(key, end, close, end - limits.withinMicros());
        reference = SlidingPeak.highest(row);
        boolean down = close <= reference * (1 - limits.size());
        edge = down && before[WAS] == 0;
        after[WAS] = down ? 1 : 0;
      }
      case TREND_EXHAUSTION -> {
        reference = sign * Decimals.approximate(limits.up() ? bar.getLow() : bar.getHigh());
        boolean rises = close > before[BEFORE];
        edge = rises && !(before[WAS] == 1 && volume < before[VOLUME]);
        after[WAS] = rises ? 1 : 0;
      }
      default -> {
        long oldest = end - (long) limits.memory() * limits.barMicros();
        double[] row = peaks.get(key);
        // Of a range that is not full yet nothing breaks out.
        reference =
            row == null || before[COUNT] < limits.memory() ? Double.NaN : within(row, oldest);
        boolean beyond = close > reference + Math.abs(reference) * limits.size();
        edge = beyond && before[WAS] == 0;
        after[WAS] = beyond ? 1 : 0;
        with(
            key,
            end,
            sign * Decimals.approximate(limits.up() ? bar.getHigh() : bar.getLow()),
            oldest);
      }
    }
    last.put(key, after);
    out.collect(
        new Observation(
            pattern.name(),
            bar.getInstrument(),
            end,
            bar.getCause().getPartition(),
            bar.getCause().getOffset(),
            close,
            before[BEFORE],
            volume,
            reference,
            edge));
  }

  /** The highest that is not older; the row is cut with the next number. */
  private static double within(double[] row, long oldest) {
    for (int i = 0; i < row.length; i += 2) {
      if (row[i] >= oldest) {
        return row[i + 1];
      }
    }
    return Double.NaN;
  }

  private double[] with(String key, long time, double number, long oldest) throws Exception {
    double[] row = peaks.get(key);
    // Microseconds since 1970 are exact in a double until 2255.
    double[] known = row == null ? new double[0] : row;
    double[] next = SlidingPeak.with(known, (double) time, number, (double) oldest);
    peaks.put(key, next);
    return next;
  }
}
