package org.hedgerow.exchange.simulated.binance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Properties;
import java.util.Set;

/** The key and secret that an account's requests must carry. */
public final class Credentials {
  private final String key;
  private final String secret;

  Credentials(String key, String secret) {
    this.key = key;
    this.secret = secret;
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
    return new Credentials(lines.getProperty("key").trim(), lines.getProperty("secret").trim());
  }

  boolean isKey(String given) {
    return key.equals(given);
  }

  boolean signs(String signed, String signature) {
    return Signature.matches(secret, signed, signature);
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
