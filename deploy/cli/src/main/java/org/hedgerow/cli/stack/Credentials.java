package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.hedgerow.cli.CommandFailed;

/**
 * A folder that only its owner can enter, with a file a name: {@code key=...} and {@code
 * secret=...}. Secrets stay in it: never in a command line, a log or {@code stack.json}.
 */
public final class Credentials {
  /** Tells processes where the folder is. */
  public static final String VARIABLE = "HEDGEROW_CREDENTIALS_DIR";

  /** The database's user and password. */
  public static final String DATABASE = "database";

  /**
   * Logins of the database's roles, where the cluster is ours: jobs, analysts, operators. The
   * database's own is the tables' owner.
   */
  static final List<String> ROLES =
      List.of(DATABASE + "-writer", DATABASE + "-reader", DATABASE + "-operator");

  private static final int RANDOM_BYTES = 24;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  public Credentials(Path folder) {
    this.folder = folder;
  }

  /**
   * One credential.
   *
   * @param key the public part, such as a user's name
   * @param secret never shown
   */
  public record Credential(String key, String secret) {
    @Override
    public String toString() {
      return "Credential[" + key + "]";
    }
  }

  /**
   * The credential of that name, if there is one: {@code HEDGEROW_CREDENTIALS_NAME_KEY} and {@code
   * ..._SECRET} of the environment, else the file.
   *
   * @throws CommandFailed if others than the owner may read the file, or it lacks a line
   */
  public Optional<Credential> read(String name) {
    String variable = "HEDGEROW_CREDENTIALS_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String given = System.getenv(variable + "_KEY");
    if (given != null && System.getenv(variable + "_SECRET") != null) {
      return Optional.of(new Credential(given, System.getenv(variable + "_SECRET")));
    }
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    requireOwnerOnly(file);
    Properties lines = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException e) {
      throw new CommandFailed("cannot read the credential " + file + ": " + e.getMessage(), e);
    }
    String key = lines.getProperty("key");
    String secret = lines.getProperty("secret");
    if (key == null || secret == null) {
      throw new CommandFailed(file + " needs two lines: key=... and secret=...");
    }
    return Optional.of(new Credential(key, secret));
  }

  /**
   * The jobs refuse such a file as well; whoever wrote it should hear it from the first command.
   */
  private static void requireOwnerOnly(Path file) {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new CommandFailed(
            file + " may be read by others; expected owner-only rights (chmod 600)");
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot read the credential " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes it, readable by the owner only from the first byte. */
  public void write(String name, Credential credential) {
    writePrivate(folder.resolve(name), lines(credential));
  }

  /** The same for a venue whose keys have a passphrase as well. */
  public void write(String name, Credential credential, String passphrase) {
    writePrivate(
        folder.resolve(name), lines(credential) + "passphrase=" + escape(passphrase) + "\n");
  }

  /** Forgets the roles' logins: those of another cluster are none of this one. */
  void removeRoles() {
    for (String name : ROLES) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (IOException e) {
        throw new CommandFailed("cannot remove the credential " + name + ": " + e.getMessage(), e);
      }
    }
  }

  private static String lines(Credential credential) {
    return "key=" + escape(credential.key()) + "\nsecret=" + escape(credential.secret()) + "\n";
  }

  /** Writes any owner-only file, making its folder owner-only if it is new. */
  static void writePrivate(Path file, String text) {
    try {
      if (!Files.isDirectory(file.getParent())) {
        Files.createDirectories(
            file.getParent(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path next = file.resolveSibling("." + file.getFileName() + ".next");
      Files.deleteIfExists(next);
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** A secret that nobody can guess, of letters, digits, {@code -} and {@code _}. */
  public static String randomSecret() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\");
  }
}
