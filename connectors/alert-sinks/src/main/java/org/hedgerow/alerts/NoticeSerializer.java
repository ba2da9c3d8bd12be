package org.hedgerow.alerts;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.state.AlertNotice;

/** A notice that waits, as state: Avro with the schema that it was written by. */
final class NoticeSerializer implements SimpleVersionedSerializer<AlertNotice> {
  private static final int VERSION = 1;

  private final RecordCodec<AlertNotice> codec = RecordCodec.of(AlertNotice.class);

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(AlertNotice notice) {
    return codec.encode(notice);
  }

  @Override
  public AlertNotice deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("notices of version " + version + "; expected " + VERSION);
    }
    return codec.decode(bytes);
  }
}
