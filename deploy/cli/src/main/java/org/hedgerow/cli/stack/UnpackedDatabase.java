package org.hedgerow.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials.Credential;

/**
 * TimescaleDB from Debian's packages, unpacked into the cache. The database's own superuser has no
 * password and no way in from the network; the user {@code hedgerow} owns the database {@code
 * hedgerow} and nothing else. Jobs, analysts and operators have roles of their own.
 */
final class UnpackedDatabase implements Database {
  private static final String USER = "hedgerow";

  private final StackLayout layout;
  private final int port;
  private final Path data;
  private final OrdinaryUser user;
  private final TimescalePackages packages;

  private UnpackedDatabase(
      StackLayout layout, int port, Path data, OrdinaryUser user, TimescalePackages packages) {
    this.layout = layout;
    this.port = port;
    this.data = data;
    this.user = user;
    this.packages = packages;
  }

  /** A new or kept one of that stack. */
  static UnpackedDatabase in(StackLayout layout, int port) {
    OrdinaryUser user = OrdinaryUser.ofThisProcess();
    Path data = layout.run().resolve("database");
    Folders.create(layout.run());
    if (!user.canEnter(layout.run())) {
      // PostgreSQL refuses root, and nobody else can pass the folders above.
      data =
          Path.of("/var/tmp")
              .resolve("hedgerow-" + Integer.toHexString(layout.home().toString().hashCode()))
              .resolve("database");
    }
    return new UnpackedDatabase(layout, port, data, user, TimescalePackages.forUser(user));
  }

  /** The one at that address. */
  static UnpackedDatabase at(DatabaseAddress address, StackLayout layout, int port) {
    OrdinaryUser user = OrdinaryUser.ofThisProcess();
    return new UnpackedDatabase(
        layout, port, address.data(), user, TimescalePackages.forUser(user));
  }

  @Override
  public DatabaseAddress address() {
    return new DatabaseAddress(
        DatabaseAddress.Kind.UNPACKED,
        "jdbc:postgresql://127.0.0.1:" + port + "/hedgerow",
        data,
        packages.program("psql").toString());
  }

  @Override
  public void prepare(Progress progress) {
    packages.unpack(progress);
    if (!data.startsWith(layout.home())) {
      progress.say(
          "TimescaleDB: its data is in "
              + data
              + ", since "
              + user.name()
              + " cannot enter "
              + layout.run());
    }
    DiskSpace.require(data);
    Credentials credentials = new Credentials(layout.credentials());
    Path complete = data.resolve("hedgerow-complete");
    if (!Files.exists(complete) || credentials.read(Credentials.DATABASE).isEmpty()) {
      wipe();
      credentials.removeRoles();
      makeCluster(credentials, progress);
      user.run("finishing the database", List.of("touch", complete.toString()), "", data);
    }
    if (Credentials.ROLES.stream().anyMatch(name -> credentials.read(name).isEmpty())) {
      makeRoles(credentials);
    }
    configure();
  }

  private void makeCluster(Credentials credentials, Progress progress) {
    progress.update("TimescaleDB: making the database");
    Folders.create(data.getParent());
    if (user.isOther()) {
      Path parent = data.getParent();
      if (!parent.equals(layout.run())) {
        user.own(parent);
      }
      user.own(Folders.create(data));
    }
    user.run(
        "initdb",
        List.of(
            packages.program("initdb").toString(),
            "-D",
            data.toString(),
            "-U",
            "postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--auth-local=reject",
            "--auth-host=reject",
            "--no-sync"),
        "",
        Path.of("/"));
    configure();
    Credential login = new Credential(USER, Credentials.randomSecret());
    // The password goes through standard input: a command line can be read by everybody.
    single(
        "postgres",
        "CREATE ROLE hedgerow LOGIN PASSWORD '"
            + login.secret()
            + "'\n"
            + "GRANT pg_monitor, pg_checkpoint TO hedgerow\n"
            + "CREATE DATABASE hedgerow OWNER hedgerow\n");
    // Debian's build has a clean-up job that its own licence refuses to run, each time with an
    // error in the log.
    single(
        "hedgerow",
        """
        CREATE EXTENSION timescaledb
        UPDATE _timescaledb_config.bgw_job SET scheduled = false WHERE proc_name LIKE 'policy_job%'
        """);
    credentials.write(Credentials.DATABASE, login);
  }

  /** Also for a cluster from before there were any. What they may do, the migrations grant. */
  private void makeRoles(Credentials credentials) {
    for (String name : Credentials.ROLES) {
      String role = USER + "_" + name.substring(Credentials.DATABASE.length() + 1);
      Credential login = new Credential(role, Credentials.randomSecret());
      single(
          "hedgerow",
          "DO $$ BEGIN CREATE ROLE "
              + login.key()
              + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$\n"
              + "ALTER ROLE "
              + login.key()
              + " LOGIN PASSWORD '"
              + login.secret()
              + "'\n"
              // So that the owner may end their sessions.
              + "GRANT "
              + role
              + " TO "
              + USER
              + "\n");
      credentials.write(name, login);
    }
    single(
        "hedgerow",
        """
        ALTER ROLE hedgerow_reader SET default_transaction_read_only = on
        ALTER ROLE hedgerow_reader SET statement_timeout = '60s'
        """);
  }

  /** Statements, one a line, as the superuser of a server that serves nobody else. */
  private void single(String database, String statements) {
    String output =
        user.run(
            "preparing the database",
            List.of(
                packages.program("postgres").toString(),
                "--single",
                "-D",
                data.toString(),
                database),
            statements,
            data);
    output
        .lines()
        .filter(line -> line.contains("ERROR:") || line.contains("FATAL:"))
        .findFirst()
        .ifPresent(
            error -> {
              throw new CommandFailed("preparing the database failed: " + error);
            });
  }

  /** The configuration is written at each start: the port may be another. */
  private void configure() {
    Path folder = layout.run().resolve("database-conf");
    Template.write(
        "postgresql.conf",
        Map.of("port", Integer.toString(port)),
        folder.resolve("postgresql.conf"));
    Template.write("pg_hba.conf", Map.of(), folder.resolve("pg_hba.conf"));
    for (String name : List.of("postgresql.conf", "pg_hba.conf")) {
      user.run(
          "configuring the database",
          List.of("sh", "-c", "cat > \"$1\"", "sh", data.resolve(name).toString()),
          text(folder.resolve(name)),
          data);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  @Override
  public Optional<ProcessSpec> process() {
    List<String> command = new ArrayList<>(user.prefix());
    command.add(packages.program("postgres").toString());
    command.add("-D");
    command.add(data.toString());
    // INT asks for a fast stop; TERM would wait for every client to leave.
    return Optional.of(
        ProcessSpec.of(NAME, command, Map.of("TZ", "UTC", "LC_ALL", "C"), layout)
            .stoppedBy("INT")
            .in(data));
  }

  @Override
  public void wipe() {
    Folders.delete(data);
  }
}
