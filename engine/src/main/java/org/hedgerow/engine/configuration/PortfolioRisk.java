package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.List;

/**
 * What the risk job works out over groups, and what it limits.
 *
 * @param currency of limits and figures
 * @param atPar currencies that count as that one, one for one
 * @param reportEvery how often a group tells what it holds, besides after every fill
 * @param metricsEvery how often figures are told
 * @param allowanceLife how long a group may go on with what it was allowed last
 * @param sampleEvery between two samples of prices: the horizon of value at risk
 * @param samples how many returns it is taken from at most
 */
public record PortfolioRisk(
    String currency,
    List<String> atPar,
    Duration reportEvery,
    Duration metricsEvery,
    Duration allowanceLife,
    Duration sampleEvery,
    int samples,
    List<PortfolioLimit> limits,
    List<StressScenario> scenarios) {

  /** Those of which groups are allowed parts. */
  public List<PortfolioLimit> shared() {
    return limits.stream().filter(limit -> limit.measure().isShared()).toList();
  }
}
