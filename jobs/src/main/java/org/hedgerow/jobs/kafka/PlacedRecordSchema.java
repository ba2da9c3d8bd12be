package org.hedgerow.jobs.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes a record's value with its place. */
public final class PlacedRecordSchema implements KafkaRecordDeserializationSchema<PlacedRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<PlacedRecord> out) {
    out.collect(new PlacedRecord(consumed.partition(), consumed.offset(), consumed.value()));
  }

  @Override
  public TypeInformation<PlacedRecord> getProducedType() {
    return TypeInformation.of(PlacedRecord.class);
  }
}
