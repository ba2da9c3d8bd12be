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
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ConnectionEpochs epochs) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeInt(epochs.newest().size());
    for (Map.Entry<String, Long> entry : epochs.newest().entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public ConnectionEpochs deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("connection epochs of version " + version + "; expected " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    Map<String, Long> newest = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      newest.put(in.readUTF(), in.readLong());
    }
    return new ConnectionEpochs(newest);
  }
}
