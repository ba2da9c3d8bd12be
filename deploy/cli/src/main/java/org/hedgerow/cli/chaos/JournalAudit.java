package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TopicCatalogue;

/** What the journal says: how many entries are to be stored, what ended orders, and which fills. */
public final class JournalAudit {
  private final Map<Integer, Long> storedByPartition = new TreeMap<>();
  private final Map<String, String> ends = new HashMap<>();
  private final Set<String> stillUnknown = new HashSet<>();
  private final Map<String, BigDecimal> positions = new TreeMap<>();
  private final Map<String, String> executions = new HashMap<>();
  private final Set<String> reports = new HashSet<>();
  private long entries;

  public static JournalAudit read(String bootstrapServers) throws IOException {
    JournalAudit audit = new JournalAudit();
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.JOURNAL,
        record -> audit.entry(record.partition(), codec.decode(record.value())));
    return audit;
  }

  /** All entries but the clock's. */
  long entries() {
    return entries;
  }

  /** Entries of each partition that the store keeps: all but ticks. */
  Map<Integer, Long> storedByPartition() {
    return storedByPartition;
  }

  /** By client order id: why nothing more will come of it, in the words of the report. */
  public Map<String, String> ends() {
    return ends;
  }

  /** Orders whose last word is that nobody knows. */
  Set<String> stillUnknown() {
    return stillUnknown;
  }

  /** Every fill, account/symbol/execution, and what was told of it first. */
  public Map<String, String> executions() {
    return executions;
  }

  /** The id of every report. */
  public Set<String> reports() {
    return reports;
  }

  /** By account/instrument: the signed sum of all fills, each counted once. */
  Map<String, BigDecimal> positions() {
    return positions;
  }

  private void entry(int partition, JournalEntry entry) {
    Object payload = entry.getPayload();
    if (payload instanceof Tick) {
      return;
    }
    storedByPartition.merge(partition, 1L, Long::sum);
    if (payload instanceof JournalStart) {
      return;
    }
    entries++;
    if (payload instanceof ExecutionReport report) {
      report(report);
    }
  }

  private void report(ExecutionReport report) {
    String id = report.getClientOrderId();
    reports.add(report.getReportId());
    if (report.getStatus() == OrderStatus.UNKNOWN) {
      if (!ends.containsKey(id)) {
        stillUnknown.add(id);
      }
    } else {
      stillUnknown.remove(id);
    }
    switch (report.getStatus()) {
      case FILLED, CANCELED, EXPIRED, REJECTED, DENIED ->
          ends.merge(
              id,
              report.getStatus()
                  + (report.getRejectCode() == null ? "" : " " + report.getRejectCode()),
              (first, second) -> first);
      default -> {}
    }
    if (report.getExecutionType() == ExecutionType.TRADE
        && executions.putIfAbsent(
                report.getAccount()
                    + "/"
                    + report.getInstrument().substring(report.getInstrument().indexOf(':') + 1)
                    + "/"
                    + report.getExecutionId(),
                ExchangeLedger.content(
                    report.getSide().name(),
                    Decimals.toBigDecimal(report.getLastQuantity()),
                    Decimals.toBigDecimal(report.getLastPrice()),
                    Decimals.toBigDecimal(report.getFee()),
                    report.getFeeCurrency()))
            == null) {
      BigDecimal quantity = Decimals.toBigDecimal(report.getLastQuantity());
      positions.merge(
          report.getAccount() + "/" + report.getInstrument(),
          report.getSide() == Side.BUY ? quantity : quantity.negate(),
          BigDecimal::add);
    }
  }
}
