package org.hedgerow.cli.trading;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.DatabaseAddress;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.TradingScope;

/** Opens both ways for each word: for a command that ends after it. */
final class OpenedVoices implements Voices {
  private final String jdbcUrl;
  private final String bootstrapServers;
  private final Credentials credentials;

  OpenedVoices(String jdbcUrl, String bootstrapServers, Credentials credentials) {
    this.jdbcUrl = jdbcUrl;
    this.bootstrapServers = bootstrapServers;
    this.credentials = credentials;
  }

  @Override
  public void fence(Command command, TradingScope where, TradingFence.State state)
      throws SQLException {
    try (Connection connection = connect()) {
      set(connection, command, where, state);
    }
  }

  Connection connect() throws SQLException {
    return Database.connect(
        new DatabaseAddress(DatabaseAddress.Kind.CONFIGURED, jdbcUrl, null, null), credentials);
  }

  static void set(
      Connection connection, Command command, TradingScope where, TradingFence.State state)
      throws SQLException {
    new TradingFence(connection)
        .set(
            command.getCommandId(),
            command.getType().name(),
            where,
            state,
            command.getBy(),
            command.getReason());
  }

  @Override
  public Heard journal(Command command, TradingScope where) throws IOException {
    try (TradingJournal journal = new TradingJournal(bootstrapServers, StateChange.ANSWER_LIMIT)) {
      Set<String> groups = journal.groups();
      if (groups.isEmpty()) {
        throw new CommandFailed("nothing was written to it for a day: no group is known");
      }
      return journal.say(command, groups, where, () -> false);
    }
  }
}
