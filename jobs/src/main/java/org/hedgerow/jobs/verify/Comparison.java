package org.hedgerow.jobs.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds the copies of an id against each other. Repeats of the same bytes are one copy: sinks are
 * at least once. Judged when everything was read, which the last watermark says; its state lives as
 * long as the bounded job.
 */
final class Comparison extends KeyedProcessFunction<String, Copy, Copy> {
  private static final long serialVersionUID = 1L;

  private transient ListState<Copy> copies;
  private transient Map<RecordKind, LongCounter> identical;
  private transient Differences differences;

  @Override
  public void open(OpenContext context) {
    copies =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("copies", TypeInformation.of(Copy.class)));
    identical =
        Map.of(
            RecordKind.ORDER, new LongCounter(),
            RecordKind.DECISION, new LongCounter(),
            RecordKind.ALERT, new LongCounter(),
            RecordKind.VALUATION, new LongCounter());
    differences = new Differences();
    getRuntimeContext().addAccumulator(VerifyResult.ORDERS, identical.get(RecordKind.ORDER));
    getRuntimeContext().addAccumulator(VerifyResult.DECISIONS, identical.get(RecordKind.DECISION));
    getRuntimeContext().addAccumulator(VerifyResult.ALERTS, identical.get(RecordKind.ALERT));
    getRuntimeContext()
        .addAccumulator(VerifyResult.VALUATIONS, identical.get(RecordKind.VALUATION));
    getRuntimeContext().addAccumulator(VerifyResult.DIFFERENCES, differences);
  }

  @Override
  public void processElement(Copy copy, Context context, Collector<Copy> out) throws Exception {
    for (Copy known : copies.get()) {
      if (known.isReplayed() == copy.isReplayed() && Arrays.equals(known.value(), copy.value())) {
        return;
      }
    }
    copies.add(copy);
    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Copy> out)
      throws Exception {
    List<Copy> replayed = new ArrayList<>();
    List<Copy> recorded = new ArrayList<>();
    for (Copy copy : copies.get()) {
      (copy.isReplayed() ? replayed : recorded).add(copy);
    }
    if (replayed.size() == 1
        && recorded.size() == 1
        && Arrays.equals(replayed.get(0).value(), recorded.get(0).value())) {
      identical.get(replayed.get(0).kind()).add(1L);
    } else {
      differences.add(new Difference(replayed, recorded));
    }
  }
}
