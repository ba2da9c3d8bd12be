package org.hedgerow.jobs.kafka;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * How records of a type leave a job: encoded under a key, by two operators.
 *
 * @param key which field is the key
 * @param encodeUid of the operator that encodes, by which state is found; never changed
 * @param encodeName as people see it
 * @param sinkUid of the sink, never changed
 * @param sinkName as people see it
 */
public record KeyedOutput<T extends SpecificRecordBase>(
    Class<T> type,
    KeyedEncoder.Key<T> key,
    String encodeUid,
    String encodeName,
    String sinkUid,
    String sinkName) {

  /** Lets the records go to that sink. */
  public void write(DataStream<T> records, Sink<TopicRecord> sink) {
    records
        .map(new KeyedEncoder<>(type, key))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(encodeUid)
        .name(encodeName)
        .sinkTo(sink)
        .uid(sinkUid)
        .name(sinkName);
  }
}
