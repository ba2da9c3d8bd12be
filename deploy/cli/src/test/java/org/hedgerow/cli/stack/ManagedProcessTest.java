package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.cli.CommandFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path home;
  private ManagedProcess process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.stop();
    }
  }

  @Test
  void isStoppedWithWhatItStarted() throws Exception {
    process = start("sleep 1000 & echo $! > child; wait");
    process.awaitReady(() -> Files.exists(run("child")) ? "" : "no child yet", SOON);
    long child = Long.parseLong(Files.readString(run("child")).strip());

    assertTrue(process.stop());

    assertFalse(process.isAlive());
    assertEquals(Optional.empty(), identityInTheEnd(child));
    assertFalse(process.stop(), "it was stopped before");
  }

  @Test
  void isKilledIfItDoesNotEnd() {
    ProcessSpec spec = spec("trap '' TERM; touch ready; while true; do sleep 1; done");
    process =
        ManagedProcess.start(
            new ProcessSpec(
                spec.name(),
                spec.command(),
                spec.environment(),
                spec.directory(),
                spec.output(),
                spec.log(),
                "TERM",
                0));
    process.awaitReady(() -> Files.exists(run("ready")) ? "" : "not yet", SOON);
    assertTrue(process.stop());
    assertFalse(process.isAlive());
  }

  @Test
  void showsTheEndOfTheLogIfItEnds() {
    process = start("echo something is wrong; exit 3");
    var failed = assertThrows(CommandFailed.class, () -> process.awaitReady(() -> "not yet", SOON));
    assertTrue(
        failed.getMessage().startsWith("part ended while starting; see "), failed.getMessage());
    assertTrue(failed.getMessage().endsWith("  something is wrong"), failed.getMessage());
  }

  @Test
  void saysThatItsPortIsTaken() {
    process = start("echo java.net.BindException: Address already in use; exit 1");
    var failed = assertThrows(PortTaken.class, () -> process.awaitReady(() -> "not yet", SOON));
    assertTrue(
        failed.getMessage().contains("one of its ports is taken by another program"),
        failed.getMessage());
  }

  @Test
  void saysWhatIsMissingWhenTheTimeIsOver() {
    process = start("sleep 1000");
    var failed =
        assertThrows(
            CommandFailed.class, () -> process.awaitReady(() -> "no answer", Duration.ofMillis(1)));
    assertTrue(failed.getMessage().startsWith("part did not serve within 0 s (no answer)"));
  }

  @Test
  void neverStopsAnotherThatGotItsNumber() {
    process = start("sleep 1000");
    ManagedProcess recycled =
        new ManagedProcess(process.spec(), process.pid(), "boot:another", 0, 0);

    assertFalse(recycled.isAlive());
    assertFalse(recycled.stop());

    assertTrue(process.isAlive());
  }

  @Test
  void readsTheStartOfAProcessWithAnOddName() {
    String tail = " S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2 3";
    assertEquals(Optional.of("boot:987654"), ProcessIdentity.ofStat("7 (a (b) c)" + tail, "boot"));
    assertEquals(
        Optional.empty(),
        ProcessIdentity.ofStat("7 (gone)" + tail.replace(" S ", " Z "), "boot"),
        "ended, waiting to be reaped");
  }

  @Test
  void anotherThatAnswersOnItsPortDoesNotMakeItReady() throws IOException {
    process = start("sleep 1000");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      var failed =
          assertThrows(
              CommandFailed.class, () -> process.awaitReady(port, () -> "", Duration.ofMillis(1)));
      assertTrue(
          failed.getMessage().contains("(another program listens on port " + port + ")"),
          failed.getMessage());
      assertEquals("", ListeningSocket.missing(ProcessHandle.current().pid(), port));
    }
  }

  @Test
  void readsTheKernelsTableOfSockets() {
    String table =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
           1: 0100007F:2384 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0
           2: 0100007F:2385 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0
        """;
    assertEquals(Set.of("socket:[111]"), ListeningSocket.inodes(table, 9092));
  }

  private static Optional<String> identityInTheEnd(long pid) throws InterruptedException {
    for (int i = 0; i < 100 && ProcessIdentity.of(pid).isPresent(); i++) {
      Thread.sleep(20);
    }
    return ProcessIdentity.of(pid);
  }

  private ManagedProcess start(String script) {
    return ManagedProcess.start(spec(script));
  }

  private ProcessSpec spec(String script) {
    try {
      Files.createDirectories(home.resolve("run"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return ProcessSpec.of(
        "part", List.of("sh", "-c", script), Map.of(), new StackLayout(home, home));
  }

  private Path run(String file) {
    return home.resolve("run").resolve(file);
  }
}
