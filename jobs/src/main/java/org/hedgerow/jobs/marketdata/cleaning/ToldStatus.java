package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.RecordCodec;

/**
 * What was last told of an instrument: lists say the same every hour, and the journal takes what
 * changed. A definition is kept as it was written, some 200 bytes, since it is compared and never
 * read.
 */
final class ToldStatus {
  private static final byte[] NO_DEFINITION = {};

  private final RecordCodec<InstrumentDefinition> codec =
      RecordCodec.of(InstrumentDefinition.class);
  private long configurationVersion;

  /** Its name; empty before anything was told. */
  private String status = "";

  private byte[] definition = NO_DEFINITION;

  /**
   * Whether it says something new; then it counts as told. Under another configuration everything
   * is new: it may have groups that were never told.
   */
  boolean isNews(InstrumentStatus told, long version) {
    if (version != configurationVersion) {
      configurationVersion = version;
      status = "";
      definition = NO_DEFINITION;
    }
    boolean news = !told.getStatus().name().equals(status);
    status = told.getStatus().name();
    if (told.getDefinition() != null) {
      byte[] written = codec.encode(told.getDefinition());
      news |= !Arrays.equals(written, definition);
      definition = written;
    }
    return news;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(configurationVersion);
    out.writeUTF(status);
    out.writeInt(definition.length);
    out.write(definition);
  }

  void restore(DataInput in) throws IOException {
    configurationVersion = in.readLong();
    status = in.readUTF();
    definition = new byte[in.readInt()];
    in.readFully(definition);
  }
}
