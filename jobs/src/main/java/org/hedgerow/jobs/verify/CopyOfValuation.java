package org.hedgerow.jobs.verify;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Valuation;

/** A valuation of the replay, as it would stand in its topic. */
final class CopyOfValuation extends RichMapFunction<Valuation, Copy> {
  private static final long serialVersionUID = 1L;
  private transient RecordCodec<Valuation> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(Valuation.class);
  }

  @Override
  public Copy map(Valuation valuation) {
    return new Copy(
        RecordKind.id(valuation),
        RecordKind.VALUATION,
        true,
        valuation.getCause().getOffset(),
        codec.encode(valuation));
  }
}
