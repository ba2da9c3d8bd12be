package org.hedgerow.gateway;

import java.util.function.Consumer;

/** Appends entries to the journal. */
interface JournalWriter extends AutoCloseable {
  /**
   * Appends an entry.
   *
   * @param done is told null once the entry is in the journal, or why it is not; on a thread of the
   *     writer's
   */
  void append(String group, byte[] entry, Consumer<Exception> done);

  @Override
  void close();
}
