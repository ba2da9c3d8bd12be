package org.hedgerow.engine.state;

import org.apache.avro.specific.SpecificRecordBase;

/** Makes the tables of one hedge group: over Flink's keyed state, or in memory. */
public interface TableFactory {
  /**
   * A table.
   *
   * @param name for ever: savepoints hold it
   * @param rows the class of a row
   */
  <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows);
}
