package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Side;

/**
 * What one hedge came to. Costs are in basis points (1/10,000) of what was wanted, at the mid at
 * its beginning; a cost is positive.
 */
final class TrialResult {
  private static final double BASIS_POINTS = 10_000;

  private final Side side;
  private final double arrival;
  private final TrialCounts counts;
  private double wanted;
  private double filled;
  private double asMaker;

  /** Sum of quantity times price. */
  private double paid;

  private double seconds;
  private double last;

  /**
   * A hedge that has not begun.
   *
   * @param arrival the mid
   * @param counts of its orders
   */
  TrialResult(Side side, BigDecimal arrival, TrialCounts counts) {
    this.side = side;
    this.arrival = arrival.doubleValue();
    this.counts = counts;
    this.last = this.arrival;
  }

  /** How much it is for, in the instrument's units. */
  void wants(BigDecimal quantity) {
    wanted = quantity.doubleValue();
  }

  /** What the venue said, so long after the beginning. */
  void add(ExecutionReport report, long elapsedMicros) {
    if (report.getExecutionType() != ExecutionType.TRADE) {
      return;
    }
    double part = Decimals.toDouble(report.getLastQuantity());
    filled += part;
    paid += part * Decimals.toDouble(report.getLastPrice());
    asMaker += report.getLiquidity() == LiquidityFlag.MAKER ? part : 0;
    seconds = elapsedMicros / 1e6;
  }

  /** It has ended. */
  void end(BigDecimal mid) {
    last = mid.doubleValue();
  }

  /** Whether there was anything to trade. */
  boolean hasBegun() {
    return wanted > 0;
  }

  /** The share that was filled. */
  double share() {
    return filled / wanted;
  }

  /** Whether all was, to rounding. */
  boolean isWhole() {
    return filled >= wanted * (1 - 1e-9);
  }

  /** Of what was filled, the share as maker; 0 where nothing was. */
  double makerShare() {
    return filled == 0 ? 0 : asMaker / filled;
  }

  /** From the first decision to the last fill, in seconds. */
  double seconds() {
    return seconds;
  }

  /** What prices cost against the mid at the beginning, of what was filled. */
  double priceCost() {
    return sign() * (paid / arrival - filled) / wanted * BASIS_POINTS;
  }

  /** What the venue took. */
  double fees(Fees fees) {
    return (asMaker * fees.maker() + (filled - asMaker) * fees.taker()) / wanted;
  }

  /** What the market ran away by at the end, of what was not filled. */
  double opportunityCost() {
    return sign() * (last / arrival - 1) * (wanted - filled) / wanted * BASIS_POINTS;
  }

  /** All three: the implementation shortfall (Perold, 1988). */
  double shortfall(Fees fees) {
    return priceCost() + fees(fees) + opportunityCost();
  }

  TrialCounts counts() {
    return counts;
  }

  private int sign() {
    return side == Side.BUY ? 1 : -1;
  }

  /** In basis points of the notional. */
  record Fees(double maker, double taker) {}
}
