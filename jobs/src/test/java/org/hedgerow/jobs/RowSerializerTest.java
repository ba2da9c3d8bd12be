package org.hedgerow.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.hedgerow.schema.state.SeriesState;
import org.junit.jupiter.api.Test;

class RowSerializerTest {
  private static final int SIZE = 4_096;

  private static SeriesState row() {
    return SeriesState.newBuilder()
        .setPeriod(7)
        .setSamples(3)
        .setLevels(ByteBuffer.wrap(new byte[SIZE]))
        .setEstimator(ByteBuffer.wrap(new byte[SIZE]))
        .build();
  }

  private static byte[] written(TypeSerializer<SeriesState> serializer, SeriesState row)
      throws java.io.IOException {
    DataOutputSerializer out = new DataOutputSerializer(3 * SIZE);
    serializer.serialize(row, out);
    return out.getCopyOfBuffer();
  }

  /** As heap state does while a snapshot is written: one thread copies a row, another writes it. */
  @Test
  void aRowThatIsBeingCopiedIsWrittenWhole() throws Exception {
    SeriesState row = row();
    RowSerializer<SeriesState> serializer = new RowSerializer<>(SeriesState.class);
    int whole = written(serializer, row).length;
    AtomicBoolean over = new AtomicBoolean();
    TypeSerializer<SeriesState> copying = serializer.duplicate();
    Thread copier =
        new Thread(
            () -> {
              while (!over.get()) {
                copying.copy(row);
              }
            });
    copier.start();
    try {
      for (int i = 0; i < 100_000; i++) {
        assertEquals(whole, written(serializer, row).length, "at the " + i + "th");
      }
    } finally {
      over.set(true);
      copier.join();
    }
  }

  @Test
  void aCopyIsEqualAndItsOwn() {
    SeriesState row = row();
    SeriesState copy = new RowSerializer<>(SeriesState.class).copy(row);
    assertEquals(row, copy);
    assertNotSame(row.getLevels().array(), copy.getLevels().array());
  }

  /** Savepoints that were written with Flink's serializer are read with this one, and back. */
  @Test
  void bytesAndSnapshotsAreThoseOfFlinks() throws Exception {
    RowSerializer<SeriesState> own = new RowSerializer<>(SeriesState.class);
    AvroSerializer<SeriesState> flinks = new AvroSerializer<>(SeriesState.class);
    byte[] bytes = written(flinks, row());
    assertEquals(row(), own.deserialize(new DataInputDeserializer(bytes)));
    assertEquals(row(), flinks.deserialize(new DataInputDeserializer(written(own, row()))));
    TypeSerializerSchemaCompatibility<SeriesState> compatible =
        own.snapshotConfiguration().resolveSchemaCompatibility(flinks.snapshotConfiguration());
    assertTrue(compatible.isCompatibleAsIs());
  }
}
