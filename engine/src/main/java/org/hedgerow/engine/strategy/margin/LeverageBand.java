package org.hedgerow.engine.strategy.margin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/**
 * Keeps the leverage of accounts that are margined in the group's asset in a band. A short in coin
 * that hedges spot held elsewhere loses coin when the price rises, while what it hedges stays where
 * it is: the account has to be fed before it is liquidated, and gives back when the price falls.
 *
 * <p>Leverage is the size of the account's inverse contracts in coin over its equity in coin,
 * unrealised profit included. Above {@code high} it is told, with the transfer that brings it to
 * {@code target}, and the account's legs take no more hedge where others can; so it stays until
 * leverage is half way back to the target. Below {@code low} what may be taken out is told.
 */
public final class LeverageBand {
  private final BigDecimal low;
  private final BigDecimal target;
  private final BigDecimal high;
  private final BigDecimal maintenance;
  private final String from;

  private LeverageBand(Parameters parameters, BookTerms terms) {
    low = parameters.number("low", "0", "0", "1000");
    target = parameters.positive("target", null, "1000");
    high = parameters.positive("high", null, "1000");
    maintenance = parameters.number("maintenance", "0.005", "0", "0.5");
    from = parameters.text("from", "");
    if (low.compareTo(target) > 0 || target.compareTo(high) >= 0) {
      parameters.error(
          "target", target.toPlainString(), "a number from low, and below high, of the band");
    }
    if (terms.legs().stream().noneMatch(LeverageBand::isInverse)) {
      parameters.error("high", high.toPlainString(), "an inverse contract among the hedges");
    }
  }

  /**
   * The band of a book.
   *
   * @param given whether the book has one
   */
  public static Optional<LeverageBand> read(Parameters parameters, BookTerms terms, boolean given) {
    return given ? Optional.of(new LeverageBand(parameters, terms)) : Optional.empty();
  }

  private static boolean isInverse(InstrumentDefinition definition) {
    return definition.getKind() == InstrumentKind.INVERSE_PERPETUAL
        || definition.getKind() == InstrumentKind.INVERSE_FUTURE;
  }

  /** Where an account's leverage stands. */
  public enum Standing {
    INSIDE,
    HIGH,
    LOW
  }

  /**
   * An account that is margined in coin.
   *
   * @param equity coins, unrealised profit of its inverse contracts included
   * @param delta what its inverse contracts are worth in coin, signed
   */
  public record MarginedAccount(String account, BigDecimal equity, BigDecimal delta) {
    /** Size over equity; empty where there is a position and no equity. */
    public Optional<BigDecimal> leverage() {
      if (delta.signum() == 0) {
        return Optional.of(BigDecimal.ZERO);
      }
      return equity.signum() <= 0
          ? Optional.empty()
          : Optional.of(Rounding.divide(delta.abs(), equity));
    }
  }

  /**
   * Where it stands now.
   *
   * @param last where it stood when it was looked at last
   */
  public Standing judge(MarginedAccount account, Standing last) {
    Optional<BigDecimal> leverage = account.leverage();
    if (leverage.isEmpty() || leverage.get().compareTo(high) > 0) {
      return Standing.HIGH;
    }
    // Only a position ties up margin: an empty account is no reserve to be taken out.
    if (leverage.get().compareTo(low) < 0 && account.delta().signum() != 0) {
      return Standing.LOW;
    }
    boolean cleared =
        last == Standing.HIGH
            ? leverage.get().compareTo(halfWay(high)) <= 0
            : last != Standing.LOW
                || account.delta().signum() == 0
                || leverage.get().compareTo(halfWay(low)) >= 0;
    return cleared ? Standing.INSIDE : last;
  }

  private BigDecimal halfWay(BigDecimal edge) {
    return Rounding.divide(edge.add(target), BigDecimal.valueOf(2));
  }

  /** The coins that bring leverage to the target; negative may be taken out. */
  public BigDecimal transfer(MarginedAccount account) {
    return Rounding.divide(account.delta().abs(), target).subtract(account.equity());
  }

  /**
   * The price at which equity is no more than the maintenance margin, from a price now:
   *
   * <pre>
   * E + Q (1/P - 1/P') = m |Q| / P',  with Q = delta P
   * </pre>
   *
   * @return empty where no price liquidates it: no position, or coins that are worth the short
   */
  public Optional<BigDecimal> liquidationPrice(MarginedAccount account, BigDecimal price) {
    BigDecimal delta = account.delta();
    BigDecimal dividend = delta.add(maintenance.multiply(delta.abs())).multiply(price);
    BigDecimal divisor = account.equity().add(delta);
    return delta.signum() == 0 || divisor.signum() == 0 || dividend.signum() != divisor.signum()
        ? Optional.empty()
        : Optional.of(dividend.divide(divisor, MathContext.DECIMAL64));
  }

  /** What is said of it. */
  public String text(MarginedAccount account, Standing standing, Optional<BigDecimal> price) {
    String leverage =
        "leverage "
            + account.leverage().map(LeverageBand::plain).orElse("without equity")
            + " (coins "
            + plain(account.equity())
            + ", contracts "
            + plain(account.delta())
            + ")";
    String liquidated =
        price
            .flatMap(mark -> liquidationPrice(account, mark))
            .map(at -> "; liquidated at " + plain(at.setScale(2, java.math.RoundingMode.HALF_EVEN)))
            .orElse("");
    BigDecimal transfer = transfer(account);
    String other = from.isEmpty() ? "" : (transfer.signum() > 0 ? " from " : " to ") + from;
    return switch (standing) {
      case INSIDE -> leverage + " is inside its band again";
      case HIGH ->
          leverage
              + " is above "
              + plain(high)
              + ": transfer "
              + plain(transfer)
              + " coins in"
              + other
              + " for "
              + plain(target)
              + liquidated;
      case LOW ->
          leverage
              + " is below "
              + plain(low)
              + ": "
              + plain(transfer.negate())
              + " coins may be taken out"
              + other
              + " for "
              + plain(target)
              + liquidated;
    };
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
