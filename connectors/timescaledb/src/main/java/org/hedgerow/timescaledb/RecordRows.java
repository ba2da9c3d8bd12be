package org.hedgerow.timescaledb;

import java.math.BigDecimal;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Trade;

/** What a record becomes in the tables. */
final class RecordRows {
  private final CopyBatch batch;
  private final int partition;
  private final StoredContracts contracts;
  private final SignalRows signals;

  RecordRows(CopyBatch batch, int partition, StoredContracts contracts, SignalRows signals) {
    this.batch = batch;
    this.signals = signals;
    this.partition = partition;
    this.contracts = contracts;
  }

  /** The archive's row of a journal entry, and, if it counts, the row of what it says. */
  void journal(JournalEntry entry, long offset, byte[] bytes, boolean accepted) {
    batch
        .rows(StoredTable.JOURNAL)
        .time(entry.getReceiveTimeMicros())
        .whole(partition)
        .whole(offset)
        .text(entry.getGroup())
        .text(entry.getPayload().getClass().getSimpleName())
        .text(entry.getOrigin().getStream())
        .whole(entry.getOrigin().getSequence())
        .flag(accepted)
        .bytes(bytes)
        .endRow();
    // A copy for another group is in the archive; the instrument's own group has the row.
    if (accepted && !entry.getCopy()) {
      payload(entry, offset);
    }
  }

  void order(Order order, long offset) {
    place(
        batch
            .rows(StoredTable.ORDERS)
            .time(order.getDecisionTimeMicros())
            .text(order.getClientOrderId())
            .whole(order.getCommandNumber())
            .text(order.getCommand().name())
            .text(order.getGroup())
            .whole(order.getGroupSequence())
            .text(order.getPortfolio())
            .text(order.getStrategy())
            .text(order.getVenue())
            .text(order.getAccount())
            .text(order.getInstrument())
            .text(order.getSide().name())
            .text(order.getOrderType().name())
            .text(order.getTimeInForce().name())
            .number(order.getQuantity())
            .number(order.getPrice())
            .number(order.getMidAtDecision())
            .whole(order.getCause().getPartition())
            .whole(order.getCause().getOffset())
            .time(order.getCauseReceiveTimeMicros())
            .time(order.getValidUntilMicros())
            .whole(order.getConfigVersion())
            .text(order.getEngineVersion())
            .flag(order.getReduceOnly())
            .text(order.getParentOrderId())
            .text(order.getApproval())
            .text(order.getApprovedBy()),
        offset);
  }

  void decision(Decision decision, long offset) {
    place(
        batch
            .rows(StoredTable.DECISION)
            .time(decision.getDecisionTimeMicros())
            .text(decision.getGroup())
            .whole(decision.getGroupSequence())
            .text(decision.getPortfolio())
            .text(decision.getStrategy())
            .whole(decision.getCause().getPartition())
            .whole(decision.getCause().getOffset())
            .text(decision.getCauseType())
            .text(decision.getCauseStream())
            .whole(decision.getCauseSequence())
            .time(decision.getCauseReceiveTimeMicros())
            .number(decision.getExposure())
            .number(decision.getGrossExposure())
            .number(decision.getHedge())
            .number(decision.getTarget())
            .number(decision.getResidual())
            .number(decision.getBandEnter())
            .number(decision.getBandLeave())
            .json(decision.getStatistics())
            .texts(decision.getClientOrderIds())
            .texts(decision.getChecksPassed())
            .texts(decision.getDenials())
            .text(decision.getReason())
            .whole(decision.getConfigVersion())
            .text(decision.getEngineVersion())
            .number(decision.getWorking())
            .text(decision.getCauseId())
            .text(decision.getBand())
            .texts(decision.getReasons())
            .text(DecisionJson.legs(decision.getLegs()))
            .text(DecisionJson.alternatives(decision.getAlternatives())),
        offset);
  }

  void deadLetter(DeadLetter letter, long offset) {
    byte[] bytes = new byte[letter.getPayload().remaining()];
    letter.getPayload().duplicate().get(bytes);
    place(
        batch
            .rows(StoredTable.DEAD_LETTER)
            .time(letter.getReceiveTimeMicros())
            .text(letter.getVenue())
            .text(letter.getConnection())
            .text(letter.getChannel())
            .text(letter.getReason())
            .text(letter.getDetail())
            .whole(letter.getRawPartition())
            .whole(letter.getRawOffset())
            .bytes(bytes),
        offset);
  }

  void alert(Alert alert, long offset) {
    CopyText row =
        batch
            .rows(StoredTable.ALERT)
            .time(alert.getTimeMicros())
            .text(alert.getAlertId())
            .text(alert.getSeverity().name())
            .text(alert.getScope())
            .text(alert.getCode())
            .text(alert.getText())
            .text(alert.getClientOrderId());
    if (alert.getCause() == null) {
      row.text(null).text(null);
    } else {
      row.whole(alert.getCause().getPartition()).whole(alert.getCause().getOffset());
    }
    place(row, offset);
  }

  void dataQuality(DataQuality facts, long offset) {
    place(
        batch
            .rows(StoredTable.DATA_QUALITY)
            .time(facts.getMinuteMicros())
            .text(facts.getVenue())
            .text(facts.getConnection())
            .text(facts.getInstrument())
            .whole(facts.getPart())
            .counts(facts.getEntries())
            .whole(facts.getDuplicates())
            .whole(facts.getOutOfOrder())
            .whole(facts.getSpikes())
            .whole(facts.getConflated())
            .whole(facts.getGaps())
            .whole(facts.getChecksumFailures())
            .whole(facts.getDeadLetters())
            .whole(facts.getLatencyCount())
            .text(text(facts.getLatencyMeanMicros()))
            .text(text(facts.getLatencyMaxMicros()))
            .text(text(facts.getLatencyMinMicros()))
            .text(text(facts.getSilenceMicros()))
            .whole(facts.getDifferences()),
        offset);
  }

