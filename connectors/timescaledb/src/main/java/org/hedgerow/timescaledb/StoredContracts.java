package org.hedgerow.timescaledb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;

/**
 * The contracts of a journal partition's instruments, as its newest configuration defines them.
 * Kept in table {@code store_contract}, a row an instrument and partition.
 */
final class StoredContracts {
  private final int partition;
  private final Map<String, ContractUnits> contracts = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  private long version;

  private StoredContracts(int partition) {
    this.partition = partition;
  }

  /** For topics that have no instruments. */
  static StoredContracts ofNothing() {
    return new StoredContracts(-1);
  }

  /** Reads what earlier writers left. */
  static StoredContracts open(Connection connection, int partition)
      throws SQLException, IOException {
    StoredContracts contracts = new StoredContracts(partition);
    contracts.read(connection);
    if (contracts.contracts.isEmpty()) {
      contracts.find(connection);
    }
    return contracts;
  }

  private void read(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT instrument, config_version, inverse, contract_value FROM store_contract"
                + " WHERE part = ?")) {
      select.setInt(1, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          version = Math.max(version, result.getLong(2));
          contracts.put(
              result.getString(1),
              new ContractUnits(result.getBoolean(3), result.getBigDecimal(4)));
        }
      }
    }
  }

  /** A database from before contracts were kept has them in its archive. */
  private void find(Connection connection) throws SQLException, IOException {
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT bytes FROM journal WHERE part = ? AND type = 'ConfigChange' AND accepted")) {
      select.setInt(1, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          if (entries.decode(result.getBytes(1)).getPayload() instanceof ConfigChange change) {
            configure(change);
          }
        }
      }
    }
  }

  /** Takes a configuration that counts; of an older one than the newest nothing. */
  void configure(ConfigChange change) {
    if (change.getVersion() < version) {
      return;
    }
    version = change.getVersion();
    for (InstrumentDefinition definition : change.getInstruments()) {
      boolean inverse =
          definition.getKind() == InstrumentKind.INVERSE_PERPETUAL
              || definition.getKind() == InstrumentKind.INVERSE_FUTURE;
      contracts.put(
          definition.getInstrument(),
          new ContractUnits(inverse, Decimals.toBigDecimal(definition.getContractValue())));
      changed.add(definition.getInstrument());
    }
  }

  /** The instrument's, or null if no configuration has named it. */
  ContractUnits of(String instrument) {
    return contracts.get(instrument);
  }

  /** Writes what changed, in the connection's transaction. */
  void write(Connection connection) throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO store_contract (part, instrument, config_version, inverse, contract_value)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (part, instrument) DO UPDATE SET"
                + " config_version = excluded.config_version, inverse = excluded.inverse,"
                + " contract_value = excluded.contract_value")) {
      for (String instrument : changed) {
        ContractUnits units = contracts.get(instrument);
        upsert.setInt(1, partition);
        upsert.setString(2, instrument);
        upsert.setLong(3, version);
        upsert.setBoolean(4, units.inverse());
        upsert.setBigDecimal(5, units.value());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** The transaction of the last write is through. */
  void written() {
    changed.clear();
  }
}
