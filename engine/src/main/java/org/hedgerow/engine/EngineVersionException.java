package org.hedgerow.engine;

/**
 * A state or a journal of another engine: going on would give orders that no replay gives again.
 */
public final class EngineVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EngineVersionException(String message) {
    super(message);
  }

  static EngineVersionException state(String group, String version, long offset) {
    return new EngineVersionException(
        "group "
            + group
            + " is in a state of engine "
            + version
            + ", but this is engine "
            + EngineVersion.CURRENT
            + " and the entry at offset "
            + offset
            + " is no EngineChange from the one to the other: run engine "
            + version
            + ", or let it read up to such an entry and start this engine from its savepoint");
  }

  static EngineVersionException beginning(String group, String version, long offset) {
    return new EngineVersionException(
        "the first configuration of group "
            + group
            + " at offset "
            + offset
            + " is of engine "
            + version
            + ", but this is engine "
            + EngineVersion.CURRENT
            + ": replay that part of the journal with engine "
            + version
            + ", or start this engine from a savepoint that was taken at an EngineChange");
  }

  static EngineVersionException successor(String group, String version, long offset) {
    return new EngineVersionException(
        "from offset "
            + offset
            + " on the journal of group "
            + group
            + " belongs to engine "
            + version
            + ", but this is engine "
            + EngineVersion.CURRENT
            + ": stop this job with a savepoint and start engine "
            + version
            + " from it");
  }
}
