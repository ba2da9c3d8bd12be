package org.hedgerow.timescaledb;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens connections where the sink runs; what it needs to know of secrets it reads there, and not
 * before.
 */
@FunctionalInterface
public interface DatabaseConnections extends Serializable {
  /** A new connection, for the caller to close. */
  Connection open() throws SQLException;
}
