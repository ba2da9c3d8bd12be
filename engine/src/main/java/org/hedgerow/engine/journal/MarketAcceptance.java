package org.hedgerow.engine.journal;

import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.GroupHeader;

/**
 * Which market entries and ticks of a group count, for who reads the journal and does not hedge:
 * those that count for the engine, since the group's first configuration. What is known by its
 * identity never does here; its stream's mark moves with it, since what follows names it.
 *
 * <p>State: the engine's tables {@code header} (one row) and {@code streams} (a row for each
 * partition of raw-frames that feeds the group).
 */
public final class MarketAcceptance {
  private static final String ONLY_ROW = "";

  private final Table<GroupHeader> headers;
  private final Acceptance acceptance;

  public MarketAcceptance(TableFactory factory) {
    GroupTables tables =
        GroupTables.of(
            new TableFactory() {
              @Override
              public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
                return name.equals("header") || name.equals("streams")
                    ? factory.table(name, rows)
                    : new Unused<>(name);
              }
            });
    headers = tables.header();
    acceptance = new Acceptance(tables);
  }

  /** Whether the next entry of the group's partition counts. */
  public boolean accepts(JournalEntry entry, int partition, long offset) {
    return accepts(entry, partition, offset, false);
  }

  /** Whether no entry of the group has come yet. */
  public boolean isFresh() {
    return headers.get(ONLY_ROW) == null;
  }

  /**
   * The same for who reads the journal from somewhere in its middle.
   *
   * @param joins whether a stream that was not seen yet may begin with this entry, whatever stands
   *     before it, and without a configuration of the group
   */
  public boolean accepts(JournalEntry entry, int partition, long offset, boolean joins) {
    GroupHeader header = headers.get(ONLY_ROW);
    if (header == null) {
      header = GroupHeader.newBuilder().build();
    }
    if (offset <= header.getOffset()) {
      return false;
    }
    header.setPartition(partition);
    header.setOffset(offset);
    boolean accepted = judge(entry, header, joins);
    headers.put(ONLY_ROW, header);
    return accepted;
  }

  private boolean judge(JournalEntry entry, GroupHeader header, boolean joins) {
    Object payload = entry.getPayload();
    if (payload instanceof ConfigChange change) {
      header.setConfigVersion(Math.max(header.getConfigVersion(), change.getVersion()));
      return false;
    }
    if (payload instanceof EngineChange || payload instanceof JournalStart) {
      return false;
    }
    boolean counts = payload instanceof Tick || isMarket(entry);
    if (joins) {
      // Stands for the configuration that came before.
      header.setConfigVersion(Math.max(1, header.getConfigVersion()));
      if (counts && !(payload instanceof Tick)) {
        acceptance.join(entry.getOrigin());
      }
    }
    if (!counts || header.getConfigVersion() == 0) {
      acceptance.passOver(entry);
      return false;
    }
    return acceptance.judge(entry, header) == Outcome.APPLIED;
  }

  /** Whether its origin is a chain: market entries have no identity of their own. */
  private static boolean isMarket(JournalEntry entry) {
    return entry.getOrigin().getId() == null;
  }

  private record Unused<V>(String name) implements Table<V> {
    @Override
    public V get(String key) {
      throw used();
    }

    @Override
    public void put(String key, V row) {
      throw used();
    }

    @Override
    public void remove(String key) {
      throw used();
    }

    private IllegalStateException used() {
      return new IllegalStateException("market entries need no table " + name);
    }
  }
}
