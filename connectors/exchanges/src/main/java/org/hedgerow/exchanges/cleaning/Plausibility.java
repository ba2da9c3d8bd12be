package org.hedgerow.exchanges.cleaning;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * What no market can say, and none of an account: prices and quantities that are not positive,
 * fills of nothing, books that overlap, numbers that are none or beyond {@code 1e-18} to {@code
 * 1e18}. Pure.
 */
public final class Plausibility {
  private static final long LARGEST = 1_000_000_000_000_000_000L;
  private static final int SMALLEST_SCALE = 18;

  private Plausibility() {}

  /** One sentence on what is wrong with the payload, or null if nothing is. */
  public static String objection(SpecificRecord payload) {
    if (payload instanceof Quote quote) {
      return quote(quote);
    }
    if (payload instanceof Trade trade) {
      return positive(trade.getPrice(), trade.getQuantity())
          ? null
          : "a trade without a positive price and quantity";
    }
    if (payload instanceof BookDelta delta) {
      return delta(delta);
    }
    if (payload instanceof BookTop top) {
      return top(top);
    }
    if (payload instanceof Mark mark) {
      return positive(mark.getPrice()) ? null : "a mark that is not positive";
    }
    if (payload instanceof Index index) {
      return positive(index.getPrice()) ? null : "an index that is not positive";
    }
    if (payload instanceof Funding funding) {
      return sized(funding.getRate()) ? null : "a funding rate of no size";
    }
    if (payload instanceof OpenInterest interest) {
      return notNegative(interest.getQuantity()) ? null : "a negative open interest";
    }
    if (payload instanceof Liquidation liquidation) {
      return positive(liquidation.getPrice(), liquidation.getQuantity())
          ? null
          : "a liquidation without a positive price and quantity";
    }
    if (payload instanceof OptionQuote option) {
      return option(option);
    }
    if (payload instanceof InstrumentStatus status) {
      return status.getDefinition() == null || definition(status.getDefinition())
          ? null
          : "an instrument whose terms cannot be";
    }
    return account(payload);
  }

  /** What a venue says of an account: of its orders, positions and balances. */
  private static String account(SpecificRecord payload) {
    if (payload instanceof ExecutionReport report) {
      if (report.getExecutionType() == ExecutionType.TRADE && !fill(report)) {
        return "a fill without a positive price and quantity";
      }
      return order(report) ? null : "an order's price, quantity or fee that cannot be";
    }
    if (payload instanceof PositionReport position) {
      return sized(position.getQuantity())
              && notNegative(position.getEntryPrice())
              && sizedOrNone(position.getUnrealisedProfit())
          ? null
          : "a position's quantity, price or profit that cannot be";
    }
    if (payload instanceof BalanceReport balance) {
      return sizedOrNone(balance.getWalletBalance()) && sizedOrNone(balance.getChange())
          ? null
          : "a balance of no size";
    }
    return null;
  }

  private static boolean fill(ExecutionReport report) {
    return report.getLastPrice() != null
        && report.getLastQuantity() != null
        && positive(report.getLastPrice(), report.getLastQuantity());
  }

  private static boolean order(ExecutionReport report) {
    return notNegative(report.getPrice())
        && notNegative(report.getQuantity())
        && notNegative(report.getLastQuantity())
        && notNegative(report.getLastPrice())
        && notNegative(report.getCumulativeQuantity())
        && notNegative(report.getAveragePrice())
        && sizedOrNone(report.getFee());
  }

  /** Limits that are zero are none. */
  private static boolean definition(InstrumentDefinition definition) {
    return notNegative(definition.getContractValue())
        && notNegative(definition.getTickSize())
        && notNegative(definition.getLotSize())
        && notNegative(definition.getMinimumQuantity())
        && notNegative(definition.getMaximumQuantity())
        && notNegative(definition.getMinimumNotional())
        && notNegative(definition.getStrike());
  }

  private static String quote(Quote quote) {
    if (!positive(quote.getBidPrice(), quote.getAskPrice())) {
      return "a quote without a positive price on both sides";
    }
    if (!positive(quote.getBidQuantity(), quote.getAskQuantity())) {
      return "a quote without a positive quantity on both sides";
    }
    return overlap(quote.getBidPrice(), quote.getAskPrice(), "a crossed quote", "a locked quote");
  }

  private static String delta(BookDelta delta) {
    if (delta.getFirstUpdateId() > delta.getLastUpdateId()) {
      return "a book update whose first id is above its last";
    }
    return levels(delta.getBids()) && levels(delta.getAsks())
        ? null
        : "a level without a positive price, or of a negative quantity";
  }

  private static String top(BookTop top) {
    if (!levels(top.getBids()) || !levels(top.getAsks())) {
      return "a level without a positive price, or of a negative quantity";
    }
    return top.getBids().isEmpty() || top.getAsks().isEmpty()
        ? null
        : overlap(
            top.getBids().get(0).getPrice(),
            top.getAsks().get(0).getPrice(),
            "a crossed book",
            "a locked book");
  }

  private static String option(OptionQuote quote) {
    boolean sound =
        notNegative(quote.getBidPrice())
            && notNegative(quote.getBidQuantity())
            && notNegative(quote.getAskPrice())
            && notNegative(quote.getAskQuantity())
            && notNegative(quote.getMarkPrice())
            && notNegative(quote.getOpenInterest())
            && (quote.getUnderlyingPrice() == null || positive(quote.getUnderlyingPrice()));
    if (!sound) {
      return "an option's price, quantity or forward that cannot be";
    }
    boolean numbers =
        finite(quote.getMarkVolatility())
            && finite(quote.getDelta())
            && finite(quote.getGamma())
            && finite(quote.getVega())
            && finite(quote.getTheta())
            && finite(quote.getRho());
    return numbers ? null : "an option's volatility or greek that is no number";
  }

  private static boolean levels(List<Level> levels) {
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (!positive(level.getPrice()) || !notNegative(level.getQuantity())) {
        return false;
      }
    }
    return true;
  }

  private static boolean positive(Decimal one, Decimal other) {
    return positive(one) && positive(other);
  }

  private static boolean positive(Decimal number) {
    return Decimals.signum(number) > 0 && sized(number);
  }

  /** Also where there is none. */
  private static boolean notNegative(Decimal number) {
    return number == null || (Decimals.signum(number) >= 0 && sized(number));
  }

  private static boolean sizedOrNone(Decimal number) {
    return number == null || sized(number);
  }

  /** Zero, or from 1e-18 to 1e18. */
  private static boolean sized(Decimal number) {
    long unscaled = Math.abs(number.getUnscaled());
    if (unscaled < 0) {
      // The one long whose negative does not fit.
      return false;
    }
    if (number.getScale() <= 0) {
      return unscaled <= LARGEST;
    }
    // Below 1e-18 only where there are fewer digits than zeros after the eighteenth place.
    int needed = number.getScale() - SMALLEST_SCALE;
    for (long digits = unscaled; needed > 0 && digits != 0; needed--) {
      digits /= 10;
      if (digits == 0) {
        return false;
      }
    }
    return true;
  }

  /** Also where there is none. */
  private static boolean finite(Double number) {
    return number == null || (Math.abs(number) <= LARGEST);
  }

  /** On one venue a bid that reaches the ask would have been a trade. */
  private static String overlap(Decimal bid, Decimal ask, String crossed, String locked) {
    int order = Decimals.compare(bid, ask);
    return order < 0 ? null : order > 0 ? crossed : locked;
  }
}
