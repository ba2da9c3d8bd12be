package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hedgerow.schema.InstrumentKind;

/**
 * An instrument that we watch or trade.
 *
 * @param instrument {@code VENUE:SYMBOL}
 * @param contractValue linear: base units a contract; inverse: quote units a contract; spot: 1;
 *     option: base units a contract
 * @param minimumNotional in quote units, zero where there is none
 * @param channels what is subscribed of it
 * @param expiry when a dated future or an option ends
 * @param option of an option
 * @param underlying the instrument whose mark is an option's forward where the venue tells none
 */
public record Instrument(
    String instrument,
    String venue,
    String symbol,
    InstrumentKind kind,
    String base,
    String quote,
    String settlement,
    BigDecimal contractValue,
    BigDecimal tickSize,
    BigDecimal lotSize,
    BigDecimal minimumQuantity,
    BigDecimal maximumQuantity,
    BigDecimal minimumNotional,
    List<Channel> channels,
    Optional<Instant> expiry,
    Optional<OptionTerms> option,
    Optional<String> underlying) {

  /** One that is no option, and whose expiry is not known or does not matter. */
  public Instrument(
      String instrument,
      String venue,
      String symbol,
      InstrumentKind kind,
      String base,
      String quote,
      String settlement,
      BigDecimal contractValue,
      BigDecimal tickSize,
      BigDecimal lotSize,
      BigDecimal minimumQuantity,
      BigDecimal maximumQuantity,
      BigDecimal minimumNotional,
      List<Channel> channels) {
    this(
        instrument,
        venue,
        symbol,
        kind,
        base,
        quote,
        settlement,
        contractValue,
        tickSize,
        lotSize,
        minimumQuantity,
        maximumQuantity,
        minimumNotional,
        channels,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
