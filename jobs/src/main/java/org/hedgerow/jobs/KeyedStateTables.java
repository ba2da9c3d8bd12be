package org.hedgerow.jobs;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;

/**
 * The engine's tables as Flink keyed state, a {@link MapState} each, of whichever key is being
 * processed.
 */
public final class KeyedStateTables implements TableFactory {
  private final RuntimeContext context;

  public KeyedStateTables(RuntimeContext context) {
    this.context = context;
  }

  @Override
  public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
    return new KeyedTable<>(name, context.getMapState(descriptor(name, rows)));
  }

  private static <V extends SpecificRecordBase> MapStateDescriptor<String, V> descriptor(
      String name, Class<V> rows) {
    return new MapStateDescriptor<>(name, StringSerializer.INSTANCE, new RowSerializer<>(rows));
  }

  private record KeyedTable<V>(String name, MapState<String, V> state) implements Table<V> {
    @Override
    public V get(String key) {
      try {
        return state.get(key);
      } catch (Exception e) {
        throw failed(key, e);
      }
    }

    @Override
    public void put(String key, V row) {
      try {
        state.put(key, row);
      } catch (Exception e) {
        throw failed(key, e);
      }
    }

    @Override
    public void remove(String key) {
      try {
        state.remove(key);
      } catch (Exception e) {
        throw failed(key, e);
      }
    }

    private IllegalStateException failed(String key, Exception e) {
      return new IllegalStateException(
          "state table " + name + ", row '" + key + "': " + e.getMessage(), e);
    }
  }
}
