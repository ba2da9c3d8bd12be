package org.hedgerow.cli.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words that did not reach everyone, in a file. Each is said again, to whom it did not reach, until
 * it does or another word about the same scope takes its place: what was said last holds in the
 * end. The same command said twice is once.
 */
final class PendingWords {
  private static final Logger LOG = LoggerFactory.getLogger(PendingWords.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<Word> words = new ArrayList<>();

  /** By scope, the last word that was said. */
  private final Map<String, Word> last = new HashMap<>();

  private record Word(Command command, TradingFence.State state, boolean fence, boolean journal) {}

  /**
   * Those that an earlier life left.
   *
   * @throws CommandFailed if the file is not what this wrote: nobody knows what was to be said
   */
  PendingWords(Path file) {
    this.file = file;
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        Word word = word(JSON.readTree(line));
        words.add(word);
        last.put(word.command().getScope(), word);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailed(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A word is about to be said: those before it, of its scope, are not said any more. */
  synchronized void begin(Command command, TradingFence.State state) {
    last.put(command.getScope(), new Word(command, state, false, false));
    if (words.removeIf(word -> word.command().getScope().equals(command.getScope()))) {
      write();
    }
  }

  /** Keeps a word for those whom it did not reach, unless another was said meanwhile. */
  synchronized void keep(
      Command command, TradingFence.State state, boolean fence, boolean journal) {
    if ((fence || journal) && isLast(command)) {
      words.add(new Word(command, state, fence, journal));
      write();
    }
  }

  private boolean isLast(Command command) {
    return last.get(command.getScope()).command().getCommandId().equals(command.getCommandId());
  }

  /** Takes over what another has kept, which was said after all that is here. */
  synchronized void adopt(PendingWords handed) {
    for (Word word : handed.words) {
      begin(word.command(), word.state());
      keep(word.command(), word.state(), word.fence(), word.journal());
    }
  }

  /** What is to be said of that scope is not said any more. */
  synchronized void forget(String scope) {
    if (words.removeIf(word -> word.command().getScope().equals(scope))) {
      write();
    }
  }

  /** Whether none is to be said. */
  synchronized boolean isEmpty() {
    return words.isEmpty();
  }

  /** Says them again, the oldest first; where nobody listens the rest is not tried. */
  void sayAgain(Voices voices) {
    List<Word> open;
    synchronized (this) {
      open = List.copyOf(words);
    }
    boolean database = true;
    boolean kafka = true;
    for (Word word : open) {
      TradingScope where = TradingScope.parse(word.command().getScope());
      boolean fence = word.fence() && database && fence(voices, word, where);
      database = fence || !word.fence();
      boolean journal = word.journal() && kafka && journal(voices, word, where);
      kafka = journal || !word.journal();
      if (fence || journal) {
        said(word, fence, journal);
      }
    }
  }

  private synchronized void said(Word word, boolean fence, boolean journal) {
    Word newest = last.get(word.command().getScope());
    if (!isLast(word.command())) {
      // A later word may have been said before this one arrived: it is said once more.
      words.removeIf(one -> one.command().getScope().equals(word.command().getScope()));
      words.add(new Word(newest.command(), newest.state(), fence, journal));
    } else {
      words.remove(word);
      Word left =
          new Word(
              word.command(), word.state(), word.fence() && !fence, word.journal() && !journal);
      if (left.fence() || left.journal()) {
        words.add(left);
      }
    }
    write();
  }

  private static boolean fence(Voices voices, Word word, TradingScope where) {
    try {
      voices.fence(word.command(), where, word.state());
      LOG.warn("{} of {} is in its row now", word.command().getType(), where);
      return true;
    } catch (SQLException e) {
      LOG.debug("not in its row yet", e);
      return false;
    }
  }

  private static boolean journal(Voices voices, Word word, TradingScope where) {
    try {
      voices.journal(word.command(), where);
      LOG.warn("{} of {} is in the journal now", word.command().getType(), where);
      return true;
    } catch (IOException | KafkaException | CommandFailed e) {
      LOG.debug("not in the journal yet", e);
      return false;
    }
  }

  private static Word word(JsonNode row) {
    return new Word(
        new Command(
            row.path("command_id").asText(),
            CommandType.valueOf(row.path("type").asText()),
            row.path("scope").asText(),
            row.path("by").asText(),
            row.path("reason").asText()),
        TradingFence.State.valueOf(row.path("state").asText()),
        row.path("gateways").asBoolean(),
        row.path("engine").asBoolean());
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    for (Word word : words) {
      ObjectNode row = JSON.createObjectNode();
      row.put("command_id", word.command().getCommandId());
      row.put("type", word.command().getType().name());
      row.put("scope", word.command().getScope());
      row.put("by", word.command().getBy());
      row.put("reason", word.command().getReason());
      row.put("state", word.state().name());
      row.put("gateways", word.fence());
      row.put("engine", word.journal());
      text.append(row).append('\n');
    }
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // It is still said again by this process; only a restart of it would forget.
      LOG.error("PENDING_NOT_KEPT: {} cannot be written", file, e);
    }
  }
}
