package org.hedgerow.exchanges.json;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of the fields that a dialect's frames are read for, each with a slot: letters have
 * theirs, the rest are counted on. What is not here is passed over.
 */
public final class FieldNames {
  private static final int LETTERS = 52;

  private final Map<String, Integer> slots = new HashMap<>();
  private final SymbolTable<Integer> table;
  private final String[] names;
  private final boolean[] levels;
  private String price = "";
  private String quantity = "";

  /** With those names besides all single letters. */
  public FieldNames(String... longer) {
    names = new String[LETTERS + longer.length];
    for (int i = 0; i < LETTERS; i++) {
      names[i] = String.valueOf((char) (i < 26 ? 'a' + i : 'A' + i - 26));
    }
    for (String name : longer) {
      if (name.length() < 2 || slots.putIfAbsent(name, LETTERS + slots.size()) != null) {
        throw new IllegalArgumentException(name + " is a letter, or was named before");
      }
      names[slots.get(name)] = name;
    }
    table = new SymbolTable<>(longer.length);
    slots.forEach(table::put);
    levels = new boolean[names.length];
  }

  /**
   * Reads arrays of objects in those fields as levels of a book, e.g. {@code {"price":1.5,"qty":2}}
   * with price and qty.
   */
  public FieldNames withLevels(String levelPrice, String levelQuantity, String... fields) {
    price = levelPrice;
    quantity = levelQuantity;
    for (String field : fields) {
      levels[slot(field)] = true;
    }
    return this;
  }

  /** The slot of a name, or -1 if it is none of these. */
  public int slot(String name) {
    if (name.length() == 1) {
      return slot(name.charAt(0));
    }
    Integer slot = slots.get(name);
    return slot == null ? -1 : slot;
  }

  /** The slot of a name in UTF-8, or -1 if it is none of these. */
  int slot(byte[] text, int start, int length) {
    if (length == 1) {
      return slot((char) text[start]);
    }
    Integer slot = table.get(text, start, length);
    return slot == null ? -1 : slot;
  }

  /** The slot of a one-letter name, or -1 if it is no letter. */
  public static int slot(char letter) {
    if (letter >= 'a' && letter <= 'z') {
      return letter - 'a';
    }
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 26 : -1;
  }

  String name(int slot) {
    return names[slot];
  }

  /** Whether objects in an array of that field are levels of a book. */
  boolean areLevels(int slot) {
    return levels[slot];
  }

  /** The price's name in a level that is an object. */
  String price() {
    return price;
  }

  /** The quantity's name in a level that is an object. */
  String quantity() {
    return quantity;
  }

  int size() {
    return names.length;
  }
}
