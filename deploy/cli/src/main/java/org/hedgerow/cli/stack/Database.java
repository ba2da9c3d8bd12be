package org.hedgerow.cli.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;

/**
 * TimescaleDB, from one of three places: a configured one, a Docker daemon, Debian's packages
 * unpacked for us alone. The first that there is, is taken.
 */
public interface Database {
  /** The name of its process, where it is one of ours. */
  String NAME = "database";

  int WELL_KNOWN_PORT = 5432;

  /** Where it is or will be, once {@link #prepare} is done. */
  DatabaseAddress address();

  /** Downloads, makes the data folder, writes the credential: what there is to do once. */
  void prepare(Progress progress);

  /** How to start it; empty if somebody else runs it. */
  Optional<ProcessSpec> process();

  /** Deletes its data. Only while it is stopped. */
  void wipe();

  /** The first of the choices that this machine offers. */
  static Database choose(StackLayout layout, int port, Progress progress) {
    String configured = System.getenv("HEDGEROW_JDBC_URL");
    if (configured != null && !configured.isBlank()) {
      return ConfiguredDatabase.of(
          configured, System.getenv(), new Credentials(layout.credentials()));
    }
    if (DockerDatabase.daemonAnswers()) {
      progress.say("TimescaleDB: from the Docker daemon of this machine");
      return new DockerDatabase(layout, port);
    }
    return UnpackedDatabase.in(layout, port);
  }

  /**
   * The one that {@code HEDGEROW_JDBC_URL} names.
   *
   * @param credentials where its user and password are kept; not the running stack's, which may
   *     have a database of its own
   */
  static DatabaseAddress configured(String url, Credentials credentials) {
    return ConfiguredDatabase.of(url, System.getenv(), credentials).address();
  }

  /** The choice that was made at that address. */
  static Database at(DatabaseAddress address, StackLayout layout, int port) {
    return switch (address.kind()) {
      case CONFIGURED -> new ConfiguredDatabase(address);
      case DOCKER -> new DockerDatabase(layout, port);
      case UNPACKED -> UnpackedDatabase.at(address, layout, port);
    };
  }

  /** A connection as the stack's own user, to be closed by the caller. */
  static Connection connect(DatabaseAddress address, Credentials credentials) throws SQLException {
    Properties login = new Properties();
    credentials
        .read(Credentials.DATABASE)
        .ifPresent(
            credential -> {
              login.setProperty("user", credential.key());
              login.setProperty("password", credential.secret());
            });
    login.setProperty("connectTimeout", "3");
    login.setProperty("loginTimeout", "3");
    return DriverManager.getConnection(address.jdbcUrl(), login);
  }

  /** Asks it for TimescaleDB's version. */
  static String missing(DatabaseAddress address, Credentials credentials) throws SQLException {
    try (Connection connection = connect(address, credentials);
        Statement statement = connection.createStatement();
        ResultSet version =
            statement.executeQuery(
                "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'")) {
      return version.next() ? "" : "the extension timescaledb is not created in it";
    }
  }

  /**
   * Brings its tables to the version of these jars.
   *
   * @return how many migrations were run
   */
  static int migrate(DatabaseAddress address, Credentials credentials) {
    var login = credentials.read(Credentials.DATABASE);
    try {
      return Flyway.configure(Database.class.getClassLoader())
          .dataSource(
              address.jdbcUrl(),
              login.map(Credentials.Credential::key).orElse(null),
              login.map(Credentials.Credential::secret).orElse(null))
          .locations("classpath:db/migration")
          .failOnMissingLocations(false)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new CommandFailed("the database's tables cannot be migrated: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason");
  }
}
