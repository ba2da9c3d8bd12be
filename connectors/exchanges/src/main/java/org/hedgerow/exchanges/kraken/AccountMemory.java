package org.hedgerow.exchanges.kraken;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.schema.Decimal;

/**
 * What was heard on one private connection and later messages build on: its orders, and on the
 * futures market positions and wallets. Bounded: orders that ended leave from {@link #MOST_ORDERS}
 * on, the oldest first; positions and wallets are as many as the venue has contracts and
 * currencies.
 */
final class AccountMemory {
  static final int MOST_ORDERS = 2_048;
  private static final int VERSION = 1;

  private final Map<String, KnownOrder> orders = new LinkedHashMap<>();
  private final Map<String, Decimal> positions = new TreeMap<>();
  private final Map<String, Wallet> wallets = new TreeMap<>();

  /** What one wallet of an account holds. */
  record Wallet(String asset, Decimal quantity) {}

  KnownOrder order(String orderId) {
    return orders.get(orderId);
  }

  void put(KnownOrder order) {
    orders.put(order.orderId(), order);
    if (orders.size() > MOST_ORDERS) {
      Iterator<KnownOrder> all = orders.values().iterator();
      while (all.hasNext()) {
        if (all.next().ended()) {
          all.remove();
          return;
        }
      }
    }
    if (orders.size() > 2 * MOST_ORDERS) {
      // More open orders than the venue allows: these cannot all be open.
      orders.remove(orders.keySet().iterator().next());
    }
  }

  int size() {
    return orders.size();
  }

  /** Signed quantities by symbol. */
  Map<String, Decimal> positions() {
    return positions;
  }

  /** By the wallet's name. */
  Map<String, Wallet> wallets() {
    return wallets;
  }

  byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(orders.size());
      for (KnownOrder order : orders.values()) {
        order.write(out);
      }
      out.writeInt(positions.size());
      for (Map.Entry<String, Decimal> position : positions.entrySet()) {
        out.writeUTF(position.getKey());
        KnownOrder.write(out, position.getValue());
      }
      out.writeInt(wallets.size());
      for (Map.Entry<String, Wallet> wallet : wallets.entrySet()) {
        out.writeUTF(wallet.getKey());
        out.writeUTF(wallet.getValue().asset());
        KnownOrder.write(out, wallet.getValue().quantity());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer that cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is of another version, or nothing of ours
   */
  static AccountMemory read(byte[] written) {
    AccountMemory memory = new AccountMemory();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(written))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("remembered orders of version " + version);
      }
      for (int i = in.readInt(); i > 0; i--) {
        memory.put(KnownOrder.read(in));
      }
      for (int i = in.readInt(); i > 0; i--) {
        memory.positions.put(in.readUTF(), KnownOrder.decimal(in));
      }
      for (int i = in.readInt(); i > 0; i--) {
        memory.wallets.put(in.readUTF(), new Wallet(in.readUTF(), KnownOrder.decimal(in)));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("remembered orders that cannot be read", e);
    }
    return memory;
  }
}
