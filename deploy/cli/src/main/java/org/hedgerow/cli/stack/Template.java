package org.hedgerow.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file among our resources with {@code @name@} for what a stack fills in. */
final class Template {
  private static final Pattern NAME = Pattern.compile("@([a-z][a-z0-9-]*)@");

  private Template() {}

  /**
   * The text with every name replaced.
   *
   * @throws IllegalArgumentException if it has a name without a value
   */
  static String fill(String resource, Map<String, String> values) {
    Matcher names = NAME.matcher(read(resource));
    StringBuilder text = new StringBuilder();
    while (names.find()) {
      String value = values.get(names.group(1));
      if (value == null) {
        throw new IllegalArgumentException(resource + ": no value for " + names.group(1));
      }
      names.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return names.appendTail(text).toString();
  }

  /** Writes the filled text there, making the folder. */
  static void write(String resource, Map<String, String> values, Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, fill(resource, values));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String read(String resource) {
    try (InputStream stream = Template.class.getResourceAsStream("/stack/" + resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
