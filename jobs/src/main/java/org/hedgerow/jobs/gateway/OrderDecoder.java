package org.hedgerow.jobs.gateway;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;

/**
 * An order from its topic. One that cannot be read stops the job: an order may not be passed over.
 */
final class OrderDecoder extends RichMapFunction<PlacedRecord, Order> {
  private static final long serialVersionUID = 1L;

  private transient RecordCodec<Order> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(Order.class);
  }

  @Override
  public Order map(PlacedRecord record) throws IOException {
    try {
      return codec.decode(record.value());
    } catch (IOException e) {
      throw new IOException(
          "orders/"
              + record.partition()
              + " offset "
              + record.offset()
              + " is no order: "
              + e.getMessage(),
          e);
    }
  }
}
