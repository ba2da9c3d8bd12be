package org.hedgerow.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.PrivateApt.Archive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL 17 with TimescaleDB from Debian 13, unpacked into the cache with every library down to
 * the C library, so that it runs on another Debian too. The programs are pointed at those by
 * patchelf, which comes the same way.
 */
final class TimescalePackages {
  private static final Logger LOG = LoggerFactory.getLogger(TimescalePackages.class);
  private static final String RELEASE = "trixie";
  private static final List<String> ROOTS = List.of("postgresql-17-timescaledb", "patchelf");
  private static final String PROGRAMS = "usr/lib/postgresql/17/bin";
  private static final long PROGRESS_MILLIS = 200;
  private static final double MEGABYTE = 1e6;

  /**
   * Dependencies of Debian's own wrappers and of the just-in-time compiler, which is off: most of
   * the download.
   */
  private static final List<String> NOT_NEEDED =
      List.of("libllvm", "libz3", "libperl", "libc-l10n", "libc-bin");

  private final OrdinaryUser user;
  private final Path cache;

  private TimescalePackages(OrdinaryUser user, Path cache) {
    this.user = user;
    this.cache = cache;
  }

  /**
   * In {@code HEDGEROW_CACHE}, or where caches are: root's must be passable for the user that runs
   * PostgreSQL.
   */
  static TimescalePackages forUser(OrdinaryUser user) {
    String configured = System.getenv("HEDGEROW_CACHE");
    Path cache;
    if (configured != null && !configured.isBlank()) {
      cache = Path.of(configured).toAbsolutePath();
    } else if (user.isOther()) {
      cache = Path.of("/var/cache/hedgerow");
    } else {
      cache = Path.of(System.getProperty("user.home"), ".cache", "hedgerow");
    }
    return new TimescalePackages(user, cache);
  }

  /** One of PostgreSQL's programs. */
  Path program(String name) {
    return root().resolve(PROGRAMS).resolve(name);
  }

  private Path root() {
    return cache.resolve("timescaledb-2-postgresql-17");
  }

  /** Downloads and unpacks them, unless that was done before. */
  void unpack(Progress progress) {
    if (Files.exists(root())) {
      return;
    }
    Folders.create(cache);
    if (!user.canEnter(cache)) {
      throw new CommandFailed(
          "PostgreSQL runs as "
              + user.name()
              + ", who cannot enter "
              + cache
              + "; set HEDGEROW_CACHE to another folder");
    }
    DiskSpace.require(cache);
    boolean now =
        StackLock.holding(
            cache.resolve("lock"),
            () -> {
              if (Files.exists(root())) {
                return false;
              }
              unpackNow(progress);
              return true;
            });
    LOG.info("TimescaleDB is unpacked in {}, by this process: {}", root(), now);
  }

