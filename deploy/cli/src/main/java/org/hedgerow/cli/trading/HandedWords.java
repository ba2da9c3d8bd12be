package org.hedgerow.cli.trading;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.schema.TradingScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words that a command said, that did not reach everyone and that it hands to the stack's kill
 * switch, which goes on saying them: a file each in the stack's home. It takes them up within a
 * second, or when it is started again.
 */
final class HandedWords {
  private static final String PREFIX = "trading-handed-";
  private static final String SUFFIX = ".jsonl";

  private static final Logger LOG = LoggerFactory.getLogger(HandedWords.class);

  private final PendingWords words;

  HandedWords(StackLayout layout) {
    words = new PendingWords(layout.run().resolve(PREFIX + UUID.randomUUID() + SUFFIX));
  }

  /** Where the command keeps what it could not say. */
  PendingWords words() {
    return words;
  }

  /** Takes up what was handed over; what cannot be read is said each time, and stays. */
  static void adopt(StackLayout layout, PendingWords by) {
    try {
      for (Path file : files(layout)) {
        by.adopt(new PendingWords(file));
        delete(file);
      }
    } catch (CommandFailed e) {
      LOG.error("HANDED_NOT_READ: {}", e.getMessage());
    }
  }

  /** Another word about that scope is about to be said, by a command too. */
  static void forget(StackLayout layout, TradingScope where) {
    for (Path file : files(layout)) {
      PendingWords handed = new PendingWords(file);
      handed.forget(where.toString());
      if (handed.isEmpty()) {
        delete(file);
      }
    }
  }

  private static List<Path> files(StackLayout layout) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(layout.run(), PREFIX + "*" + SUFFIX)) {
      found.forEach(files::add);
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + layout.run() + ": " + e.getMessage(), e);
    }
    return files;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CommandFailed("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
