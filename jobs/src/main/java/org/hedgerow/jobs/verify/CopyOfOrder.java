package org.hedgerow.jobs.verify;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;

/** An order of the replay, as it would stand in its topic. */
final class CopyOfOrder extends RichMapFunction<Order, Copy> {
  private static final long serialVersionUID = 1L;
  private transient RecordCodec<Order> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(Order.class);
  }

  @Override
  public Copy map(Order order) {
    return new Copy(
        RecordKind.id(order),
        RecordKind.ORDER,
        true,
        order.getCause().getOffset(),
        codec.encode(order));
  }
}
