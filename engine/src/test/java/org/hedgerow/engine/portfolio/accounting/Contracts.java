package org.hedgerow.engine.portfolio.accounting;

import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.OptionRight;

/** Contracts of the tests of accounting, on BTC and quoted in USDT. */
final class Contracts {
  static final Contract SPOT = of(InstrumentKind.SPOT, "USDT", "1");
  static final Contract LINEAR = of(InstrumentKind.LINEAR_PERPETUAL, "USDT", "0.01");
  static final Contract INVERSE = of(InstrumentKind.INVERSE_PERPETUAL, "BTC", "100");
  static final Contract LINEAR_OPTION = of(InstrumentKind.OPTION, "USDT", "0.1");
  static final Contract COIN_OPTION = of(InstrumentKind.OPTION, "BTC", "1");

  private Contracts() {}

  static Contract of(InstrumentKind kind, String settlement, String value) {
    boolean option = kind == InstrumentKind.OPTION;
    return new Contract(
        definition("V:" + kind + "-" + settlement, kind, "BTC", "USDT", settlement, value)
            .setExpiryMicros(option ? 2_000_000_000_000_000L : null)
            .setStrike(option ? Decimals.of(50_000) : null)
            .setRight(option ? OptionRight.CALL : null)
            .build());
  }

  static InstrumentDefinition.Builder definition(
      String instrument,
      InstrumentKind kind,
      String base,
      String quote,
      String settlement,
      String value) {
    return InstrumentDefinition.newBuilder()
        .setInstrument(instrument)
        .setVenue("V")
        .setSymbol(instrument.substring(2))
        .setKind(kind)
        .setBase(base)
        .setQuote(quote)
        .setSettlement(settlement)
        .setContractValue(Decimals.parse(value))
        .setTickSize(Decimals.parse("0.1"))
        .setLotSize(Decimals.of(1))
        .setMinimumQuantity(Decimals.of(1))
        .setMaximumQuantity(Decimals.of(1_000_000))
        .setMinimumNotional(Decimals.ZERO);
  }
}
