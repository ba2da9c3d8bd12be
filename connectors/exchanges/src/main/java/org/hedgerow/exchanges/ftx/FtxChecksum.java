package org.hedgerow.exchanges.ftx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.CRC32;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Level;

/**
 * FTX's sum of a book: CRC32 over {@code price:size} of the hundred best levels, bid and ask by
 * turns, joined by colons. The numbers are written as Python writes a float ({@code repr}): with at
 * least one digit after the point, and below 0.0001 and from 1e16 on with an exponent. Those are
 * the digits that FTX's frames have, so no number passes through a double here.
 */
final class FtxChecksum implements BookChecksum {
  private static final int LEVELS = 100;

  /** A point at or before this place makes Python write an exponent: 0.0001 is plain. */
  private static final int LOWEST_PLAIN = -4;

  /** And one after this place: 1e16. */
  private static final int HIGHEST_PLAIN = 16;

  @Override
  public long of(LevelBook book) {
    Text text = new Text();
    Iterator<Level> bids = book.bids().iterator();
    Iterator<Level> asks = book.asks().iterator();
    for (int i = 0; i < LEVELS && (bids.hasNext() || asks.hasNext()); i++) {
      if (bids.hasNext()) {
        text.level(bids.next());
      }
      if (asks.hasNext()) {
        text.level(asks.next());
      }
    }
    CRC32 sum = new CRC32();
    sum.update(text.bytes, 0, text.length);
    return sum.getValue();
  }

  /** As Python's {@code repr} writes the float that is nearest to it. */
  static String written(Decimal number) {
    Text text = new Text();
    text.number(number);
    return new String(text.bytes, 0, text.length, StandardCharsets.US_ASCII);
  }

  /** What is summed. */
  private static final class Text {
    private static final int LONGEST_NUMBER = 64;

    /** Two hundred levels of two numbers. */
    private byte[] bytes = new byte[4 * LEVELS * 12];

    private final byte[] digits = new byte[20];
    private int length;

    void level(Level level) {
      if (length > 0) {
        put(':');
      }
      number(level.getPrice());
      put(':');
      number(level.getQuantity());
    }

    void number(Decimal number) {
      if (length + LONGEST_NUMBER > bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
      if (number.getUnscaled() == 0) {
        put('0');
        put('.');
        put('0');
        return;
      }
      int point = -number.getScale();
      long left = number.getUnscaled();
      for (; left % 10 == 0; left /= 10) {
        point++;
      }
      int from = digits.length;
      for (; left != 0; left /= 10) {
        digits[--from] = (byte) ('0' + left % 10);
      }
      int count = digits.length - from;
      point += count;
      if (point > LOWEST_PLAIN && point <= HIGHEST_PLAIN) {
        plain(from, count, point);
      } else {
        scientific(from, count, point - 1);
      }
    }

    private void plain(int from, int count, int point) {
      if (point <= 0) {
        put('0');
        put('.');
        for (int i = point; i < 0; i++) {
          put('0');
        }
        put(from, count);
        return;
      }
      put(from, Math.min(count, point));
      for (int i = count; i < point; i++) {
        put('0');
      }
      put('.');
      if (count > point) {
        put(from + point, count - point);
      } else {
        put('0');
      }
    }

    private void scientific(int from, int count, int exponent) {
      put(from, 1);
      if (count > 1) {
        put('.');
        put(from + 1, count - 1);
      }
      put('e');
      put(exponent < 0 ? '-' : '+');
      int size = Math.abs(exponent);
      put((char) ('0' + size / 10));
      put((char) ('0' + size % 10));
    }

    private void put(int from, int count) {
      System.arraycopy(digits, from, bytes, length, count);
      length += count;
    }

    private void put(char c) {
      bytes[length++] = (byte) c;
    }
  }
}
