package org.hedgerow.exchanges.stream.internal;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The enumerator's state in checkpoints. */
public final class ConnectionEpochsSerializer
    implements SimpleVersionedSerializer<ConnectionEpochs> {
  private static final int VERSION = 2;

  /** Without what is had. */
  private static final int EPOCHS_ONLY = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ConnectionEpochs epochs) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    write(out, epochs.newest());
    write(out, epochs.had());
    return out.getCopyOfBuffer();
  }

  private static void write(DataOutputSerializer out, Map<String, Long> numbers)
      throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Long> entry : numbers.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  @Override
  public ConnectionEpochs deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION && version != EPOCHS_ONLY) {
      throw new IOException("connection epochs of version " + version + "; expected " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    Map<String, Long> newest = read(in);
    return new ConnectionEpochs(newest, version == EPOCHS_ONLY ? Map.of() : read(in));
  }

  private static Map<String, Long> read(DataInputDeserializer in) throws IOException {
    Map<String, Long> numbers = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      numbers.put(in.readUTF(), in.readLong());
    }
    return numbers;
  }
}
