package org.hedgerow.jobs.marketdata.ticker;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The ticker, given to a reader under an epoch. */
public record TickerSplit(long epoch) implements SourceSplit {
  @Override
  public String splitId() {
    return "ticker";
  }

  /** On the way from the enumerator to the reader; it is in no checkpoint. */
  static final class Serializer implements SimpleVersionedSerializer<TickerSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(TickerSplit split) {
      return ByteBuffer.allocate(Long.BYTES).putLong(split.epoch()).array();
    }

    @Override
    public TickerSplit deserialize(int version, byte[] bytes) throws IOException {
      if (version != 1) {
        throw new IOException("a ticker split of version " + version + "; expected 1");
      }
      return new TickerSplit(ByteBuffer.wrap(bytes).getLong());
    }
  }
}
