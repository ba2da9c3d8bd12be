package org.hedgerow.cli.flink;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.engine.configuration.Configuration;

/**
 * The jobs, in the order in which they are submitted: what reads comes before what writes, so that
 * nothing waits.
 */
public enum JobCatalogue {
  STORE("store", "org.hedgerow.jobs.store.StoreJob"),
  ALERTS("alerts", "org.hedgerow.jobs.alerts.AlertsJob"),
  GATEWAY("gateway", "org.hedgerow.jobs.gateway.GatewayJob"),
  HEDGING("hedging", "org.hedgerow.jobs.hedging.HedgingJob"),
  RISK("risk", "org.hedgerow.jobs.risk.RiskJob"),
  SIGNALS("signals", "org.hedgerow.jobs.signals.SignalsJob"),
  MARKET_DATA("market-data", "org.hedgerow.jobs.marketdata.MarketDataJob"),
  INGEST("ingest", "org.hedgerow.jobs.ingest.IngestJob");

  private final String jobName;
  private final String entryClass;

  JobCatalogue(String jobName, String entryClass) {
    this.jobName = jobName;
    this.entryClass = entryClass;
  }

  /**
   * Those that a configuration asks for: the risk job only where it limits something over groups.
   */
  public static List<JobCatalogue> of(Configuration configuration) {
    return Arrays.stream(values())
        .filter(job -> job != RISK || configuration.portfolioRisk().isPresent())
        .toList();
  }

  /** As people type it and as Flink shows it. */
  public String jobName() {
    return jobName;
  }

  /** The class with its {@code main}. */
  public String entryClass() {
    return entryClass;
  }

  /**
   * The job of that name.
   *
   * @throws CommandFailed with the names that there are
   */
  public static JobCatalogue of(String name) {
    return Arrays.stream(values())
        .filter(job -> job.jobName.equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandFailed("no job " + name + "; there are " + names()));
  }

  /** All names, for people. */
  public static String names() {
    return Arrays.stream(values()).map(JobCatalogue::jobName).collect(Collectors.joining(", "));
  }
}
