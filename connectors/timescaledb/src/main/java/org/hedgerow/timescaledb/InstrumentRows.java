package org.hedgerow.timescaledb;

import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;

/** What a venue said of an instrument becomes in its table. */
final class InstrumentRows {
  /** Columns of a definition. */
  private static final int DEFINED = 14;

  private InstrumentRows() {}

  /** From the instrument on; without a definition its columns are null. */
  static CopyText write(InstrumentStatus told, CopyText row) {
    row.text(told.getInstrument()).text(told.getStatus().name());
    InstrumentDefinition definition = told.getDefinition();
    if (definition == null) {
      for (int i = 0; i < DEFINED; i++) {
        row.text(null);
      }
      return row;
    }
    return row.text(definition.getKind().name())
        .text(definition.getBase())
        .text(definition.getQuote())
        .text(definition.getSettlement())
        .number(definition.getContractValue())
        .number(definition.getTickSize())
        .number(definition.getLotSize())
        .number(definition.getMinimumQuantity())
        .number(definition.getMaximumQuantity())
        .number(definition.getMinimumNotional())
        .time(definition.getExpiryMicros())
        .number(definition.getStrike())
        .text(definition.getRight() == null ? null : definition.getRight().name())
        .text(definition.getUnderlying());
  }
}