  private void unpackNow(Progress progress) {
    for (String tool : List.of("apt-get", "dpkg-deb")) {
      if (Stream.of(System.getenv("PATH").split(":"))
          .noneMatch(p -> Files.isExecutable(Path.of(p, tool)))) {
        throw new CommandFailed(
            "no TimescaleDB: HEDGEROW_JDBC_URL is not set, no Docker daemon answers, and this machine has no "
                + tool
                + " to unpack Debian's packages with");
      }
    }
    DebianMirror mirror =
        DebianMirror.of(Path.of("/etc/apt"))
            .orElseThrow(
                () ->
                    new CommandFailed(
                        "no TimescaleDB: HEDGEROW_JDBC_URL is not set, no Docker daemon answers, and this machine's apt uses no Debian mirror"));
    Path work = cache.resolve("unpacking");
    Folders.delete(work);
    progress.say("TimescaleDB: unpacking Debian's signed packages into " + root() + " (once)");
    progress.update("TimescaleDB: reading Debian's index of packages");
    PrivateApt apt = new PrivateApt(Folders.create(work.resolve("apt")));
    apt.update(mirror, RELEASE);
    List<Archive> needed = apt.closure(ROOTS).stream().filter(TimescalePackages::isNeeded).toList();
    List<Path> archives = download(apt, needed, work.resolve("archives"), progress);
    Path unpacked = Folders.create(work.resolve("root"));
    for (int i = 0; i < archives.size(); i++) {
      progress.update("TimescaleDB: unpacking " + (i + 1) + " of " + archives.size());
      Jvm.run(
          "unpacking " + archives.get(i).getFileName(),
          List.of("dpkg-deb", "-x", archives.get(i).toString(), unpacked.toString()));
    }
    Jvm.run("opening the unpacked files", List.of("chmod", "-R", "a+rX", unpacked.toString()));
    patch(unpacked);
    try {
      Files.move(unpacked, root(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Folders.delete(work);
    checkLibraries();
  }

  private static boolean isNeeded(Archive archive) {
    String name = archive.name();
    boolean library = (name.startsWith("lib") && !name.endsWith("-perl")) || name.equals("zlib1g");
    return (library && NOT_NEEDED.stream().noneMatch(name::startsWith))
        || ROOTS.contains(name)
        || name.equals("postgresql-17")
        || name.equals("postgresql-client-17");
  }

  private static List<Path> download(
      PrivateApt apt, List<Archive> needed, Path into, Progress progress) {
    long total = needed.stream().mapToLong(Archive::bytes).sum();
    var watcher = Executors.newSingleThreadScheduledExecutor();
    try {
      progress.say(
          String.format(
              "TimescaleDB: downloading %d packages, %.0f MB", needed.size(), total / MEGABYTE));
      var unused =
          watcher.scheduleWithFixedDelay(
              () ->
                  progress.update(
                      String.format(
                          "TimescaleDB: downloaded %.1f of %.1f MB",
                          size(into) / MEGABYTE, total / MEGABYTE)),
              PROGRESS_MILLIS,
              PROGRESS_MILLIS,
              TimeUnit.MILLISECONDS);
      return apt.download(needed.stream().map(Archive::name).toList(), into);
    } finally {
      watcher.shutdownNow();
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException moving) {
      return 0;
    }
  }

  /** Writes into each program where its loader and libraries will be. */
  private void patch(Path unpacked) {
    Path loader = loader(unpacked);
    Path finalLoader = root().resolve(unpacked.relativize(loader));
    List<String> patchelf =
        List.of(
            loader.toString(),
            "--library-path",
            loader.getParent().toString(),
            unpacked.resolve("usr/bin/patchelf").toString());
    for (Path program : programs(unpacked)) {
      List<String> command = new ArrayList<>(patchelf);
      command.addAll(
          List.of(
              "--set-interpreter",
              finalLoader.toString(),
              "--force-rpath",
              "--set-rpath",
              finalLoader.getParent().toString(),
              program.toString()));
      Jvm.run("pointing " + program.getFileName() + " at its libraries", command);
    }
  }

  /** PostgreSQL's programs that are binaries: some are scripts. */
  private static List<Path> programs(Path unpacked) {
    try (Stream<Path> files = Files.list(unpacked.resolve(PROGRAMS))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !Files.isSymbolicLink(file))
          .filter(TimescalePackages::isBinary)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBinary(Path file) {
    try (var stream = Files.newInputStream(file)) {
      byte[] magic = stream.readNBytes(4);
      return magic.length == 4
          && magic[0] == 0x7f
          && magic[1] == 'E'
          && magic[2] == 'L'
          && magic[3] == 'F';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path loader(Path unpacked) {
    try (Stream<Path> files = Files.walk(unpacked.resolve("usr/lib"), 2)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("ld-linux"))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(
              () -> new CommandFailed("Debian's C library has no loader where we look for it"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A library taken from the system would be another one on the next machine. */
  private void checkLibraries() {
    String root = root().toString();
    String listed =
        Jvm.run(
            "checking the libraries",
            List.of(loader(root()).toString(), "--list", program("postgres").toString()),
            "",
            Map.of(),
            null);
    listed
        .lines()
        .filter(line -> line.contains("=>"))
        .filter(line -> !line.contains("=> " + root))
        .findFirst()
        .ifPresent(
            line -> {
              Folders.delete(root());
              throw new CommandFailed(
                  "a library of PostgreSQL is not among the unpacked packages: " + line.strip());
            });
  }
}
