package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.hedgerow.cli.CommandFailed;

/**
 * The jobs' jar with other jars in its folder {@code lib}: Flink's client puts those on the class
 * path of the job beside the jar itself, wherever the job runs. So a strategy of a user's own needs
 * no change to the cluster, and is loaded by the loader that loads ours.
 */
final class JobsJar {
  private JobsJar() {}

  /**
   * The jar to submit: the jobs' own if there are no others, else a copy with these within.
   *
   * @param plugins a folder of jars; it need not exist
   * @param copy where the copy is written
   */
  static Path with(Path jobs, Path plugins, Path copy) {
    try {
      List<Path> jars = jars(plugins);
      if (jars.isEmpty()) {
        return jobs;
      }
      Files.createDirectories(copy.getParent());
      Path begun = Files.createTempFile(copy.getParent(), "hedgerow-jobs-", ".jar");
      try {
        Files.copy(jobs, begun, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem inside = FileSystems.newFileSystem(begun)) {
          Files.createDirectories(inside.getPath("lib"));
          for (Path jar : jars) {
            Files.copy(jar, inside.getPath("lib", jar.getFileName().toString()));
          }
        }
        return Files.move(begun, copy, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(begun);
      }
    } catch (IOException e) {
      throw new CommandFailed(
          "cannot put the jars of " + plugins + " into " + copy + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> jars(Path plugins) throws IOException {
    if (!Files.isDirectory(plugins)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(plugins)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
