package org.hedgerow.exchanges.stream.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.SubscriptionSplit;

/** Splits on their way from the enumerator to the readers; they are in no checkpoint. */
public final class SubscriptionSplitSerializer
    implements SimpleVersionedSerializer<SubscriptionSplit> {
  private static final int VERSION = 3;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(SubscriptionSplit split) throws IOException {
    Subscription subscription = split.subscription();
    DataOutputSerializer out = new DataOutputSerializer(512);
    out.writeUTF(subscription.connection());
    out.writeUTF(subscription.venue());
    writeOptional(out, subscription.account());
    writeOptional(out, subscription.credentials());
    out.writeUTF(subscription.stream().toString());
    out.writeUTF(subscription.rest().toString());
    writeList(out, subscription.streams());
    writeList(out, subscription.snapshots());
    out.writeLong(subscription.snapshotInterval().toMillis());
    writeList(out, subscription.lists());
    out.writeLong(subscription.listInterval().toMillis());
    out.writeLong(split.epoch());
    out.writeLong(split.hadMicros());
    return out.getCopyOfBuffer();
  }

  @Override
  public SubscriptionSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("a subscription of version " + version + "; expected " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    Subscription subscription =
        new Subscription(
            in.readUTF(),
            in.readUTF(),
            readOptional(in),
            readOptional(in),
            URI.create(in.readUTF()),
            URI.create(in.readUTF()),
            readList(in),
            readList(in),
            Duration.ofMillis(in.readLong()),
            readList(in),
            Duration.ofMillis(in.readLong()));
    return new SubscriptionSplit(subscription, in.readLong(), in.readLong());
  }

  private static void writeOptional(DataOutputSerializer out, String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static String readOptional(DataInputDeserializer in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private static void writeList(DataOutputSerializer out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static List<String> readList(DataInputDeserializer in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }
}
