package org.hedgerow.exchanges.json;

import java.nio.charset.StandardCharsets;

/** Finds a value by a name that stands in bytes of UTF-8, without making it a String. */
public final class SymbolTable<T> {
  private final byte[][] names;
  private final Object[] values;
  private final int mask;

  /** For about that many names; it does not grow. */
  public SymbolTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(4, expected) * 4 - 1);
    names = new byte[capacity][];
    values = new Object[capacity];
    mask = capacity - 1;
  }

  /** Adds a name, or gives it another value. */
  public void put(String name, T value) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int at = slot(bytes, 0, bytes.length);
    names[at] = bytes;
    values[at] = value;
  }

  /** The value, or null if there is none of that name. */
  @SuppressWarnings("unchecked")
  public T get(byte[] text, int start, int length) {
    return (T) values[slot(text, start, length)];
  }

  /** The value, or null if there is none of that name. */
  public T get(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return get(bytes, 0, bytes.length);
  }

  private int slot(byte[] text, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + text[i];
    }
    int at = (hash ^ (hash >>> 15)) & mask;
    while (names[at] != null && !matches(names[at], text, start, length)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private static boolean matches(byte[] name, byte[] text, int start, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != text[start + i]) {
        return false;
      }
    }
    return true;
  }
}
