package org.hedgerow.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Records to bytes and back in Avro's single-object encoding: two marker bytes, the fingerprint of
 * the schema that the record was written with, the record. Records written with any released schema
 * can be read.
 *
 * <p>Safe for use by many threads.
 */
public final class RecordCodec<T extends SpecificRecordBase> {
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  private RecordCodec(Schema schema, SpecificData data) {
    encoder = new BinaryMessageEncoder<>(data, schema);
    decoder = new BinaryMessageDecoder<>(data, schema);
    for (Schema released : ReleasedSchemas.versionsOf(schema)) {
      decoder.addSchema(released);
    }
  }

  /** A codec of that record class. */
  public static <T extends SpecificRecordBase> RecordCodec<T> of(Class<T> type) {
    SpecificData data = SpecificData.getForClass(type);
    // Readers planned once a schema instead of once a field: a journal entry in half the time.
    data.setFastReaderEnabled(true);
    return new RecordCodec<>(data.getSchema(type), data);
  }

  /** The record's bytes, in an array of their own. */
  public byte[] encode(T record) {
    try {
      ByteBuffer buffer = encoder.encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The record that the bytes stand for.
   *
   * @throws IOException if they are no record of this type, or of a schema that was never released
   */
  public T decode(byte[] bytes) throws IOException {
    try {
      return decoder.decode(bytes, null);
    } catch (RuntimeException e) {
      // Avro throws what it likes at bytes that are no record.
      throw new IOException("no record of a known schema: " + e.getMessage(), e);
    }
  }
}
