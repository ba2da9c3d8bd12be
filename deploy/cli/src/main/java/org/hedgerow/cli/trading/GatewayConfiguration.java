package org.hedgerow.cli.trading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.ConfigurationText;
import org.hedgerow.cli.flink.JobArguments;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.order.ClientOrderId;

/**
 * What a stack's gateway was submitted with, kept in the stack's home for {@code halt --direct}:
 * the accounts and the venues' addresses, and the journal by whose number our orders are known.
 * When that is needed neither the journal nor a cluster may be there to be asked. It holds no
 * secret.
 *
 * @param journal the number in client order ids; empty: of any journal
 */
public record GatewayConfiguration(Configuration configuration, OptionalInt journal) {
  private static final String FILE = "gateway-configuration.yaml";
  private static final String JOURNAL = "# journal ";

  /** Keeps it where the gateway is among the jobs. */
  public static void keep(
      StackLayout layout, Collection<JobCatalogue> jobs, JobArguments arguments) {
    if (!jobs.contains(JobCatalogue.GATEWAY)) {
      return;
    }
    Path file = layout.run().resolve(FILE);
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(FILE + ".next");
      Files.writeString(next, JOURNAL + arguments.journal() + "\n" + arguments.configuration());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads it.
   *
   * @param given another file, with the variables of the environment in it
   * @throws CommandFailed if there is none, or it is wrong
   */
  static GatewayConfiguration read(StackLayout layout, Optional<Path> given) {
    Path file = given.orElse(layout.run().resolve(FILE));
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailed(
          "cannot read "
              + file
              + ", and so it is not known where our orders are: name the file by --configuration",
          e);
    }
    OptionalInt journal = OptionalInt.empty();
    if (given.isEmpty() && text.startsWith(JOURNAL)) {
      String id = text.substring(JOURNAL.length(), text.indexOf('\n')).trim();
      journal = OptionalInt.of(ClientOrderId.journalNumber(id));
    }
    Map<String, String> variables = given.isEmpty() ? Map.of() : System.getenv();
    return new GatewayConfiguration(ConfigurationText.parse(text, variables), journal);
  }

  /** Whether an order is ours by its id. */
  boolean isOurs(String clientOrderId) {
    return ClientOrderId.decode(clientOrderId)
        .filter(id -> journal.isEmpty() || id.journal() == journal.getAsInt())
        .isPresent();
  }
}
