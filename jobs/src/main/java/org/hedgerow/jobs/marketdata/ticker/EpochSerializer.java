package org.hedgerow.jobs.marketdata.ticker;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The ticker's last epoch in checkpoints. */
final class EpochSerializer implements SimpleVersionedSerializer<Long> {
  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(Long epoch) {
    return ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
  }

  @Override
  public Long deserialize(int version, byte[] bytes) throws IOException {
    if (version != 1) {
      throw new IOException("a ticker epoch of version " + version + "; expected 1");
    }
    return ByteBuffer.wrap(bytes).getLong();
  }
}
