package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.Valuation;
import org.hedgerow.schema.ValuationLine;

/** What the engine itself holds, by the newest valuation of each of its portfolios. */
final class EnginePositions {
  private final Map<String, Valuation> newest = new TreeMap<>();

  private EnginePositions() {}

  static EnginePositions read(String bootstrapServers) throws IOException {
    EnginePositions positions = new EnginePositions();
    RecordCodec<Valuation> codec = RecordCodec.of(Valuation.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.VALUATIONS,
        record -> {
          Valuation one = codec.decode(record.value());
          positions.newest.merge(
              one.getGroup() + "/" + one.getPortfolio(),
              one,
              (before, after) -> after.getSequence() >= before.getSequence() ? after : before);
        });
    return positions;
  }

  /** When the oldest of them was valued, by the engine's clock; 0 without any. */
  long asOfMicros() {
    return newest.values().stream().mapToLong(Valuation::getValuedMicros).min().orElse(0);
  }

  /** Contracts, by account and the venue's symbol: binance-usdm/BTCUSDT. */
  Map<String, BigDecimal> contracts() {
    Map<String, BigDecimal> contracts = new TreeMap<>();
    for (Valuation valuation : newest.values()) {
      for (ValuationLine line : valuation.getLines()) {
        if (line.getInstrument() != null) {
          contracts.merge(
              line.getAccount()
                  + "/"
                  + line.getInstrument().substring(line.getInstrument().indexOf(':') + 1),
              Amounts.toBigDecimal(line.getQuantity()),
              BigDecimal::add);
        }
      }
    }
    return contracts;
  }
}
