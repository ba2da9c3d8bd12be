package org.hedgerow.engine.signal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The version of a definition: twelve hex digits of SHA-256 over its kind and its parameters as
 * they are written. Whoever changes one makes another definition, whose signals are others.
 */
final class DefinitionVersion {
  /**
   * Raised when the code of any kind, or a default of a parameter, comes to mean something else.
   */
  private static final String MEANING = "1";

  private static final int BYTES = 6;

  private DefinitionVersion() {}

  static String of(String kind, Map<String, String> parameters) {
    StringBuilder text = new StringBuilder(MEANING).append('\n').append(kind);
    new TreeMap<>(parameters)
        .forEach((key, value) -> text.append('\n').append(key).append('=').append(value));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
