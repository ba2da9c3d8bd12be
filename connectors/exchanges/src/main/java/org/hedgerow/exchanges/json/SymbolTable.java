package org.hedgerow.exchanges.json;

/** Finds a value by a name that stands in a character buffer, without making it a String. */
public final class SymbolTable<T> {
  private final String[] names;
  private final Object[] values;
  private final int mask;

  /** For about that many names; it does not grow. */
  public SymbolTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(4, expected) * 4 - 1);
    names = new String[capacity];
    values = new Object[capacity];
    mask = capacity - 1;
  }

  /** Adds a name, or gives it another value. */
  public void put(String name, T value) {
    int at = slot(name.toCharArray(), 0, name.length());
    names[at] = name;
    values[at] = value;
  }

  /** The value, or null if there is none of that name. */
  @SuppressWarnings("unchecked")
  public T get(char[] text, int start, int length) {
    return (T) values[slot(text, start, length)];
  }

  private int slot(char[] text, int start, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + text[start + i];
    }
    int at = (hash ^ (hash >>> 15)) & mask;
    while (names[at] != null && !matches(names[at], text, start, length)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private static boolean matches(String name, char[] text, int start, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != text[start + i]) {
        return false;
      }
    }
    return true;
  }
}
