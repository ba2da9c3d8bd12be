package org.hedgerow.timescaledb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.Valuation;

/**
 * One partition of one topic on its way into the tables: what was read and is not written yet, and
 * how far the database is. One transaction writes all of it and moves the offset by
 * compare-and-set, so that a record is stored exactly once whoever writes it, and a writer that was
 * replaced while it slept fails. After a failure it is of no more use: the next one reads the
 * database again.
 */
final class PartitionStore {
  /** Identities of topics without groups. */
  private static final String WHOLE_PARTITION = "";

  private final String topic;
  private final int partition;
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final RecordCodec<Order> orders = RecordCodec.of(Order.class);
  private final RecordCodec<Decision> decisions = RecordCodec.of(Decision.class);
  private final RecordCodec<DeadLetter> letters = RecordCodec.of(DeadLetter.class);
  private final RecordCodec<Alert> alerts = RecordCodec.of(Alert.class);
  private final RecordCodec<DataQuality> qualities = RecordCodec.of(DataQuality.class);
  private final RecordCodec<Valuation> valuations = RecordCodec.of(Valuation.class);
  private final RecordCodec<Bar> bars = RecordCodec.of(Bar.class);
  private final RecordCodec<Statistic> statistics = RecordCodec.of(Statistic.class);
  private final RecordCodec<RiskMetrics> metrics = RecordCodec.of(RiskMetrics.class);
  private final CopyBatch batch = new CopyBatch();
  private final RecordRows rows;
  private final SignalRows signals;
  private final StoreOffset offset;
  private final JournalAcceptance acceptance;
  private final StoredIdentities identities;
  private final StoredContracts contracts;
  private long next;
  private int pending;
  private long taken;

  private PartitionStore(
      String topic,
      int partition,
      StoreOffset offset,
      JournalAcceptance acceptance,
      StoredIdentities identities,
      StoredContracts contracts) {
    this.topic = topic;
    this.partition = partition;
    this.contracts = contracts;
    this.signals = new SignalRows(batch, partition);
    this.rows = new RecordRows(batch, partition, contracts, signals);
    this.offset = offset;
    this.acceptance = acceptance;
    this.identities = identities;
    this.next = offset.stored();
  }

  /** Reads how far the database is with that partition. */
  static PartitionStore open(Connection connection, String topic, int partition)
      throws SQLException, IOException {
    PartitionStore store =
        new PartitionStore(
            topic,
            partition,
            StoreOffset.open(connection, topic, partition),
            topic.equals(TopicCatalogue.JOURNAL)
                ? JournalAcceptance.open(connection, partition)
                : JournalAcceptance.ofNothing(),
            StoredIdentities.open(connection, topic, partition),
            topic.equals(TopicCatalogue.JOURNAL)
                ? StoredContracts.open(connection, partition)
                : StoredContracts.ofNothing());
    connection.commit();
    return store;
  }

  /**
   * Takes a record, or skips it if it is stored.
   *
   * @throws HoleException if records before it are missing
   * @throws OtherLogException if the database has another record in its place
   * @throws IOException if the bytes are no record of the topic
   */
  void add(StoreRecord record) throws IOException {
    if (record.offset() < next) {
      offset.requireSameLog(record);
      return;
    }
    if (record.offset() > next) {
      offset.beginAt(next, record.offset());
    }
    try {
      take(record);
    } catch (IOException e) {
      throw new IOException(
          topic + "/" + partition + " offset " + record.offset() + ": no record of that topic", e);
    }
    offset.taken(record);
    next = record.offset() + 1;
    pending++;
    taken += record.value().length;
  }

  int pending() {
    return pending;
  }

  /**
   * What waits in memory, at least: rows, and records whose rows are made when they are written.
   */
  long bytes() {
    return batch.bytes() + taken;
  }

  /**
   * Writes everything that was taken, in one transaction.
   *
   * @return how many rows
   * @throws ZombieException if another writer has moved the offset
   */
  long write(Connection connection) throws SQLException, IOException {
    long written = copy(connection);
    if (written >= 0) {
      connection.commit();
      written();
    }
    return Math.max(0, written);
  }

