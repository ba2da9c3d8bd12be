package org.hedgerow.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;

/**
 * Debian's apt with sources, lists and archives of its own: nothing of the system's changes and no
 * right is needed. Every index is checked against Debian's keys, and every package against its
 * index, as always.
 */
final class PrivateApt {
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private final Path folder;
  private final Path keyring;

  PrivateApt(Path folder) {
    this(folder, KEYRING);
  }

  PrivateApt(Path folder, Path keyring) {
    this.folder = folder;
    this.keyring = keyring;
  }

  /**
   * One package to fetch.
   *
   * @param name without version
   * @param bytes of the archive
   */
  record Archive(String name, long bytes) {}

  /**
   * Reads the index of a release. Where this machine's keys are older than the release, newer ones
   * come from the release that the machine runs, which the keys it has do vouch for.
   */
  void update(DebianMirror mirror, String release) {
    if (!Files.isReadable(keyring)) {
      throw new CommandFailed(
          "Debian's keys are not on this machine (package debian-archive-keyring), so its packages cannot be trusted");
    }
    try {
      update(mirror.uri(), release, keyring);
    } catch (CommandFailed failed) {
      if (!failed.getMessage().contains("NO_PUBKEY") || mirror.suite().equals(release)) {
        throw failed;
      }
      update(mirror.uri(), mirror.suite(), keyring);
      Path keys = folder.resolve("keys");
      List<Path> archives = download(List.of("debian-archive-keyring"), keys);
      Jvm.run(
          "unpacking Debian's newer keys",
          List.of("dpkg-deb", "-x", archives.get(0).toString(), keys.toString()));
      update(mirror.uri(), release, keys.resolve(Path.of("/").relativize(KEYRING)));
    }
  }

  private void update(String uri, String release, Path keyring) {
    for (String part : List.of("lists/partial", "cache/archives/partial", "empty")) {
      Folders.create(folder.resolve(part));
    }
    try {
      Files.writeString(
          folder.resolve("sources.list"),
          "deb [signed-by=" + keyring + "] " + uri + " " + release + " main\n");
      Files.writeString(folder.resolve("status"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("reading Debian's index of packages", List.of("update"), folder);
  }

  /** The packages and all that they depend on, with the sizes of their archives. */
  List<Archive> closure(List<String> packages) {
    List<String> words = new ArrayList<>(List.of("install", "--print-uris", "-y"));
    words.addAll(packages);
    List<Archive> archives = new ArrayList<>();
    run("resolving the packages' dependencies", words, folder)
        .lines()
        .filter(line -> line.startsWith("'"))
        .map(line -> line.split(" "))
        .forEach(
            fields ->
                archives.add(new Archive(fields[1].split("_")[0], Long.parseLong(fields[2]))));
    if (archives.isEmpty()) {
      throw new CommandFailed("Debian's index has no " + String.join(", ", packages));
    }
    return archives;
  }

  /** Fetches the archives of those packages, and of nothing they depend on, into a folder. */
  List<Path> download(List<String> packages, Path into) {
    Folders.create(into);
    List<String> words = new ArrayList<>(List.of("download"));
    words.addAll(packages);
    run("downloading from Debian", words, into);
    try (var files = Files.list(into)) {
      return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run(String what, List<String> words, Path directory) {
    Map<String, String> options =
        Map.of(
            "Dir::Etc::sourcelist", folder.resolve("sources.list").toString(),
            "Dir::Etc::sourceparts", folder.resolve("empty").toString(),
            "Dir::Etc::preferences", "/dev/null",
            "Dir::Etc::preferencesparts", folder.resolve("empty").toString(),
            "Dir::State", folder.toString(),
            "Dir::State::status", folder.resolve("status").toString(),
            "Dir::State::lists", folder.resolve("lists").toString(),
            "Dir::Cache", folder.resolve("cache").toString());
    List<String> command = new ArrayList<>(List.of("apt-get", "-q"));
    options.forEach((name, value) -> command.addAll(List.of("-o", name + "=" + value)));
    for (String option :
        List.of(
            "APT::Sandbox::User=",
            "APT::Install-Recommends=false",
            "APT::Update::Error-Mode=any",
            "Acquire::Languages=none",
            "Acquire::Retries=2")) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(words);
    return Jvm.run(
        what, command, "", Map.of("LC_ALL", "C", "DEBIAN_FRONTEND", "noninteractive"), directory);
  }
}
