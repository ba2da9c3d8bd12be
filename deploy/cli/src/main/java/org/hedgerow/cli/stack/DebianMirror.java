package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hedgerow.cli.CommandFailed;

/**
 * The Debian mirror that this machine already uses, from its apt sources: no other host is asked.
 *
 * @param uri its address
 * @param suite the release that the machine itself takes from it
 */
record DebianMirror(String uri, String suite) {
  /**
   * The main archive's releases; a mirror of security updates only has names such as {@code
   * bookworm-security}.
   */
  private static final Set<String> RELEASES =
      Set.of(
          "stable",
          "oldstable",
          "oldoldstable",
          "testing",
          "unstable",
          "sid",
          "buster",
          "bullseye",
          "bookworm",
          "trixie",
          "forky",
          "duke");

  /** The first in {@code sources.list}, then in the files of {@code sources.list.d} by name. */
  static Optional<DebianMirror> of(Path aptFolder) {
    List<Path> files = new ArrayList<>();
    files.add(aptFolder.resolve("sources.list"));
    Path parts = aptFolder.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> found = Files.list(parts)) {
        found.sorted().forEach(files::add);
      } catch (IOException e) {
        throw new CommandFailed("cannot read " + parts + ": " + e.getMessage(), e);
      }
    }
    for (Path file : files) {
      Optional<DebianMirror> mirror = read(file);
      if (mirror.isPresent()) {
        return mirror;
      }
    }
    return Optional.empty();
  }

  private static Optional<DebianMirror> read(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file);
      if (file.toString().endsWith(".list")) {
        return ofOneLineStyle(text);
      }
      return file.toString().endsWith(".sources") ? ofDeb822(text) : Optional.empty();
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Lines such as {@code deb [options] URI suite component...}. */
  static Optional<DebianMirror> ofOneLineStyle(String text) {
    for (String line : text.lines().toList()) {
      String plain = line.strip().replaceFirst("\\[[^\\]]*\\]", "");
      String[] words = plain.split("\\s+");
      if (words.length >= 4 && words[0].equals("deb")) {
        Optional<DebianMirror> mirror =
            of(words[1], List.of(words[2]), List.of(words).subList(3, words.length));
        if (mirror.isPresent()) {
          return mirror;
        }
      }
    }
    return Optional.empty();
  }

  /** Stanzas of {@code Field: values}, lines that go on being indented. */
  static Optional<DebianMirror> ofDeb822(String text) {
    for (String stanza : text.split("\\n[ \\t]*\\n")) {
      Map<String, String> fields = fields(stanza);
      boolean enabled = !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no");
      if (enabled && words(fields, "types").contains("deb")) {
        for (String uri : words(fields, "uris")) {
          Optional<DebianMirror> mirror =
              of(uri, words(fields, "suites"), words(fields, "components"));
          if (mirror.isPresent()) {
            return mirror;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<DebianMirror> of(
      String uri, List<String> suites, List<String> components) {
    if (uri.startsWith("cdrom:") || !components.contains("main")) {
      return Optional.empty();
    }
    return suites.stream()
        .filter(RELEASES::contains)
        .findFirst()
        .map(suite -> new DebianMirror(uri, suite));
  }

  private static Map<String, String> fields(String stanza) {
    Map<String, String> fields = new HashMap<>();
    String name = "";
    for (String line : stanza.lines().toList()) {
      if (line.startsWith("#")) {
        continue;
      }
      if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
        fields.merge(name, line.strip(), (before, more) -> before + " " + more);
      } else if (line.contains(":")) {
        name = line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT);
        fields.put(name, line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return fields;
  }

  private static List<String> words(Map<String, String> fields, String name) {
    return List.of(fields.getOrDefault(name, "").strip().split("\\s+"));
  }
}
