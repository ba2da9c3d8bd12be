package org.hedgerow.engine.journal;

import org.hedgerow.engine.state.BoundedSet;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.RetainedSet;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.StreamMark;

/**
 * Which entries count. Producers are at-least-once, so an entry may come twice, or come before one
 * that its producer has yet to send again.
 *
 * <p>A market entry is accepted only if its sequence is above the mark of its stream and its {@code
 * previous} at or below it. Above alone would lose what a failed batch sends again; equal would
 * stall for ever where a rerun filters one entry differently. What belongs to an account is known
 * by its business identity alone, and only moves the mark.
 */
public final class Acceptance {
  /** A ticker that went on after a longer pause has to take a new epoch. */
  public static final long LARGEST_STEP_MICROS = 5_000_000;

  private final GroupTables tables;
  private final BoundedSet identities;
  private final BoundedSet snapshots;
  private final BoundedSet signals;

  public Acceptance(GroupTables tables) {
    this.tables = tables;
    this.identities = new BoundedSet("entries", tables, forgotten -> {});
    this.snapshots = new BoundedSet("snapshots", tables, forgotten -> {});
    this.signals = new BoundedSet("signals", tables, forgotten -> {});
  }

  /**
   * {@link Outcome#APPLIED} if the entry counts, else why it does not. Marks move with an entry
   * that counts.
   */
  public Outcome judge(JournalEntry entry, GroupHeader header) {
    Object payload = entry.getPayload();
    if (payload instanceof Tick tick) {
      return tick(tick, header);
    }
    if (payload instanceof ConfigChange change) {
      return version(change, header);
    }
    if (payload instanceof EngineChange change) {
      return change.getToVersion().equals(header.getEngineVersion())
          ? Outcome.DUPLICATE
          : Outcome.APPLIED;
    }
    Outcome chain = chain(entry.getOrigin());
    if (isKnownByIdentity(payload)) {
      return isNew(entry) ? Outcome.APPLIED : Outcome.DUPLICATE;
    }
    return chain;
  }

  /**
   * Executions are kept apart, for as long as a venue may repeat them; so are the reports of
   * snapshots, of which there are many and which nobody asks for again; and so are signals, so that
   * no number of them makes an order's report forgotten.
   */
  private boolean isNew(JournalEntry entry) {
    String identity = identity(entry);
    if (entry.getPayload() instanceof Signal) {
      return signals.add(identity);
    }
    boolean execution = isExecution(entry.getPayload());
    if (!execution && !isOfSnapshot(entry.getPayload())) {
      return identities.add(identity);
    }
    // Engines before 0.3.0 kept all of them together.
    if (identities.contains(identity)) {
      return false;
    }
    if (!execution) {
      return snapshots.add(identity);
    }
    ExecutionReport report = (ExecutionReport) entry.getPayload();
    return new RetainedSet("executions/" + place(report), tables)
        .add(report.getExecutionId(), happened(entry));
  }

  /** Where an execution's id is unique. */
  private static String place(ExecutionReport report) {
    return report.getVenue() + "/" + report.getAccount() + "/" + report.getInstrument();
  }

  private static boolean isExecution(Object payload) {
    return payload instanceof ExecutionReport report
        && report.getExecutionType() == ExecutionType.TRADE;
  }

  private static boolean isOfSnapshot(Object payload) {
    return (payload instanceof PositionReport position && position.getSnapshot() != null)
        || (payload instanceof BalanceReport balance && balance.getSnapshot() != null);
  }

  /** By the venue; what it says to be in the future, when we heard of it. */
  private static long happened(JournalEntry entry) {
    Long venues = entry.getVenueTimeMicros();
    return venues == null
        ? entry.getReceiveTimeMicros()
        : Math.min(venues, entry.getReceiveTimeMicros());
  }

  /**
   * Moves the mark past an entry that the group has no use for, since it has no configuration yet:
   * what follows it names it as its predecessor.
   */
  public void passOver(JournalEntry entry) {
    if (!(entry.getPayload() instanceof Tick)) {
      Outcome unused = chain(entry.getOrigin());
    }
  }

  /**
   * Takes a stream up in its middle: what stands before the entry in it is nobody's concern. Does
   * nothing for a stream that has a mark.
   */
  void join(Origin origin) {
    if (tables.streams().get(origin.getStream()) == null) {
      tables.streams().put(origin.getStream(), new StreamMark(origin.getPrevious()));
    }
  }

  private Outcome chain(Origin origin) {
    StreamMark mark = tables.streams().get(origin.getStream());
    long last = mark == null ? -1 : mark.getSequence();
    if (origin.getSequence() <= last) {
      return Outcome.DUPLICATE;
    }
    if (origin.getPrevious() > last) {
      return Outcome.OUT_OF_CHAIN;
    }
    if (mark == null) {
      mark = new StreamMark(origin.getSequence());
    } else {
      mark.setSequence(origin.getSequence());
    }
    tables.streams().put(origin.getStream(), mark);
    return Outcome.APPLIED;
  }

  private static Outcome tick(Tick tick, GroupHeader header) {
    if (tick.getEpoch() < header.getTickEpoch()) {
      return Outcome.FENCED_TICK;
    }
    if (tick.getEpoch() == header.getTickEpoch()) {
      if (tick.getSequence() <= header.getTickSequence()) {
        return Outcome.DUPLICATE;
      }
      if (tick.getTimeMicros() - header.getClockMicros() > LARGEST_STEP_MICROS) {
        return Outcome.FENCED_TICK;
      }
    }
    header.setTickEpoch(tick.getEpoch());
    header.setTickSequence(tick.getSequence());
    header.setClockMicros(Math.max(header.getClockMicros(), tick.getTimeMicros()));
    return Outcome.APPLIED;
  }

  private static Outcome version(ConfigChange change, GroupHeader header) {
    if (change.getVersion() == header.getConfigVersion()) {
      return Outcome.DUPLICATE;
    }
    if (change.getVersion() < header.getConfigVersion()) {
      return Outcome.OLD_VERSION;
    }
    boolean first = header.getConfigVersion() == 0;
    return first || change.getEngineVersion().equals(header.getEngineVersion())
        ? Outcome.APPLIED
        : Outcome.OTHER_ENGINE;
  }

  private static boolean isKnownByIdentity(Object payload) {
    return payload instanceof ExecutionReport
        || payload instanceof BalanceReport
        || payload instanceof PositionReport
        || payload instanceof Command
        || payload instanceof Signal;
  }

  private static String identity(JournalEntry entry) {
    if (entry.getPayload() instanceof ExecutionReport report) {
      String scope = report.getVenue() + "/" + report.getAccount() + "/";
      return report.getExecutionType() == ExecutionType.TRADE
          ? scope + report.getInstrument() + "/execution/" + report.getExecutionId()
          : scope + "report/" + report.getReportId();
    }
    if (entry.getPayload() instanceof BalanceReport report) {
      return report.getVenue() + "/" + report.getAccount() + "/balance/" + report.getReportId();
    }
    if (entry.getPayload() instanceof PositionReport report) {
      return report.getVenue() + "/" + report.getAccount() + "/position/" + report.getReportId();
    }
    return entry.getOrigin().getId();
  }
}
