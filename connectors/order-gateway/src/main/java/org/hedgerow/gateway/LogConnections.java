package org.hedgerow.gateway;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the intent log where the sink runs, in auto-commit mode. */
@FunctionalInterface
public interface LogConnections extends Serializable {
  /** A new connection, for the caller to close. */
  Connection open() throws SQLException;
}
