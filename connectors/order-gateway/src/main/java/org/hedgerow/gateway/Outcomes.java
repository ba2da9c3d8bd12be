package org.hedgerow.gateway;

import java.io.IOException;
import java.util.HashSet;
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

  private boolean databaseMissing;

  Outcomes(String account, IntentLog log, JournalWriter journal, Lane lane) {
    this.account = account;
    this.log = log;
    this.journal = journal;
    this.lane = lane;
  }

  /**
   * Writes an outcome and publishes it.
   *
   * @return false if a person has resolved the order before
   */
  boolean conclude(Reservation reservation, String outcome, JournalEntry entry) throws IOException {
    byte[] report = codec.encode(entry);
    if (!log.conclude(reservation, outcome, report)) {
      return false;
    }
    publishOutcome(entry, report);
    return true;
  }

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
          underWay.remove(id);
          log.published(told.getClientOrderId(), commandNumber(told));
        });
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
