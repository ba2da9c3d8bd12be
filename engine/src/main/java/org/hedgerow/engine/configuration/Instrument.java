package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.InstrumentKind;

/**
 * An instrument that we watch or trade.
 *
 * @param instrument {@code VENUE:SYMBOL}
 * @param contractValue linear: base units a contract; inverse: quote units a contract; spot: 1
 * @param minimumNotional in quote units, zero where there is none
 * @param channels what is subscribed of it
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
    List<Channel> channels) {}
