package org.hedgerow.exchange.simulated.wire;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Takes a client's masked WebSocket frames from the byte stream (RFC 6455, section 5). */
final class ClientFrames {
  /** A whole message; fragments are joined. */
  static final class Frame {
    private final int kind;
    private final byte[] payload;

    Frame(int kind, byte[] payload) {
      this.kind = kind;
      this.payload = payload;
    }

    /** The opcode: 1 text, 8 close, 9 ping, 10 pong. */
    int kind() {
      return kind;
    }

    byte[] payload() {
      return payload;
    }
  }

  private final int largest;
  private Buffer unread = Buffer.buffer();
  private Buffer fragments;
  private int fragmentKind;

  ClientFrames(int largest) {
    this.largest = largest;
  }

  void append(Buffer bytes) {
    unread.appendBuffer(bytes);
  }

  /** The next whole message, or null when more bytes are needed. */
  Frame next() throws IOException {
    while (unread.length() >= 2) {
      boolean last = (unread.getByte(0) & 0x80) != 0;
      int kind = unread.getByte(0) & 0x0F;
      if ((unread.getByte(1) & 0x80) == 0) {
        throw new IOException("a client's frame must be masked");
      }
      long length = unread.getByte(1) & 0x7F;
      int at = 2;
      if (length == 126) {
        if (unread.length() < 4) {
          return null;
        }
        length = unread.getUnsignedShort(2);
        at = 4;
      } else if (length == 127) {
        if (unread.length() < 10) {
          return null;
        }
        length = unread.getLong(2);
        at = 10;
      }
      if (length < 0 || length > largest) {
        throw new IOException("a message of " + length + " bytes");
      }
      int end = at + 4 + (int) length;
      if (unread.length() < end) {
        return null;
      }
      byte[] payload = unread.getBytes(at + 4, end);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= unread.getByte(at + i % 4);
      }
      unread = unread.length() == end ? Buffer.buffer() : unread.getBuffer(end, unread.length());
      if (kind >= 8) {
        return new Frame(kind, payload);
      }
      if (kind != 0) {
        fragments = Buffer.buffer();
        fragmentKind = kind;
      } else if (fragments == null) {
        throw new IOException("a continuation of nothing");
      }
      fragments.appendBytes(payload);
      if (fragments.length() > largest) {
        throw new IOException("a message of more than " + largest + " bytes");
      }
      if (last) {
        Frame whole = new Frame(fragmentKind, fragments.getBytes());
        fragments = null;
        return whole;
      }
    }
    return null;
  }
}
