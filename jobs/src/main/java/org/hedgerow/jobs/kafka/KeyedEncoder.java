package org.hedgerow.jobs.kafka;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.schema.RecordCodec;

/** A record as it stands in its topic, under one of its fields as key. */
public final class KeyedEncoder<T extends SpecificRecordBase>
    extends RichMapFunction<T, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final Key<T> key;
  private transient RecordCodec<T> codec;

  public KeyedEncoder(Class<T> type, Key<T> key) {
    this.type = type;
    this.key = key;
  }

  /** Which field is the key. */
  @FunctionalInterface
  public interface Key<T> extends Function<T, String>, Serializable {}

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(type);
  }

  @Override
  public TopicRecord map(T record) {
    return new TopicRecord(
        key.apply(record).getBytes(StandardCharsets.UTF_8), codec.encode(record));
  }
}
