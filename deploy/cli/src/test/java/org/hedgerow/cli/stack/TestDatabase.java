package org.hedgerow.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials.Credential;
import org.hedgerow.gateway.LogConnections;
import org.hedgerow.timescaledb.DatabaseConnections;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * A real TimescaleDB for tests, chosen as {@code ./hedgerow up} chooses. It is started once a test
 * run, and every test class has a schema of its own in it, so that a configured database keeps what
 * it has. Where none can be had the tests are skipped; one that can be had and does not start is a
 * failure.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Server server;
  private String schema;

  /** One session's way in, as the sinks want it. */
  public record Login(String url, String user, String password)
      implements DatabaseConnections, LogConnections {
    private static final long serialVersionUID = 1L;

    @Override
    public Connection open() throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("user", user);
      properties.setProperty("password", password);
      properties.setProperty("reWriteBatchedInserts", "true");
      return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
      return url;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(Server.class, none -> new Server(), Server.class);
    if (server.missing != null) {
      throw new TestAbortedException(server.missing);
    }
    schema = newSchema();
    migrate(schema, "latest");
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    if (schema != null) {
      execute("DROP SCHEMA " + schema + " CASCADE");
    }
  }

  /** The way into the class's schema, as jobs have it where the server is ours. */
  public Login login() {
    return server
        .credentials
        .read(Credentials.DATABASE + "-writer")
        .map(this::login)
        .orElseGet(() -> login(schema));
  }

  /** The way into that schema, as the tables' owner. */
  Login login(String name) {
    return login(name, server.login);
  }

  /** The way into the class's schema for another than the tables' owner. */
  public Login login(Credential credential) {
    return login(schema, credential);
  }

  private Login login(String name, Credential credential) {
    String url = server.address.jdbcUrl();
    return new Login(
        url + (url.contains("?") ? "&" : "?") + "currentSchema=" + name + ",public",
        credential.key(),
        credential.secret());
  }

  /** Of a role of ours: writer, reader, operator; skips the test where the server is another's. */
  public Credential credential(String role) {
    return server
        .credentials
        .read(Credentials.DATABASE + "-" + role)
        .orElseThrow(
            () ->
                new TestAbortedException("no login as " + role + " on this server; test skipped"));
  }

  /** A schema with nothing in it. */
  String newSchema() throws SQLException {
    String name =
        "hedgerow_test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
    try (Connection connection = Database.connect(server.address, server.credentials);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    }
    return name;
  }

  /** Brings a schema to a version. */
  void migrate(String name, String version) {
    Login login = login(name);
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(login.url(), login.user(), login.password())
        .defaultSchema(name)
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  /** Takes every row out of the class's tables. */
  public void empty() throws SQLException {
    execute(
        "TRUNCATE store_offset, store_mark, store_identity, store_scope, store_gap, alert, journal,"
            + " trade, quote, book_delta, reference_price, execution, balance, position, orders,"
            + " decision, dead_letter, data_quality, store_contract, bar_revision, signal,"
            + " statistic, instrument_status, risk_metric, gateway_account, gateway_order,"
            + " gateway_resolution, trading_stop, trading_command");
  }

  /** A session as the launcher's commands have it, which are the tables' owner. */
  public Connection openAsOwner() throws SQLException {
    return login(schema).open();
  }

  /** A session as jobs have it. */
  public Connection open() throws SQLException {
    return login().open();
  }

  /** Runs statements as the tables' owner. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = openAsOwner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one value that a query gives to the tables' owner. */
  public String one(String sql) throws SQLException {
    try (Connection connection = openAsOwner();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  public long count(String table) throws SQLException {
    return Long.parseLong(one("SELECT count(*) FROM " + table));
  }

  /** Whether its processes are on this machine, where a test may kill one. */
  public boolean isOurs() {
    return server.address.kind() == DatabaseAddress.Kind.UNPACKED;
  }

  /** The server, from the first test that needs one to the end of the run. */
  private static final class Server implements ExtensionContext.Store.CloseableResource {
    private final StackLayout layout;
    private final Credentials credentials;
    private Database database;
    private DatabaseAddress address;
    private Credential login;
    private ManagedProcess process;
    private String missing;

    Server() {
      Path home = temporaryFolder();
      layout = new StackLayout(home, home);
      credentials = new Credentials(layout.credentials());
      int port = Ports.anyFree();
      try {
        Progress progress = new Progress(System.out, false);
        database = Database.choose(layout, port, progress);
        database.prepare(progress);
      } catch (CommandFailed none) {
        missing = "no TimescaleDB for this test: " + none.getMessage();
        close();
        return;
      }
      try {
        start(port);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    private void start(int port) {
      address = database.address();
      Optional<ProcessSpec> spec = database.process();
      if (spec.isPresent()) {
        Folders.create(layout.logs());
        process = ManagedProcess.start(spec.get());
        // The run may be interrupted before the extension is closed.
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop));
        ReadyCheck check = () -> Database.missing(address, credentials);
        if (address.kind() == DatabaseAddress.Kind.DOCKER) {
          process.awaitReady(check, READY_LIMIT);
        } else {
          process.awaitReady(port, check, READY_LIMIT);
        }
      } else {
        ConfiguredDatabase.createExtension(address, credentials);
      }
      login = credentials.read(Credentials.DATABASE).orElseThrow();
    }

    @Override
    public void close() {
      if (process != null) {
        process.stop();
      }
      if (database != null) {
        database.wipe();
      }
      Folders.delete(layout.home());
    }

    /** PostgreSQL's user must be able to enter it; what is secret in it is closed by itself. */
    private static Path temporaryFolder() {
      try {
        Path folder = Files.createTempDirectory("hedgerow-test-database");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
