package org.hedgerow.exchange.simulated.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Properties;
import java.util.Set;

/** What an account's requests must carry, or be signed with. */
public final class Credentials {
  private final String key;
  private final String secret;
  private final String passphrase;

  public Credentials(String key, String secret, String passphrase) {
    this.key = key;
    this.secret = secret;
    this.passphrase = passphrase;
  }

  /**
   * Reads {@code directory/account}, or gives null when there is no such file: nobody may then use
   * the account.
   *
   * @throws IOException if others than the owner may read the file, or it lacks a line
   */
  public static Credentials read(Path directory, String account) throws IOException {
    Path file = directory == null ? null : directory.resolve(account);
    if (file == null || !Files.exists(file)) {
      return null;
    }
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    boolean ownerOnly = rights.stream().allMatch(right -> right.name().startsWith("OWNER"));
    if (!ownerOnly) {
      throw new IOException(file + " must be readable by its owner only");
    }
    Properties lines = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      lines.load(in);
    }
    if (lines.getProperty("key") == null || lines.getProperty("secret") == null) {
      throw new IOException(file + " must have a line key= and a line secret=");
    }
    return new Credentials(
        lines.getProperty("key").trim(),
        lines.getProperty("secret").trim(),
        lines.getProperty("passphrase", "").trim());
  }

  public boolean isKey(String given) {
    return key.equals(given);
  }

  /** Empty where the file has none. */
  public boolean isPassphrase(String given) {
    return passphrase.equals(given);
  }

  /** For checking a signature. */
  public String secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
