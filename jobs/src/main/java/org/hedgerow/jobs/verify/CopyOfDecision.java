package org.hedgerow.jobs.verify;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.RecordCodec;

/** A decision of the replay, as it would stand in its topic. */
final class CopyOfDecision extends RichMapFunction<Decision, Copy> {
  private static final long serialVersionUID = 1L;
  private transient RecordCodec<Decision> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(Decision.class);
  }

  @Override
  public Copy map(Decision decision) {
    return new Copy(
        RecordKind.id(decision),
        RecordKind.DECISION,
        true,
        decision.getCause().getOffset(),
        codec.encode(decision));
  }
}
