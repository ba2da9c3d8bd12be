package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the journal what came of orders. An outcome is in its row first and is published from
 * there; what is not marked as published is published again, also if somebody else wrote it: the
 * owner before, or a person.
 */
final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final String account;
  private final IntentLog log;
  private final JournalWriter journal;
  private final Lane lane;
  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);

  /** Reports of outcomes on their way to the journal. */
  private final Set<String> underWay = new HashSet<>();

  /** By report, those that the journal has and whose rows do not say so yet. */
  private final Map<String, IntentLog.Published> arrived = new LinkedHashMap<>();

  private boolean databaseMissing;

  Outcomes(String account, IntentLog log, JournalWriter journal, Lane lane) {
    this.account = account;
    this.log = log;
    this.journal = journal;
    this.lane = lane;
  }

  /**
   * Writes the same outcome of orders in one round trip, and publishes it of each.
   *
   * @return the client order ids of those that a person has resolved before
   */
  Set<String> conclude(String outcome, List<Concluded> concluded) throws IOException {
    List<IntentLog.Conclusion> rows = new ArrayList<>(concluded.size());
    for (Concluded one : concluded) {
      rows.add(new IntentLog.Conclusion(one.reservation(), codec.encode(one.report())));
    }
    Set<String> resolved = log.conclude(outcome, rows);
    for (int i = 0; i < rows.size(); i++) {
      if (!resolved.contains(rows.get(i).reservation().order().getClientOrderId())) {
        publishOutcome(concluded.get(i).report(), rows.get(i).report());
      }
    }
    return resolved;
  }

  /**
   * The same of one.
   *
   * @return false if a person has resolved it before
   */
  boolean conclude(Reservation reservation, String outcome, JournalEntry report)
      throws IOException {
    return conclude(outcome, List.of(new Concluded(reservation, report))).isEmpty();
  }

  /** An order's end, and the report that says so. */
  record Concluded(Reservation reservation, JournalEntry report) {}

  /** Publishes what is no outcome: only an outcome's row waits to be marked. */
  void publish(JournalEntry entry) {
    append(entry, codec.encode(entry), () -> {});
  }

  /**
   * Publishes outcomes that are written and not marked.
   *
   * @param found told of each order, whose outcome may be another's
   */
  void publishWritten(Consumer<String> found) throws IOException {
    for (byte[] report : log.unpublished(account)) {
      JournalEntry entry = codec.decode(report);
      ExecutionReport told = (ExecutionReport) entry.getPayload();
      if (!underWay.contains(told.getReportId())) {
        found.accept(told.getClientOrderId());
        publishOutcome(entry, report);
      }
    }
  }

  /**
   * Looks for outcomes that others wrote, again and again. A database that is away is waited for;
   * it is the next reserve that fails.
   */
  void poll(long everyMillis, Consumer<String> found) {
    lane.later(
        () -> {
          try {
            publishWritten(found);
            databaseMissing = false;
          } catch (IOException e) {
            if (!databaseMissing) {
              LOG.error("DATABASE_DOWN: account {}: {}", account, e.getMessage());
            }
            databaseMissing = true;
          }
          poll(everyMillis, found);
        },
        everyMillis);
  }

  private void publishOutcome(JournalEntry entry, byte[] report) {
    ExecutionReport told = (ExecutionReport) entry.getPayload();
    String id = told.getReportId();
    underWay.add(id);
    append(
        entry,
        report,
        () -> {
          arrived.put(id, new IntentLog.Published(told.getClientOrderId(), commandNumber(told)));
          if (arrived.size() == 1) {
            lane.run(this::markArrived);
          }
        });
  }

  /** One round trip for all that arrived while the lane had other things to do. */
  private void markArrived() throws IOException {
    log.published(List.copyOf(arrived.values()));
    underWay.removeAll(arrived.keySet());
    arrived.clear();
  }

  private void append(JournalEntry entry, byte[] bytes, Lane.Step then) {
    String id = ((ExecutionReport) entry.getPayload()).getReportId();
    journal.append(
        entry.getGroup(),
        bytes,
        failure ->
            lane.run(
                () -> {
                  if (failure != null) {
                    throw new IOException("report " + id + " did not reach the journal", failure);
                  }
                  then.run();
                }));
  }

  private static int commandNumber(ExecutionReport report) {
    return Integer.parseInt(report.getReportId().split("/", -1)[1]);
  }
}
