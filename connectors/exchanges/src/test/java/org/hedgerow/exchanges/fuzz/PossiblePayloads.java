package org.hedgerow.exchanges.fuzz;

import java.math.BigDecimal;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.cleaning.Plausibility;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * Judges what a decoder made of bytes that nobody should trust. What {@link Plausibility} objects
 * to is refused on its way to the journal, and is only counted; everything else is accepted, and
 * must be possible.
 */
final class PossiblePayloads implements DecodedFrame {
  private static final BigDecimal LARGEST = new BigDecimal("1e18");
  private static final BigDecimal SMALLEST = new BigDecimal("1e-18");

  /** Calls since {@link #begin}. */
  private int calls;

  private String fault;
  private long accepted;
  private long implausible;
  private long rejected;
  private long ignored;

  /** Before each frame. */
  void begin() {
    calls = 0;
    fault = null;
  }

  /** What is wrong with what was said since {@link #begin}; null if nothing is. */
  String fault() {
    return calls == 0 ? "was passed over without a word" : fault;
  }

  /** Payloads that went on. */
  long accepted() {
    return accepted;
  }

  /** Dead letters: refused by the decoder, or as implausible. */
  long deadLetters() {
    return rejected + implausible;
  }

  /** Passed over by name. */
  long ignored() {
    return ignored;
  }

  @Override
  public void entry(SpecificRecord payload, Long venueTimeMicros) {
    calls++;
    if (Plausibility.objection(payload) != null) {
      implausible++;
      return;
    }
    accepted++;
    numbers(payload, payload.getSchema().getName());
    if (payload instanceof Trade trade) {
      expect(positive(trade.getPrice()) && positive(trade.getQuantity()), "a trade of nothing");
    } else if (payload instanceof Quote quote) {
      expect(
          Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) < 0, "a quote that overlaps");
    } else if (payload instanceof BookDelta delta) {
      levels(delta.getBids());
      levels(delta.getAsks());
    } else if (payload instanceof ExecutionReport report) {
      execution(report);
    } else if (payload instanceof PositionReport position) {
      expect(notNegative(position.getEntryPrice()), "a position at a negative price");
    }
  }

  private void levels(List<Level> levels) {
    for (Level level : levels) {
      expect(positive(level.getPrice()) && notNegative(level.getQuantity()), "an impossible level");
    }
  }

  private void execution(ExecutionReport report) {
    if (report.getExecutionType() == ExecutionType.TRADE) {
      expect(
          report.getLastPrice() != null
              && report.getLastQuantity() != null
              && positive(report.getLastPrice())
              && positive(report.getLastQuantity()),
          "a fill of nothing");
    }
    expect(
        notNegative(report.getPrice())
            && notNegative(report.getAveragePrice())
            && notNegative(report.getQuantity())
            && notNegative(report.getCumulativeQuantity()),
        "an order with a negative price or quantity");
  }

  private static boolean positive(Decimal number) {
    return Decimals.signum(number) > 0;
  }

  private static boolean notNegative(Decimal number) {
    return number == null || Decimals.signum(number) >= 0;
  }

  private void expect(boolean possible, String what) {
    if (!possible && fault == null) {
      fault = "became " + what;
    }
  }

  /** Every number in it, by the schema: independent of what the plausibility looks at. */
  private void numbers(Object value, String name) {
    if (value instanceof Decimal decimal) {
      // Most are in the middle of the range at first sight.
      long unscaled = decimal.getUnscaled();
      boolean clear =
          decimal.getScale() >= 0
              && decimal.getScale() <= 18
              && unscaled > -1_000_000_000_000_000_000L
              && unscaled < 1_000_000_000_000_000_000L;
      if (unscaled != 0 && !clear) {
        BigDecimal number = Decimals.toBigDecimal(decimal).abs();
        if (number.compareTo(LARGEST) > 0 || number.compareTo(SMALLEST) < 0) {
          expect(false, "a number of no size, " + number + ", in " + name);
        }
      }
    } else if (value instanceof Double number) {
      expect(Double.isFinite(number) && Math.abs(number) <= 1e18, "no number, in " + name);
    } else if (value instanceof List<?> list) {
      for (Object one : list) {
        numbers(one, name);
      }
    } else if (value instanceof SpecificRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        numbers(record.get(field.pos()), field.name());
      }
    }
  }

  @Override
  public void ignore(String channel) {
    calls++;
    ignored++;
  }

  @Override
  public void reject(String channel, RejectReason reason, String detail) {
    calls++;
    rejected++;
    expect(channel != null && detail != null && !detail.isEmpty(), "a dead letter without reason");
  }
}
