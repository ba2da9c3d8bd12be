package org.hedgerow.exchanges;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An API key, its secret, and the passphrase that some venues want besides. They come from the
 * environment or from a file that only its owner may read, never from configuration, and no text
 * form shows them.
 */
public final class Credentials {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final String FOLDER = "HEDGEROW_CREDENTIALS_DIR";
  private static final String FOLDER_PROPERTY = "hedgerow.credentials";

  private final String name;
  private final String key;
  private final String secret;
  private final String passphrase;

  /** Of that name, for {@link #toString} only. */
  public Credentials(String name, String key, String secret) {
    this(name, key, secret, null);
  }

  /**
   * With the passphrase that belongs to the key.
   *
   * @param passphrase null where the venue has no such thing
   */
  public Credentials(String name, String key, String secret, String passphrase) {
    this.name = name;
    this.key = key;
    this.secret = secret;
    this.passphrase = passphrase;
  }

  /**
   * Looks up {@code HEDGEROW_CREDENTIALS_NAME_KEY} and {@code ..._SECRET}, and where there is one
   * {@code ..._PASSPHRASE}, in the environment (the name in upper case, - as _), then the file
   * {@code $HEDGEROW_CREDENTIALS_DIR/name} with lines {@code key=}, {@code secret=} and perhaps
   * {@code passphrase=}.
   *
   * @throws UncheckedIOException if there are none, or others than the owner may read the file
   */
  public static Credentials load(String name) {
    return load(name, environment());
  }

  /** Whether there are any of that name, in the environment or in a file. */
  public static boolean exist(String name) {
    return exist(name, environment());
  }

  /**
   * For a command that finds the folder of its stack by itself, where the environment names none.
   */
  public static void folder(Path folder) {
    System.setProperty(FOLDER_PROPERTY, folder.toString());
  }

  private static Map<String, String> environment() {
    String folder = System.getProperty(FOLDER_PROPERTY);
    if (folder == null || System.getenv(FOLDER) != null) {
      return System.getenv();
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(FOLDER, folder);
    return environment;
  }

  static boolean exist(String name, Map<String, String> environment) {
    String folder = environment.get(FOLDER);
    return environment.containsKey(variable(name) + "_KEY")
        || (folder != null && Files.exists(Path.of(folder).resolve(name)));
  }

  private static String variable(String name) {
    return "HEDGEROW_CREDENTIALS_"
        + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  static Credentials load(String name, Map<String, String> environment) {
    String variable = variable(name);
    String key = environment.get(variable + "_KEY");
    String secret = environment.get(variable + "_SECRET");
    if (key != null && secret != null) {
      return new Credentials(
          name,
          sent(name, "key", key),
          sent(name, "secret", secret),
          sent(name, "passphrase", environment.get(variable + "_PASSPHRASE")));
    }
    String folder = environment.get(FOLDER);
    if (folder == null) {
      throw refusal(
          "no credentials "
              + name
              + ": expected "
              + variable
              + "_KEY and _SECRET, or HEDGEROW_CREDENTIALS_DIR, in the environment");
    }
    try {
      return read(name, Path.of(folder).resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("credentials " + name, e);
    }
  }

  private static Credentials read(String name, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no file " + file);
    }
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(
          file + " may be read by others; expected owner-only rights (chmod 600)");
    }
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
      }
    }
    if (!values.containsKey("key") || !values.containsKey("secret")) {
      throw new IOException(file + ": expected lines key= and secret=");
    }
    return new Credentials(
        name,
        sent(name, "key", values.get("key")),
        sent(name, "secret", values.get("secret")),
        sent(name, "passphrase", values.get("passphrase")));
  }

  /**
   * As it goes into headers, without what a file or a shell leaves at its end. What cannot stand in
   * a header is refused here: the HTTP client's own refusal would repeat it.
   */
  private static String sent(String name, String what, String value) {
    if (value == null) {
      return null;
    }
    String trimmed = value.trim();
    for (int i = 0; i < trimmed.length(); i++) {
      if (trimmed.charAt(i) < ' ' || trimmed.charAt(i) > '~') {
        throw refusal(
            "credentials " + name + ": the " + what + " has a character that is not plain ASCII");
      }
    }
    return trimmed;
  }

  private static UncheckedIOException refusal(String sentence) {
    return new UncheckedIOException(new IOException(sentence));
  }

  public String key() {
    return key;
  }

  public String secret() {
    return secret;
  }

  /**
   * The passphrase, for venues that want one.
   *
   * @throws UncheckedIOException if there is none, naming what was expected
   */
  public String passphrase() {
    if (passphrase == null) {
      throw refusal(
          "credentials " + name + ": expected a passphrase besides key and secret (_PASSPHRASE)");
    }
    return passphrase;
  }

  @Override
  public String toString() {
    return "credentials " + name;
  }
}
