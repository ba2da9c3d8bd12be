package org.hedgerow.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;

/** Tables that give back what was put into them, as Flink's heap state does between snapshots. */
final class HeapTables implements TableFactory {
  @Override
  public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
    Map<String, V> map = new HashMap<>();
    return new Table<>() {
      @Override
      public V get(String key) {
        return map.get(key);
      }

      @Override
      public void put(String key, V row) {
        map.put(key, row);
      }

      @Override
      public void remove(String key) {
        map.remove(key);
      }
    };
  }
}
