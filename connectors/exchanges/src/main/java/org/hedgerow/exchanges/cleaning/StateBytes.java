package org.hedgerow.exchanges.cleaning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.hedgerow.schema.Decimal;

/** How a part of the cleaning lies in operator state: a version, then its fields one by one. */
public final class StateBytes {
  private static final int VERSION = 1;

  private StateBytes() {}

  /** Writes its fields. */
  @FunctionalInterface
  public interface Saved {
    void save(DataOutput out) throws IOException;
  }

  /** Reads what {@link Saved} wrote. */
  @FunctionalInterface
  public interface Restored {
    void restore(DataInputStream in) throws IOException;
  }

  public static byte[] of(Saved saved) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(VERSION);
      saved.save(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads.
   *
   * @throws IllegalStateException if a version wrote it that is not known here
   */
  public static void read(byte[] bytes, Restored restored) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "state of the cleaning in version " + version + "; this one reads " + VERSION);
      }
      restored.restore(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a part that another configuration may not have; null writes none. */
  public static void part(DataOutput out, Saved saved) throws IOException {
    byte[] bytes = saved == null ? new byte[0] : of(saved);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads such a part; without a reader, or where none was written, past it. */
  public static void part(DataInput in, Restored restored) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    if (bytes.length > 0 && restored != null) {
      read(bytes, restored);
    }
  }

  public static void decimal(DataOutput out, Decimal decimal) throws IOException {
    out.writeLong(decimal.getUnscaled());
    out.writeInt(decimal.getScale());
  }

  public static Decimal decimal(DataInput in) throws IOException {
    long unscaled = in.readLong();
    return new Decimal(unscaled, in.readInt());
  }

  /** A number or null. */
  public static void optional(DataOutput out, Long number) throws IOException {
    out.writeBoolean(number != null);
    if (number != null) {
      out.writeLong(number);
    }
  }

  public static Long optional(DataInput in) throws IOException {
    return in.readBoolean() ? in.readLong() : null;
  }
}
