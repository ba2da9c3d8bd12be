package org.hedgerow.jobs.signals.pattern;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what came after the watermark: CEP did not see it. Gives nothing on. */
final class LateObservations extends ProcessFunction<Observation, Observation> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LateObservations.class);

  private transient Counter late;

  @Override
  public void open(OpenContext context) {
    late = getRuntimeContext().getMetricGroup().counter("lateObservations");
  }

  @Override
  public void processElement(Observation late, Context context, Collector<Observation> out) {
    if (this.late.getCount() == 0) {
      LOG.warn("an observation came after the watermark and is in no pattern: {}", late);
    }
    this.late.inc();
  }
}
