package org.hedgerow.jobs;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/**
 * Serializes rows of keyed state as Flink's Avro serializer does, and copies them so that nobody
 * else can notice. Heap state copies a row when it is used for the first time after a snapshot
 * began, while the snapshot may be writing that same row in another thread. Avro 1.11 copies bytes
 * by moving the buffer's position and putting it back; a writer that looks in between finds the
 * buffer empty, and the row is saved without its bytes.
 *
 * <p>Bytes and snapshots are those of the other: a state that one has written is read by both.
 */
final class RowSerializer<T extends SpecificRecordBase> extends AvroSerializer<T> {
  private static final long serialVersionUID = 1L;

  private transient CopyingData data;
  private transient Schema schema;

  RowSerializer(Class<T> type) {
    super(type);
  }

  @Override
  public T copy(T from) {
    if (data == null) {
      data = new CopyingData(getType().getClassLoader());
      schema = data.getSchema(getType());
    }
    return data.deepCopy(schema, from);
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new RowSerializer<>(getType());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSerializer<?> one && one.getType() == getType();
  }

  @Override
  public int hashCode() {
    return getType().hashCode();
  }

  /** Leaves the buffer that it copies alone. */
  private static final class CopyingData extends SpecificData {
    CopyingData(ClassLoader loader) {
      super(loader);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> V deepCopy(Schema schema, V value) {
      if (value instanceof ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return (V) ByteBuffer.wrap(bytes);
      }
      return super.deepCopy(schema, value);
    }
  }
}
