package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianMirrorTest {
  private static final Optional<DebianMirror> FOUND =
      Optional.of(new DebianMirror("https://mirror.example/debian", "bookworm"));

  @TempDir Path apt;

  @Test
  void oneLineStyle() {
    assertEquals(
        FOUND,
        DebianMirror.ofOneLineStyle(
            """
            # deb https://old.example/debian bookworm main
            deb cdrom:[Debian 12]/ bookworm main
            deb-src https://source.example/debian bookworm main
            deb https://mirror.example/debian-security bookworm-security main
            deb https://other.example/tool any-name main
            deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian bookworm main contrib
            """));
  }

  @Test
  void deb822() {
    assertEquals(
        FOUND,
        DebianMirror.ofDeb822(
            """
            Types: deb
            URIs: https://disabled.example/debian
            Suites: bookworm
            Components: main
            Enabled: no

            Types: deb
            URIs: https://mirror.example/debian-security
            Suites: bookworm-security
            Components: main

            Types: deb deb-src
            # a comment
            URIs: https://mirror.example/debian
            Suites: bookworm
             bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
            """));
  }

  @Test
  void otherDistributionsHaveNone() {
    assertEquals(
        Optional.empty(),
        DebianMirror.ofOneLineStyle("deb http://archive.example/ubuntu noble main universe\n"));
  }

  @Test
  void looksIntoEveryFileButDisabledOnes() throws IOException {
    Path parts = Files.createDirectories(apt.resolve("sources.list.d"));
    Files.writeString(apt.resolve("sources.list"), "# empty\n");
    Files.writeString(
        parts.resolve("a.list.disabled"), "deb https://disabled.example/debian bookworm main\n");
    Files.writeString(
        parts.resolve("b.sources"),
        "Types: deb\nURIs: https://mirror.example/debian\nSuites: bookworm\nComponents: main\n");
    assertEquals(FOUND, DebianMirror.of(apt));
  }

  @Test
  void noAptNoMirror() {
    assertEquals(Optional.empty(), DebianMirror.of(apt.resolve("none")));
  }
}
