package org.hedgerow.cli.stack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials.Credential;

/**
 * A TimescaleDB that somebody else runs: {@code HEDGEROW_JDBC_URL}, with user and password in it or
 * in {@code HEDGEROW_JDBC_USER} and {@code HEDGEROW_JDBC_PASSWORD}.
 */
final class ConfiguredDatabase implements Database {
  private final DatabaseAddress address;

  ConfiguredDatabase(DatabaseAddress address) {
    this.address = address;
  }

  /** Keeps what is secret in the URL as the credential, and the rest as the address. */
  static ConfiguredDatabase of(
      String url, Map<String, String> environment, Credentials credentials) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new CommandFailed("HEDGEROW_JDBC_URL must begin with jdbc:postgresql:");
    }
    String user = environment.get("HEDGEROW_JDBC_USER");
    String password = environment.get("HEDGEROW_JDBC_PASSWORD");
    int question = url.indexOf('?');
    List<String> kept = new ArrayList<>();
    if (question >= 0) {
      for (String parameter : url.substring(question + 1).split("&")) {
        if (parameter.startsWith("user=")) {
          user = decode(parameter);
        } else if (parameter.startsWith("password=")) {
          password = decode(parameter);
        } else if (!parameter.isEmpty()) {
          kept.add(parameter);
        }
      }
    }
    if (user == null || password == null) {
      throw new CommandFailed(
          "HEDGEROW_JDBC_URL needs a user and a password, in it or in HEDGEROW_JDBC_USER and HEDGEROW_JDBC_PASSWORD");
    }
    credentials.write(Credentials.DATABASE, new Credential(user, password));
    credentials.removeRoles();
    String plain = question >= 0 ? url.substring(0, question) : url;
    String bare = kept.isEmpty() ? plain : plain + "?" + String.join("&", kept);
    return new ConfiguredDatabase(
        new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, bare, null, null));
  }

  private static String decode(String parameter) {
    return URLDecoder.decode(
        parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
  }

  /** Creates the extension where the user may. */
  static void createExtension(DatabaseAddress address, Credentials credentials) {
    try (Connection connection = Database.connect(address, credentials);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    } catch (SQLException e) {
      throw new CommandFailed(
          "the configured database has no TimescaleDB, or does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void prepare(Progress progress) {
    progress.say("TimescaleDB: the configured one");
  }

  @Override
  public Optional<ProcessSpec> process() {
    return Optional.empty();
  }

  /** Somebody else's data is not ours to delete. */
  @Override
  public void wipe() {}
}
