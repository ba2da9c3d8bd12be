package org.hedgerow.cli.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hedgerow.cli.stack.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, and the process that it speaks with. */
class KillSwitchDoorTest {
  private static final String TOKEN = "token-of-the-test";
  private static final String PROOF = "proof-of-the-test";

  @TempDir private Path checkout;

  private final KeptWords heard = new KeptWords();
  private ServerSocket door;

  @BeforeEach
  void open() throws IOException {
    door = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    KillSwitchDoor served =
        new KillSwitchDoor(TOKEN, PROOF, out -> new StateChange(heard, Optional.empty(), out));
    Thread thread =
        new Thread(
            () -> {
              try {
                served.serve(door);
              } catch (IOException closed) {
                // The end of the test.
              }
            });
    thread.setDaemon(true);
    thread.start();
    // A checkout in which a stack is up, and nothing is built: a JVM would have nothing to run.
    Files.copy(
        Path.of("../../hedgerow"),
        checkout.resolve("hedgerow"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(checkout.resolve(".hedgerow/run"));
    Files.writeString(checkout.resolve(".hedgerow/run/stack.json"), "{\"pid\" : 1}");
    write(PROOF);
  }

  @AfterEach
  void close() throws IOException {
    door.close();
  }

  private void write(String proof) {
    new Credentials(checkout.resolve(".hedgerow/run/credentials"))
        .write(
            KillSwitch.NAME,
            new Credentials.Credential(Integer.toString(door.getLocalPort()), TOKEN),
            proof);
  }

  private record Said(int exit, String text) {}

  private Said launch(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(checkout.resolve("hedgerow").toString());
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Where the fast way is not taken, the launcher has to go on to its JDK; it finds none.
    builder.environment().put("JAVA_HOME", checkout.resolve("no-jdk").toString());
    builder.environment().remove("HEDGEROW_STACK");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private void leftToAJvm(Said said) {
    assertEquals(1, said.exit(), said.text());
    assertTrue(said.text().contains("JAVA_HOME"), said.text());
  }

  @Test
  void aHaltIsSaidWithoutAJvm() throws Exception {
    Said said = launch("halt", "--scope", "venue:OKX", "--by", "anna", "--reason", "a \"drill\" *");
    assertEquals(0, said.exit(), said.text());
    assertTrue(said.text().contains("Gateways: venue:OKX is HALTED"), said.text());
    assertTrue(said.text().contains("1000 orders are canceled"), said.text());
    assertEquals(List.of("HALT venue:OKX HALTED"), heard.rows);
    assertEquals(List.of("HALT venue:OKX by anna"), heard.entries);
  }

  @Test
  void whatCameOfItIsTheExitCode() throws Exception {
    heard.databaseDown = true;
    Said said = launch("halt", "--by", "anna", "--reason", "a drill");
    assertEquals(1, said.exit(), said.text());
    assertTrue(said.text().contains("Gateways: NOT TOLD (refused)"), said.text());
  }

  @Test
  void eachOfTheFiveWordsIsKnown() throws Exception {
    for (String word : List.of("halt", "reduce", "cancel-only", "flatten", "resume")) {
      assertEquals(0, launch(word, "--by", "anna", "--reason", "a drill").exit(), word);
    }
    assertEquals(
        List.of(
            "HALT all HALTED",
            "REDUCE all REDUCING",
            "CANCEL_ONLY all CANCEL_ONLY",
            "FLATTEN all REDUCING",
            "RESUME all ACTIVE"),
        heard.rows);
  }

  /** That speaks with the venues itself; the word of it does not wait for its JVM. */
  @Test
  void aDirectHaltHasAJvmOfItsOwnAndItsWordIsSaidAtOnce() throws Exception {
    leftToAJvm(
        launch(
            "halt",
            "--direct",
            "--configuration",
            "a file",
            "--by",
            "anna",
            "--reason",
            "Kafka is dead"));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      synchronized (heard) {
        if (!heard.rows.isEmpty()) {
          break;
        }
      }
      Thread.sleep(20);
    }
    assertEquals(List.of("HALT all HALTED"), heard.rows);
  }

  /** Wrong words, other stacks, and whoever cannot prove that the file is his. */
  @Test
  void theRestIsLeftToAJvmOfItsOwn() throws Exception {
    leftToAJvm(launch("halt", "--by", "anna"));
    leftToAJvm(launch("halt", "--by", "anna", "--reason", "x", "--scope", "acount:perp"));
    leftToAJvm(launch("halt", "--by", "anna", "--reason", "x", "--database", "jdbc:x"));
    leftToAJvm(launch("halt", "--by", "anna", "--reason", "two\nlines"));
    leftToAJvm(launch("halt", "--help"));
    leftToAJvm(launch("halt", "--by", "guard", "--reason", "a person by that name"));
    leftToAJvm(launch("halt", "--by", "Risk", "--reason", "a person by that name"));
    assertEquals(List.of(), heard.entries);
    write("another proof");
    leftToAJvm(launch("halt", "--by", "anna", "--reason", "to an impostor"));
    door.close();
    leftToAJvm(launch("halt", "--by", "anna", "--reason", "nobody listens"));
    Files.delete(checkout.resolve(".hedgerow/run/credentials/" + KillSwitch.NAME));
    leftToAJvm(launch("halt", "--by", "anna", "--reason", "nothing resident"));
  }

  @Test
  void withoutTheTokenNothingIsSaid() throws Exception {
    try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort())) {
      stranger
          .getOutputStream()
          .write("guess\nhalt\n--by\nx\n--reason\nx\n\n".getBytes(StandardCharsets.UTF_8));
      assertEquals(
          "", new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException reset) {
      // Sent away before it had finished.
    }
    assertEquals(List.of(), heard.rows);
  }
}