  /**
   * All of {@link #write} but the commit; -1 if there is nothing to commit.
   *
   * <p>The offset moves first and not last: whoever has the row lets no other writer of the
   * partition past it, so that two of them never wait for each other's identities and marks, and
   * one that was replaced finds out before it has copied anything.
   */
  long copy(Connection connection) throws SQLException, IOException {
    if (pending == 0) {
      return -1;
    }
    offset.move(connection);
    identities.decide(connection);
    long written = batch.write(connection);
    acceptance.write(connection);
    contracts.write(connection);
    return written;
  }

  private void written() {
    offset.moved();
    identities.decided();
    acceptance.written();
    contracts.written();
    pending = 0;
    taken = 0;
    batch.clear();
  }

  private void take(StoreRecord record) throws IOException {
    long at = record.offset();
    switch (topic) {
      case TopicCatalogue.JOURNAL -> takeEntry(entries.decode(record.value()), record);
      case TopicCatalogue.ORDERS -> {
        Order order = orders.decode(record.value());
        // As a tick: it says that the engine lives, once a second an account, and no more.
        if (order.getCommand() != OrderCommand.HEARTBEAT) {
          once(
              order.getClientOrderId() + "/" + order.getCommandNumber(),
              () -> rows.order(order, at));
        }
      }
      case TopicCatalogue.DECISIONS -> {
        Decision decision = decisions.decode(record.value());
        once(
            decision.getPortfolio()
                + "/"
                + decision.getCause().getPartition()
                + "/"
                + decision.getCause().getOffset(),
            () -> rows.decision(decision, at));
      }
      case TopicCatalogue.DEAD_LETTERS -> {
        DeadLetter letter = letters.decode(record.value());
        once(
            letter.getRawPartition()
                + "/"
                + letter.getRawOffset()
                + "/"
                + letter.getReason()
                + "/"
                + letter.getDetail(),
            () -> rows.deadLetter(letter, at));
      }
      case TopicCatalogue.ALERTS -> {
        Alert alert = alerts.decode(record.value());
        once(alert.getAlertId(), () -> rows.alert(alert, at));
      }
      case TopicCatalogue.DATA_QUALITY -> {
        DataQuality facts = qualities.decode(record.value());
        once(
            facts.getConnection()
                + "/"
                + facts.getInstrument()
                + "/"
                + facts.getMinuteMicros()
                + "/"
                + facts.getPart(),
            () -> rows.dataQuality(facts, at));
      }
      case TopicCatalogue.VALUATIONS -> {
        Valuation valuation = valuations.decode(record.value());
        once(
            valuation.getGroup() + "/" + valuation.getPortfolio() + "/" + valuation.getSequence(),
            () -> new ValuationRows(batch, partition).valuation(valuation, at));
      }
      case TopicCatalogue.BARS -> {
        Bar bar = bars.decode(record.value());
        once(SignalRows.identity(bar), () -> signals.bar(bar, at));
      }
      case TopicCatalogue.STATISTICS -> {
        Statistic statistic = statistics.decode(record.value());
        once(SignalRows.identity(statistic), () -> signals.statistic(statistic, at));
      }
      case TopicCatalogue.RISK_METRICS -> {
        RiskMetrics risk = metrics.decode(record.value());
        once(RiskRows.identity(risk), () -> new RiskRows(batch, partition).metrics(risk, at));
      }
      default -> throw new IOException("the store has no tables for topic " + topic);
    }
  }

  private void once(String identity, Runnable row) {
    identities.add(WHOLE_PARTITION, identity, null, row, () -> {});
  }

  private void takeEntry(JournalEntry entry, StoreRecord record) {
    if (entry.getPayload() instanceof Tick) {
      return;
    }
    long at = record.offset();
    byte[] bytes = record.value();
    switch (acceptance.judge(entry)) {
      case COUNTS -> {
        if (entry.getPayload() instanceof ConfigChange change) {
          contracts.configure(change);
        }
        rows.journal(entry, at, bytes, true);
      }
      case DOES_NOT_COUNT -> rows.journal(entry, at, bytes, false);
      case COUNTS_ONCE ->
          identities.add(
              entry.getGroup() + JournalAcceptance.kind(entry),
              entry.getGroup() + "/" + JournalAcceptance.identity(entry),
              JournalAcceptance.happened(entry),
              () -> rows.journal(entry, at, bytes, true),
              () -> rows.journal(entry, at, bytes, false));
    }
  }
}
