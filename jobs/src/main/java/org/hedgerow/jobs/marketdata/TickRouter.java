package org.hedgerow.jobs.marketdata;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.jobs.marketdata.ticker.TickTime;
import org.hedgerow.schema.Tick;

/** Every tick to every group, through the same writer as all else, so that it has its place. */
final class TickRouter extends RichFlatMapFunction<TickTime, JournalDraft> {
  private static final long serialVersionUID = 1L;

  static final String STREAM = "ticker";

  private final List<String> groups;
  private transient EntryEncoding encoding;

  TickRouter(List<String> groups) {
    this.groups = List.copyOf(groups);
  }

  @Override
  public void open(OpenContext context) {
    encoding = new EntryEncoding();
  }

  @Override
  public void flatMap(TickTime tick, Collector<JournalDraft> out) {
    byte[] payload = encoding.payload(new Tick(tick.epoch(), tick.sequence(), tick.timeMicros()));
    String id = "tick/" + tick.epoch() + "/" + tick.sequence();
    for (String group : groups) {
      out.collect(
          new JournalDraft(
              group, STREAM, tick.sequence(), id, null, tick.timeMicros(), false, payload));
    }
  }
}
