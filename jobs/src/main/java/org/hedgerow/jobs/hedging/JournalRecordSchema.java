package org.hedgerow.jobs.hedging;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes journal entries from Kafka with their place. A JournalStart has no group and goes nowhere.
 */
public final class JournalRecordSchema implements KafkaRecordDeserializationSchema<JournalRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<JournalRecord> out) {
    if (record.key() != null && record.key().length > 0) {
      out.collect(
          new JournalRecord(
              new String(record.key(), StandardCharsets.UTF_8),
              record.partition(),
              record.offset(),
              record.value()));
    }
  }

  @Override
  public TypeInformation<JournalRecord> getProducedType() {
    return TypeInformation.of(JournalRecord.class);
  }
}
