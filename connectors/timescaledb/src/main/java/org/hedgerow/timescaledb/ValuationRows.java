package org.hedgerow.timescaledb;

import org.hedgerow.schema.ProfitParts;
import org.hedgerow.schema.Valuation;
import org.hedgerow.schema.ValuationLine;

/** What a valuation becomes in the tables: a row for the whole, and one for each line. */
final class ValuationRows {
  private final CopyBatch batch;
  private final int partition;

  ValuationRows(CopyBatch batch, int partition) {
    this.batch = batch;
    this.partition = partition;
  }

  void valuation(Valuation valuation, long offset) {
    CopyText row =
        batch
            .rows(StoredTable.VALUATION)
            .time(valuation.getValuedMicros())
            .text(valuation.getGroup())
            .text(valuation.getPortfolio())
            .text(valuation.getStrategy())
            .whole(valuation.getSequence())
            .time(valuation.getPreviousMicros() == 0 ? null : valuation.getPreviousMicros())
            .text(valuation.getCurrency())
            .number(valuation.getAllotted())
            .amount(valuation.getValue())
            .amount(valuation.getCapitalFlow());
    parts(row, valuation.getProfit()).amount(valuation.getTotalCapital());
    parts(row, valuation.getTotalProfit())
        .amount(valuation.getRemainder())
        .whole(valuation.getCause().getPartition())
        .whole(valuation.getCause().getOffset())
        .whole(valuation.getConfigVersion())
        .text(valuation.getEngineVersion())
        .whole(partition)
        .whole(offset)
        .endRow();
    for (ValuationLine line : valuation.getLines()) {
      line(valuation, line, offset);
    }
  }

  private void line(Valuation valuation, ValuationLine line, long offset) {
    CopyText row =
        batch
            .rows(StoredTable.VALUATION_LINE)
            .time(valuation.getValuedMicros())
            .text(valuation.getGroup())
            .text(valuation.getPortfolio())
            .text(valuation.getStrategy())
            .whole(valuation.getSequence())
            .text(line.getVenue())
            .text(line.getAccount())
            .text(line.getInstrument())
            .text(line.getCurrency())
            .flag(line.getHedge())
            .amount(line.getQuantity())
            .number(line.getAveragePrice())
            .amount(line.getMark())
            .amount(line.getWorth())
            .amount(line.getRealised())
            .amount(line.getUnrealised())
            .amount(line.getFees())
            .amount(line.getFunding())
            .amount(line.getCapital())
            .amount(line.getRate())
            .amount(line.getValue())
            .amount(line.getCapitalFlow());
    parts(row, line.getProfit()).whole(partition).whole(offset).endRow();
  }

  private static CopyText parts(CopyText row, ProfitParts parts) {
    return row.amount(parts.getPrice())
        .amount(parts.getBasis())
        .amount(parts.getOptions())
        .amount(parts.getFunding())
        .amount(parts.getFees())
        .amount(parts.getSlippage())
        .amount(parts.getCurrency())
        .amount(parts.getOther());
  }
}
