package org.hedgerow.engine.state;

/**
 * A table of the engine's state, one row a key. There is no way to go through its rows: the order
 * of a hash table is no function of the journal. Whoever needs several rows knows their keys.
 */
public interface Table<V> {
  /** The row, or null. It may be changed in place and put back. */
  V get(String key);

  void put(String key, V row);

  void remove(String key);
}
