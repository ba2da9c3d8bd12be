package org.hedgerow.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.gateway.LogConnections;
import org.hedgerow.timescaledb.DatabaseConnections;
import org.postgresql.Driver;

/**
 * Opens connections to the database with the credentials {@code database-writer}, or {@code
 * database} where there are none, which are looked up where the connection is opened: no job graph
 * holds them.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseAccess(String jdbcUrl) implements DatabaseConnections, LogConnections {
  private static final long serialVersionUID = 1L;
  private static final String WRITER = "database-writer";
  private static final String OWNER = "database";

  @Override
  public Connection open() throws SQLException {
    Credentials credentials = Credentials.load(Credentials.exist(WRITER) ? WRITER : OWNER);
    Properties properties = new Properties();
    properties.setProperty("user", credentials.key());
    properties.setProperty("password", credentials.secret());
    properties.setProperty("ApplicationName", "hedgerow");
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("connectTimeout", "5");
    // A database that vanished without a word fails the task within this time instead of never.
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = new Driver().connect(jdbcUrl, properties);
    if (connection == null) {
      throw new SQLException("not an address of a PostgreSQL database");
    }
    return connection;
  }
}
