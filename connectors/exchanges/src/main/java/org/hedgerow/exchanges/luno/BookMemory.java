package org.hedgerow.exchanges.luno;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Side;

/**
 * A stream's book as bytes, for checkpoints: about 25 an order. Numbers are written seven bits a
 * byte, the lowest first; epoch and sequence plus one, since there may be none yet. That a book is
 * unknown is remembered too: an older copy of it must not come back.
 */
final class BookMemory {
  private static final byte VERSION = 1;

  private BookMemory() {}

  /** What {@link #read} makes the same stream of. */
  static byte[] write(PairStream stream) {
    OrderBook book = stream.book();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 28 * book.orders().size());
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(VERSION);
      writeNumber(out, stream.epoch() + 1);
      writeNumber(out, book.sequence() + 1);
      writeNumber(out, stream.told());
      writeNumber(out, book.orders().size());
      for (RestingOrder order : book.orders()) {
        out.writeUTF(order.id());
        out.writeByte(order.side() == Side.BUY ? 0 : 1);
        writeDecimal(out, order.price());
        writeDecimal(out, order.volume());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes back what was written.
   *
   * @throws UncheckedIOException if the bytes are of another form
   */
  static void read(byte[] bytes, PairStream stream) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IOException("a book of version " + version + "; expected " + VERSION);
      }
      long epoch = readNumber(in) - 1;
      long sequence = readNumber(in) - 1;
      long told = readNumber(in);
      List<RestingOrder> bids = new ArrayList<>();
      List<RestingOrder> asks = new ArrayList<>();
      for (long left = readNumber(in); left > 0; left--) {
        String id = in.readUTF();
        Side side = in.readByte() == 0 ? Side.BUY : Side.SELL;
        (side == Side.BUY ? bids : asks)
            .add(new RestingOrder(id, side, readDecimal(in), readDecimal(in)));
      }
      stream.restore(epoch, told);
      stream.book().replace(sequence, bids, asks);
    } catch (IOException e) {
      throw new UncheckedIOException("a remembered book", e);
    } catch (BrokenBookException e) {
      throw new UncheckedIOException(new IOException("a remembered book: " + e.getMessage()));
    }
  }

  private static void writeDecimal(DataOutputStream out, Decimal number) throws IOException {
    out.writeByte(number.getScale());
    writeNumber(out, number.getUnscaled());
  }

  private static Decimal readDecimal(DataInputStream in) throws IOException {
    int scale = in.readByte();
    return new Decimal(readNumber(in), scale);
  }

  /** Of a number that is not negative. */
  private static void writeNumber(DataOutputStream out, long number) throws IOException {
    long left = number;
    while (left > 0x7F) {
      out.writeByte((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.writeByte((int) left);
  }

  private static long readNumber(DataInputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.readByte();
      number |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IOException("a number that does not end");
  }
}
