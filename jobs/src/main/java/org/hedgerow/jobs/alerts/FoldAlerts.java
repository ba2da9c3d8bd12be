package org.hedgerow.jobs.alerts;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.alerts.AlertFolding;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.state.AlertEpisode;
import org.hedgerow.schema.state.AlertNotice;

/**
 * {@link AlertFolding} as an operator. By the machine's clock: it decides nothing but when people
 * are told. State: a row for each kind and scope that was told of lately, or lasts.
 */
final class FoldAlerts extends KeyedProcessFunction<String, Alert, AlertNotice> {
  private static final long serialVersionUID = 1L;

  private final Duration repeat;
  private transient AlertFolding folding;
  private transient ValueState<AlertEpisode> episodes;

  FoldAlerts(Duration repeat) {
    this.repeat = repeat;
  }

  @Override
  public void open(OpenContext context) {
    folding = new AlertFolding(repeat);
    episodes =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    AlertsNames.EPISODES_STATE, new AvroTypeInfo<>(AlertEpisode.class)));
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<AlertNotice> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    AlertEpisode episode = episodes.value();
    long due = episode == null ? 0 : episode.getDueMillis();
    take(folding.on(episode, alert, now), due, context, out);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<AlertNotice> out)
      throws Exception {
    AlertEpisode episode = episodes.value();
    // Read before folding changes the row; a timer may be of an episode that is over or put off.
    long due = episode == null ? 0 : episode.getDueMillis();
    if (due != 0 && due <= time) {
      take(folding.due(episode, context.timerService().currentProcessingTime()), due, context, out);
    }
  }

  private void take(
      AlertFolding.Step step, long dueBefore, Context context, Collector<AlertNotice> out)
      throws Exception {
    if (step.episode() == null) {
      episodes.clear();
    } else {
      episodes.update(step.episode());
      long due = step.episode().getDueMillis();
      if (due != 0 && due != dueBefore) {
        context.timerService().registerProcessingTimeTimer(due);
      }
    }
    step.notice().ifPresent(out::collect);
  }
}
