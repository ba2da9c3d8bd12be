package org.hedgerow.timescaledb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.StressResult;

/** What a scope risks becomes in the tables: a row. */
final class RiskRows {
  private final CopyBatch batch;
  private final int partition;

  RiskRows(CopyBatch batch, int partition) {
    this.batch = batch;
    this.partition = partition;
  }

  static String identity(RiskMetrics risk) {
    return risk.getScope() + "/" + risk.getEpoch() + "/" + risk.getSequence();
  }

  void metrics(RiskMetrics risk, long offset) {
    Map<String, Double> stress = new LinkedHashMap<>();
    for (StressResult result : risk.getStress()) {
      stress.put(result.getScenario(), result.getProfit());
    }
    batch
        .rows(StoredTable.RISK_METRIC)
        .time(risk.getTimeMicros())
        .text(risk.getScope())
        .time(risk.getEpoch())
        .whole(risk.getSequence())
        .text(risk.getCauseGroup())
        .whole(risk.getCauseSequence())
        .whole(risk.getCause().getPartition())
        .whole(risk.getCause().getOffset())
        .text(risk.getCurrency())
        .flag(risk.getComplete())
        .text(Double.toString(risk.getGross()))
        .text(Double.toString(risk.getNet()))
        .text(Double.toString(risk.getMargin()))
        .text(Double.toString(risk.getLargestShare()))
        .text(Double.toString(risk.getHerfindahl()))
        .text(Double.toString(risk.getDelta()))
        .text(Double.toString(risk.getGamma()))
        .text(Double.toString(risk.getVega()))
        .text(text(risk.getProfit()))
        .text(text(risk.getDailyProfit()))
        .text(text(risk.getDrawdown()))
        .whole(risk.getSamples())
        .text(risk.getSampleMicros() + " microseconds")
        .flag(risk.getSampled())
        .figures(risk.getValueAtRisk())
        .figures(risk.getExpectedShortfall())
        .figures(stress)
        .figures(risk.getCorrelations())
        .texts(risk.getBroken())
        .whole(risk.getConfigVersion())
        .whole(partition)
        .whole(offset)
        .endRow();
  }

  private static String text(Double number) {
    return number == null ? null : number.toString();
  }
}
