package org.hedgerow.jobs.signals.pattern;

/**
 * One thing that a pattern looks at. It brings what needs a memory longer than a match (the peak of
 * hours, an average), so that conditions compare numbers and partial matches stay few.
 *
 * <p>Downward patterns have every price, rate and basis with its sign turned, so that each shape is
 * written once.
 *
 * @param definition name of the pattern
 * @param subject an instrument, or two with | between
 * @param timeMicros the venue's clock; of a bar its end
 * @param partition where the causing entry stands in the journal
 * @param offset of the same
 * @param value close, price of a liquidation, funding rate, spread (a fraction) or statistic
 * @param before the value of the observation before; NaN: none
 * @param other volume of a bar, quantity of a liquidation (negative: a long was closed), basis, or
 *     depth at the best prices
 * @param reference the peak that a crash falls from, low of a bar, top of a range, or average of a
 *     statistic
 * @param edge whether a pattern may begin here
 */
public record Observation(
    String definition,
    String subject,
    long timeMicros,
    int partition,
    long offset,
    double value,
    double before,
    double other,
    double reference,
    boolean edge) {}