  private static String text(Number number) {
    return number == null ? null : number.toString();
  }

  private void payload(JournalEntry entry, long offset) {
    Object payload = entry.getPayload();
    if (payload instanceof Quote quote) {
      place(
          market(StoredTable.QUOTE, entry)
              .text(quote.getInstrument())
              .number(quote.getBidPrice())
              .number(quote.getBidQuantity())
              .number(quote.getAskPrice())
              .number(quote.getAskQuantity()),
          offset);
    } else if (payload instanceof Trade trade) {
      trade(entry, trade, offset);
    } else if (payload instanceof BookDelta delta) {
      place(
          market(StoredTable.BOOK_DELTA, entry)
              .text(delta.getInstrument())
              .flag(delta.getSnapshot())
              .whole(delta.getFirstUpdateId())
              .whole(delta.getLastUpdateId())
              .whole(delta.getBids().size())
              .whole(delta.getAsks().size()),
          offset);
    } else if (payload instanceof Mark mark) {
      reference(entry, "MARK", mark.getInstrument(), mark.getPrice(), offset);
    } else if (payload instanceof Index index) {
      reference(entry, "INDEX", index.getIndex(), index.getPrice(), offset);
    } else if (payload instanceof Funding funding) {
      reference(entry, "FUNDING_RATE", funding.getInstrument(), funding.getRate(), offset);
    } else if (payload instanceof InstrumentStatus told) {
      place(InstrumentRows.write(told, market(StoredTable.INSTRUMENT_STATUS, entry)), offset);
    } else if (payload instanceof Signal signal) {
      signals.signal(entry, signal, offset);
    } else if (payload instanceof ExecutionReport report) {
      execution(entry, report, offset);
    } else if (payload instanceof BalanceReport report) {
      balance(entry, report, offset);
    } else if (payload instanceof PositionReport report) {
      position(entry, report, offset);
    }
  }

  /** Base units and notional are null where no configuration has named the instrument yet. */
  private void trade(JournalEntry entry, Trade trade, long offset) {
    ContractUnits units = contracts.of(trade.getInstrument());
    CopyText row =
        market(StoredTable.TRADE, entry)
            .text(trade.getInstrument())
            .text(trade.getTradeId())
            .number(trade.getPrice())
            .number(trade.getQuantity())
            .text(trade.getAggressor().name());
    if (units == null || Decimals.signum(trade.getPrice()) <= 0) {
      row.text(null).text(null);
    } else {
      BigDecimal quantity = Decimals.toBigDecimal(trade.getQuantity());
      BigDecimal price = Decimals.toBigDecimal(trade.getPrice());
      row.text(units.base(quantity, price).toPlainString())
          .text(units.notional(quantity, price).toPlainString());
    }
    place(row, offset);
  }

  private void execution(JournalEntry entry, ExecutionReport report, long offset) {
    place(
        market(StoredTable.EXECUTION, entry)
            .text(entry.getGroup())
            .text(report.getVenue())
            .text(report.getAccount())
            .text(report.getInstrument())
            .text(report.getClientOrderId())
            .text(report.getVenueOrderId())
            .text(report.getExecutionId())
            .text(report.getReportId())
            .text(report.getSource().name())
            .text(report.getExecutionType().name())
            .text(report.getStatus().name())
            .text(report.getSide().name())
            .number(report.getQuantity())
            .number(report.getPrice())
            .number(report.getLastQuantity())
            .number(report.getLastPrice())
            .number(report.getCumulativeQuantity())
            .number(report.getFee())
            .text(report.getFeeCurrency())
            .text(report.getLiquidity().name())
            .text(report.getRejectCode())
            .text(report.getRejectText())
            .flag(report.getExternal())
            .flag(report.getInferred())
            .flag(report.getReconciliation()),
        offset);
  }

  private void balance(JournalEntry entry, BalanceReport report, long offset) {
    place(
        batch
            .rows(StoredTable.BALANCE)
            .time(entry.getReceiveTimeMicros())
            .text(report.getVenue())
            .text(report.getAccount())
            .text(report.getAsset())
            .number(report.getWalletBalance())
            .number(report.getChange())
            .text(report.getReason().name()),
        offset);
  }

  private void position(JournalEntry entry, PositionReport report, long offset) {
    place(
        batch
            .rows(StoredTable.POSITION)
            .time(entry.getReceiveTimeMicros())
            .text(report.getVenue())
            .text(report.getAccount())
            .text(report.getInstrument())
            .number(report.getQuantity())
            .number(report.getEntryPrice())
            .number(report.getUnrealisedProfit()),
        offset);
  }

  private void reference(
      JournalEntry entry, String kind, String instrument, Decimal value, long offset) {
    place(
        market(StoredTable.REFERENCE_PRICE, entry).text(kind).text(instrument).number(value),
        offset);
  }

  private CopyText market(StoredTable table, JournalEntry entry) {
    return batch.rows(table).time(entry.getReceiveTimeMicros()).time(entry.getVenueTimeMicros());
  }

  private void place(CopyText row, long offset) {
    row.whole(partition).whole(offset).endRow();
  }
}
