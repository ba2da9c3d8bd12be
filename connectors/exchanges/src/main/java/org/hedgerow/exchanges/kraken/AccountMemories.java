package org.hedgerow.exchanges.kraken;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The {@link AccountMemory} of each private connection, by its name. */
final class AccountMemories {
  private final Map<String, AccountMemory> memories = new HashMap<>();

  AccountMemory of(String connection) {
    return memories.computeIfAbsent(connection, name -> new AccountMemory());
  }

  Map<String, byte[]> written() {
    Map<String, byte[]> written = new TreeMap<>();
    memories.forEach((connection, memory) -> written.put(connection, memory.write()));
    return written;
  }

  void restore(String connection, byte[] written) {
    memories.put(connection, AccountMemory.read(written));
  }
}
