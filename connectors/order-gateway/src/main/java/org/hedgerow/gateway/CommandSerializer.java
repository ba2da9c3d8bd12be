package org.hedgerow.gateway;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.RecordCodec;

/** Commands in a sink's state, as they are in the journal: the record names its schema. */
final class CommandSerializer implements SimpleVersionedSerializer<Command> {
  private static final int VERSION = 1;

  private final RecordCodec<Command> codec = RecordCodec.of(Command.class);

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(Command command) {
    return codec.encode(command);
  }

  @Override
  public Command deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("commands of version " + version + "; this is " + VERSION);
    }
    return codec.decode(bytes);
  }
}
