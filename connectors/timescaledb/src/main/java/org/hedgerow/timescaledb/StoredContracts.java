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
  private final Map<String, Assets> assets = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  private long version;

  /** What an instrument is of, what its prices are in, what is paid in, and what kind it is. */
  private record Assets(String base, String quote, String settlement, String kind) {}

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
    // A database from before a version that keeps more has the rest in its archive.
    if (contracts.assets.isEmpty()) {
      contracts.find(connection);
    }
    return contracts;
  }

  private void read(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT instrument, config_version, inverse, contract_value, base_asset, quote_asset,"
                + " settle_asset, kind FROM store_contract WHERE part = ?")) {
      select.setInt(1, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          version = Math.max(version, result.getLong(2));
          contracts.put(
              result.getString(1),
              new ContractUnits(result.getBoolean(3), result.getBigDecimal(4)));
          if (result.getString(5) != null) {
            assets.put(
                result.getString(1),
                new Assets(
                    result.getString(5),
                    result.getString(6),
                    result.getString(7),
                    result.getString(8)));
          }
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
      assets.put(
          definition.getInstrument(),
          new Assets(
              definition.getBase(),
              definition.getQuote(),
              definition.getSettlement(),
              definition.getKind().name()));
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
            "INSERT INTO store_contract (part, instrument, config_version, inverse, contract_value,"
                + " base_asset, quote_asset, settle_asset, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (part, instrument) DO UPDATE SET"
                + " config_version = excluded.config_version, inverse = excluded.inverse,"
                + " contract_value = excluded.contract_value, base_asset = excluded.base_asset,"
                + " quote_asset = excluded.quote_asset, settle_asset = excluded.settle_asset,"
                + " kind = excluded.kind")) {
      for (String instrument : changed) {
        ContractUnits units = contracts.get(instrument);
        upsert.setInt(1, partition);
        upsert.setString(2, instrument);
        upsert.setLong(3, version);
        upsert.setBoolean(4, units.inverse());
        upsert.setBigDecimal(5, units.value());
        Assets of = assets.get(instrument);
        upsert.setString(6, of.base());
        upsert.setString(7, of.quote());
        upsert.setString(8, of.settlement());
        upsert.setString(9, of.kind());
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
