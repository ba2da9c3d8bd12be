package org.hedgerow.jobs.signals.pattern;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.signal.pattern.PatternLimits;
import org.hedgerow.schema.Statistic;

/**
 * Figures over full windows beside their own slow average (EWMA of {@code memory} figures), which
 * stands still while the figure is beyond the factor: a new regime shall not become its own measure
 * while it is being confirmed.
 *
 * <p>Figures of another definition under the same name begin anew: an average of the old ones is no
 * measure of them.
 *
 * <p>State, a subject and pattern: six numbers.
 */
final class FigureObserver extends KeyedProcessFunction<String, Statistic, Observation> {
  private static final long serialVersionUID = 1L;
  private static final int AVERAGE = 0;
  private static final int COUNT = 1;
  private static final int BEFORE = 2;
  private static final int SHIFTED_SINCE = 3;
  private static final int LATEST = 4;
  private static final int DEFINITION = 5;
  private static final int ROW = 6;

  private final List<WatchedPattern> patterns;
  private transient MapState<String, double[]> averages;

  FigureObserver(List<WatchedPattern> patterns) {
    this.patterns = patterns;
  }

  @Override
  public void open(OpenContext context) {
    averages =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    PatternNames.AVERAGES_STATE,
                    Types.STRING,
                    PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Statistic figure, Context context, Collector<Observation> out)
      throws Exception {
    if (figure.getSamples() < figure.getSamplesWanted()) {
      return;
    }
    for (WatchedPattern pattern : patterns) {
      PatternLimits limits = pattern.limits();
      if (limits.statistic().equals(figure.getName())
          && pattern.subjects().contains(figure.getInstrument())) {
        Double number = figure.getNumbers().get(limits.number());
        if (number != null && Double.isFinite(number)) {
          observe(pattern, figure, number, out);
        }
      }
    }
  }

  private void observe(
      WatchedPattern pattern, Statistic figure, double number, Collector<Observation> out)
      throws Exception {
    PatternLimits limits = pattern.limits();
    String key = pattern.name() + '/' + pattern.version();
    double[] row = averages.get(key);
    long now = figure.getTimeMicros();
    // Rows of earlier releases have none.
    double definition = figure.getDefinitionVersion().hashCode();
    if (row != null && now <= row[LATEST]) {
      return;
    } else if (row == null || (row.length == ROW && row[DEFINITION] != definition)) {
      row = new double[] {number, 0, Double.NaN, 0, 0, definition};
    } else {
      row = Arrays.copyOf(row, ROW);
      row[DEFINITION] = definition;
    }
    double average = row[AVERAGE];
    boolean shifted =
        row[COUNT] >= limits.memory() && PatternShapes.isBeyond(limits, number, average);
    boolean edge = shifted && row[SHIFTED_SINCE] == 0;
    out.collect(
        new Observation(
            pattern.name(),
            figure.getInstrument(),
            now,
            figure.getCause().getPartition(),
            figure.getCause().getOffset(),
            number,
            row[BEFORE],
            0,
            average,
            edge));
    if (edge) {
      row[SHIFTED_SINCE] = now;
    } else if (!shifted) {
      row[SHIFTED_SINCE] = 0;
    }
    // After the time in which it is confirmed or not, the new regime is what there is.
    if (!shifted || now - row[SHIFTED_SINCE] > limits.withinMicros()) {
      row[AVERAGE] = average + 2.0 / (limits.memory() + 1) * (number - average);
    }
    row[COUNT]++;
    row[BEFORE] = number;
    row[LATEST] = now;
    averages.put(key, row);
  }
}
