package org.hedgerow.jobs.store;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hedgerow.timescaledb.StoreRecord;

/** Takes records from Kafka with their place, not decoded. */
final class StoreRecordSchema implements KafkaRecordDeserializationSchema<StoreRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<StoreRecord> out) {
    out.collect(
        new StoreRecord(record.topic(), record.partition(), record.offset(), record.value()));
  }

  @Override
  public TypeInformation<StoreRecord> getProducedType() {
    return TypeInformation.of(StoreRecord.class);
  }
}
