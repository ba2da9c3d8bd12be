package org.hedgerow.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The name of an account that a writer owned. */
final class AccountNameSerializer implements SimpleVersionedSerializer<String> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(String account) {
    return account.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("accounts of version " + version + "; expected " + VERSION);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
