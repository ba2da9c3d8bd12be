package org.hedgerow.exchanges.bybit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;

/**
 * The best bid and ask of each symbol of one connection: the channel of depth 1 sends a snapshot
 * and then only the side that changed. Two levels a symbol.
 */
final class BestPrices {
  private final Map<String, Level[]> best = new TreeMap<>();
  private long epoch = Long.MIN_VALUE;

  /** On another connection of the name nothing is known. */
  void of(long connectionEpoch) {
    if (connectionEpoch != epoch) {
      best.clear();
      epoch = connectionEpoch;
    }
  }

  /**
   * Applies a message, and tells the quote after it.
   *
   * @return null while a side is not known, or empty
   */
  Quote apply(
      BybitListing listing, boolean snapshot, List<Level> bids, List<Level> asks, long updateId) {
    Level[] sides =
        snapshot ? new Level[2] : best.getOrDefault(listing.symbol(), new Level[2]).clone();
    sides[0] = after(sides[0], bids);
    sides[1] = after(sides[1], asks);
    best.put(listing.symbol(), sides);
    return sides[0] == null || sides[1] == null
        ? null
        : new Quote(
            listing.instrument(),
            sides[0].getPrice(),
            sides[0].getQuantity(),
            sides[1].getPrice(),
            sides[1].getQuantity(),
            updateId);
  }

  /** A level without quantity leaves, and another takes its place, in whatever order. */
  private static Level after(Level before, List<Level> changes) {
    Level now = before;
    for (Level change : changes) {
      if (Decimals.signum(change.getQuantity()) != 0) {
        now = change;
      } else if (now != null && Decimals.compare(now.getPrice(), change.getPrice()) == 0) {
        now = null;
      }
    }
    return now;
  }

  byte[] save() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(epoch);
      out.writeInt(best.size());
      for (Map.Entry<String, Level[]> one : best.entrySet()) {
        out.writeUTF(one.getKey());
        for (Level level : one.getValue()) {
          out.writeBoolean(level != null);
          if (level != null) {
            decimal(out, level.getPrice());
            decimal(out, level.getQuantity());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void decimal(DataOutputStream out, Decimal number) throws IOException {
    out.writeLong(number.getUnscaled());
    out.writeInt(number.getScale());
  }

  static BestPrices restored(byte[] bytes) {
    BestPrices restored = new BestPrices();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      restored.epoch = in.readLong();
      int symbols = in.readInt();
      for (int i = 0; i < symbols; i++) {
        String symbol = in.readUTF();
        restored.best.put(symbol, new Level[] {level(in), level(in)});
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return restored;
  }

  private static Level level(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    Decimal price = new Decimal(in.readLong(), in.readInt());
    return new Level(price, new Decimal(in.readLong(), in.readInt()));
  }
}
