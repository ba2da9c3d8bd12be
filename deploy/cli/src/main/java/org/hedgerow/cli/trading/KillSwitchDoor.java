package org.hedgerow.cli.trading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.hedgerow.cli.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * What is spoken with the kill switch: the launcher says the token, the words of the command, a
 * line each, and an empty line. It hears the proof that this is who wrote the file, then {@code
 * out} lines for people and {@code exit} with the exit code; or {@code other} where such a command
 * wants a JVM of its own. A launcher that hears no exit code starts one: the same word twice does
 * no harm.
 */
final class KillSwitchDoor {
  private static final Logger LOG = LoggerFactory.getLogger(KillSwitchDoor.class);
  private static final int SILENCE_MILLIS = 2_000;
  private static final int MOST_WORDS = 64;
  private static final int MOST_CHARACTERS = 4_096;

  private final byte[] token;
  private final String proof;
  private final Function<Progress, StateChange> words;

  /**
   * A door.
   *
   * @param words says them, and what came of it to whom it is given
   */
  KillSwitchDoor(String token, String proof, Function<Progress, StateChange> words) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.proof = proof;
    this.words = words;
  }

  /** Serves until the socket is closed. */
  void serve(ServerSocket door) throws IOException {
    // One who connects and says nothing must not keep the next one out.
    ExecutorService each = Executors.newCachedThreadPool();
    try {
      while (true) {
        Socket caller = door.accept();
        each.execute(() -> answer(caller));
      }
    } finally {
      each.shutdownNow();
    }
  }

  /** Goes the way of a halt once, so that the first that matters finds its classes loaded. */
  void rehearse() {
    Optional<Integer> unused =
        run(
            List.of("halt", "--by", KillSwitch.NAME, "--reason", "rehearsal"),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  private void answer(Socket caller) {
    try (caller;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        PrintStream out =
            new PrintStream(caller.getOutputStream(), false, StandardCharsets.UTF_8)) {
      caller.setSoTimeout(SILENCE_MILLIS);
      caller.setTcpNoDelay(true);
      String said = line(in);
      if (!MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), token)) {
        LOG.warn("somebody without the token was sent away");
        return;
      }
      out.println(proof);
      List<String> arguments = new ArrayList<>();
      for (String word = line(in); !word.isEmpty(); word = line(in)) {
        arguments.add(word);
        if (arguments.size() > MOST_WORDS) {
          return;
        }
      }
      out.println(run(arguments, out).map(code -> "exit " + code).orElse("other"));
      out.flush();
    } catch (IOException e) {
      LOG.info("a caller was lost: {}", e.getMessage());
    } catch (RuntimeException e) {
      // Nothing that a caller says may end the thread in silence.
      LOG.error("a word was not said", e);
    }
  }

  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int sign = in.read(); sign != '\n'; sign = in.read()) {
      if (sign < 0 || line.length() > MOST_CHARACTERS) {
        throw new IOException("it ended in the middle of a line, or a line did not end");
      }
      line.append((char) sign);
    }
    return line.toString();
  }

  /** The exit code; empty where it is no word of ours, or not to those whom we are connected to. */
  private Optional<Integer> run(List<String> arguments, PrintStream out) {
    StateChange change = words.apply(new Progress(new Prefixed(out), false));
    TradingWord word = new TradingWord(change);
    Object command =
        switch (arguments.isEmpty() ? "" : arguments.get(0)) {
          // One that speaks with the venues itself has a JVM of its own.
          case "halt" -> arguments.contains("--direct") ? null : new HaltCommand(word);
          case "reduce" -> new ReduceCommand(word);
          case "cancel-only" -> new CancelOnlyCommand(word);
          case "resume" -> new ResumeCommand(word);
          case "flatten" -> new FlattenCommand(word);
          default -> null;
        };
    if (command == null) {
      return Optional.empty();
    }
    try {
      CommandLine line = new CommandLine(command).setCommandName("hedgerow " + arguments.get(0));
      line.parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
      if (word.isElsewhere() || line.isUsageHelpRequested() || line.isVersionHelpRequested()) {
        return Optional.empty();
      }
      line.setErr(new PrintWriter(Writer.nullWriter()));
      line.setExecutionExceptionHandler(
          (failure, failed, parsed) -> {
            LOG.error("a word was not said", failure);
            return CommandLine.ExitCode.USAGE;
          });
      int code = line.execute(arguments.subList(1, arguments.size()).toArray(String[]::new));
      return code == CommandLine.ExitCode.USAGE ? Optional.empty() : Optional.of(code);
    } catch (CommandLine.ParameterException wrong) {
      // Told by a JVM of its own, as every wrong command line is.
      return Optional.empty();
    }
  }

  /** Sends each line at once, marked as one for people. */
  private static final class Prefixed extends PrintStream {
    private final PrintStream to;

    Prefixed(PrintStream to) {
      super(to, false, StandardCharsets.UTF_8);
      this.to = to;
    }

    @Override
    public void println(String line) {
      to.println("out " + line);
      to.flush();
    }
  }
}
