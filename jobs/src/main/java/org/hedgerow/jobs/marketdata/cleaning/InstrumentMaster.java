package org.hedgerow.jobs.marketdata.cleaning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentStatus;

/**
 * Holds what venues say of instruments against what the configuration says: orders are rounded, and
 * positions valued, by the configuration.
 */
public final class InstrumentMaster {
  /** The code of its alerts. */
  public static final String DIFFERS = "INSTRUMENT_DIFFERS";

  /** Whom they are about. */
  private static final String SCOPE = "market-data";

  private final long version;
  private final Map<String, Instrument> configured = new HashMap<>();

  public InstrumentMaster(Configuration configuration) {
    version = configuration.version();
    for (Instrument instrument : configuration.instruments()) {
      configured.put(instrument.instrument(), instrument);
    }
  }

  /** Of the configuration. */
  long version() {
    return version;
  }

  /**
   * An alert for each value that differs; none where only a status was told. A contract value that
   * differs is CRITICAL: every quantity is misread. A tick or lot is a WARNING where it is no
   * multiple of the venue's, whose answer to an order may then be no, and INFO where it is only
   * coarser. What a list does not tell is zero and differs from nothing.
   *
   * @param receiveTimeMicros when it was told
   */
  List<Alert> differences(InstrumentStatus told, long receiveTimeMicros) {
    Instrument ours = configured.get(told.getInstrument());
    InstrumentDefinition theirs = told.getDefinition();
    if (ours == null || theirs == null) {
      return List.of();
    }
    List<Alert> alerts = new ArrayList<>();
    String instrument = ours.instrument();
    BigDecimal value = Decimals.toBigDecimal(theirs.getContractValue());
    if (value.signum() > 0 && value.compareTo(ours.contractValue()) != 0) {
      alerts.add(
          alert(
              instrument,
              "contract_value",
              ours.contractValue(),
              value,
              AlertSeverity.CRITICAL,
              receiveTimeMicros));
    }
    step(instrument, "tick_size", ours.tickSize(), theirs.getTickSize(), receiveTimeMicros, alerts);
    step(instrument, "lot_size", ours.lotSize(), theirs.getLotSize(), receiveTimeMicros, alerts);
    return alerts;
  }

  private void step(
      String instrument,
      String name,
      BigDecimal ours,
      Decimal told,
      long receiveTimeMicros,
      List<Alert> alerts) {
    BigDecimal theirs = Decimals.toBigDecimal(told);
    if (theirs.signum() <= 0 || theirs.compareTo(ours) == 0) {
      return;
    }
    boolean fits = ours.remainder(theirs).signum() == 0;
    alerts.add(
        alert(
            instrument,
            name,
            ours,
            theirs,
            fits ? AlertSeverity.INFO : AlertSeverity.WARNING,
            receiveTimeMicros));
  }

  /** Its id is what it says, under this configuration: told once however often a list comes. */
  private Alert alert(
      String instrument,
      String name,
      BigDecimal ours,
      BigDecimal theirs,
      AlertSeverity severity,
      long receiveTimeMicros) {
    String listed = theirs.stripTrailingZeros().toPlainString();
    return new Alert(
        DIFFERS + "/" + version + "/" + instrument + "/" + name + "/" + listed,
        severity,
        SCOPE,
        DIFFERS,
        instrument
            + ": "
            + name
            + " is "
            + ours.toPlainString()
            + " in version "
            + version
            + " of the configuration, and "
            + listed
            + " in the venue's list",
        null,
        null,
        receiveTimeMicros);
  }
}
