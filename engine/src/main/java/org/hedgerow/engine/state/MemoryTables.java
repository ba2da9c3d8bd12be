package org.hedgerow.engine.state;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Tables in memory, for tests and backtests. */
public final class MemoryTables implements TableFactory {
  private final Map<String, Map<String, ?>> tables = new TreeMap<>();

  @Override
  public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
    Map<String, V> map = new TreeMap<>();
    tables.put(name, map);
    return new Table<>() {
      @Override
      public V get(String key) {
        return map.get(key);
      }

      @Override
      public void put(String key, V row) {
        // As a snapshot would: what comes back is a copy, with lists that cannot be changed.
        map.put(key, SpecificData.get().deepCopy(row.getSchema(), row));
      }

      @Override
      public void remove(String key) {
        map.remove(key);
      }
    };
  }

  /** How many rows that table has. */
  public int size(String table) {
    return tables.get(table).size();
  }
}
