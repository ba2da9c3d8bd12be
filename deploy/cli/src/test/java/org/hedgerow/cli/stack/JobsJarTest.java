package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsJarTest {
  private static final byte[] PLUGIN = "a jar".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void withoutPluginsItIsTheJobsJarItself() throws IOException {
    Path jobs = jobs();
    assertEquals(jobs, JobsJar.with(jobs, folder.resolve("none"), folder.resolve("copy.jar")));
    Files.createDirectories(folder.resolve("plugins"));
    Files.writeString(folder.resolve("plugins/README"), "no jar");
    assertEquals(jobs, JobsJar.with(jobs, folder.resolve("plugins"), folder.resolve("copy.jar")));
  }

  /** Twice: what was written before is replaced. */
  @Test
  void pluginsLieInItsFolderLib() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Files.write(plugins.resolve("own.jar"), PLUGIN);
    for (int i = 0; i < 2; i++) {
      Path copy = JobsJar.with(jobs(), plugins, folder.resolve("home/copy.jar"));
      try (FileSystem inside = FileSystems.newFileSystem(copy)) {
        assertArrayEquals(PLUGIN, Files.readAllBytes(inside.getPath("lib/own.jar")));
        assertEquals("main", Files.readString(inside.getPath("Main.class")));
      }
    }
    try (var left = Files.list(folder.resolve("home"))) {
      assertEquals(1, left.count());
    }
  }

  private Path jobs() throws IOException {
    Path jobs = folder.resolve("jobs.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jobs))) {
      zip.putNextEntry(new ZipEntry("Main.class"));
      zip.write("main".getBytes(StandardCharsets.UTF_8));
    }
    return jobs;
  }
}
