package org.hedgerow.engine.signal.window;

import java.time.Instant;
import java.util.Optional;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.schema.InstrumentKind;

/**
 * What the carry of one instrument against another needs to know of the two.
 *
 * @param expiryMicros when the instrument is settled; the largest long: never
 * @param perpetual whether the instrument's holders pay funding
 * @param againstPerpetual whether the other's do
 */
public record CarryTerms(long expiryMicros, boolean perpetual, boolean againstPerpetual) {
  private static final long MICROS_A_SECOND = 1_000_000;

  /** Of two that are never settled and pay nothing. */
  public static final CarryTerms NONE = new CarryTerms(Long.MAX_VALUE, false, false);

  /** Of instruments of the configuration; null: not known. */
  public static CarryTerms of(Instrument instrument, Instrument against) {
    Optional<Instant> expiry = instrument == null ? Optional.empty() : instrument.expiry();
    return new CarryTerms(
        expiry.map(one -> one.getEpochSecond() * MICROS_A_SECOND).orElse(Long.MAX_VALUE),
        isPerpetual(instrument),
        isPerpetual(against));
  }

  private static boolean isPerpetual(Instrument instrument) {
    return instrument != null
        && (instrument.kind() == InstrumentKind.LINEAR_PERPETUAL
            || instrument.kind() == InstrumentKind.INVERSE_PERPETUAL);
  }

  boolean isDated() {
    return expiryMicros != Long.MAX_VALUE;
  }
}
