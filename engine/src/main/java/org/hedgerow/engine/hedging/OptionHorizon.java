package org.hedgerow.engine.hedging;

import java.util.List;
import java.util.OptionalLong;
import org.hedgerow.engine.pricing.PutOrCall;

/**
 * How long protection must last, and when it is renewed. The expiry is the first one that reaches
 * the end of the horizon: the cheapest protection that need not be renewed within it.
 *
 * @param nowMicros microseconds since 1970, of the entry that asks
 * @param horizonMicros how long protection is wanted, not negative
 * @param rollBeforeMicros how long before expiry the option is replaced, not negative
 */
public record OptionHorizon(long nowMicros, long horizonMicros, long rollBeforeMicros) {
  /** Refuses spans that run backwards. */
  public OptionHorizon {
    if (horizonMicros < 0 || rollBeforeMicros < 0) {
      throw new IllegalArgumentException(
          "horizon " + horizonMicros + " and roll " + rollBeforeMicros + "; expected 0 or more");
    }
  }

  /** The first expiry at or after the horizon's end, of options of that right; after now always. */
  public OptionalLong expiry(List<ListedOption> listed, PutOrCall right) {
    long end = Math.addExact(nowMicros, horizonMicros);
    return listed.stream()
        .filter(option -> option.right() == right)
        .mapToLong(ListedOption::expiryMicros)
        .filter(expiry -> expiry >= end && expiry > nowMicros)
        .min();
  }

  /** When an option of that expiry is replaced, but not before now. */
  public long rollMicros(long expiryMicros) {
    return Math.max(nowMicros, expiryMicros - rollBeforeMicros);
  }
}
