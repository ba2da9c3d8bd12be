package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.OptionRight;

/** Reads an instrument; an option has to say all that its value depends on. */
final class InstrumentReader {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9_]+:[A-Za-z0-9_./-]+");

  private InstrumentReader() {}

  static Instrument read(YamlSection yaml) {
    String name = yaml.text("instrument", NAME, "VENUE:SYMBOL");
    int colon = Math.max(0, name.indexOf(':'));
    InstrumentKind kind = yaml.choice("kind", InstrumentKind.class);
    boolean option = kind == InstrumentKind.OPTION;
    Instrument instrument =
        new Instrument(
            name,
            name.substring(0, colon),
            name.substring(Math.min(name.length(), colon + 1)),
            kind,
            yaml.text("base"),
            yaml.text("quote"),
            yaml.text("settlement"),
            yaml.positive("contract_value"),
            yaml.positive("tick_size"),
            yaml.positive("lot_size"),
            yaml.number("minimum_quantity", BigDecimal.ZERO),
            yaml.positive("maximum_quantity"),
            yaml.number("minimum_notional", BigDecimal.ZERO),
            yaml.choices("channels", Channel.class),
            expiry(yaml, kind),
            option
                ? Optional.of(
                    new OptionTerms(
                        yaml.positive("strike"), yaml.choice("right", OptionRight.class)))
                : Optional.empty(),
            option ? yaml.optionalText("underlying") : Optional.empty());
    if (option
        && !instrument.settlement().equals(instrument.base())
        && !instrument.settlement().equals(instrument.quote())) {
      yaml.error(
          yaml.at("settlement"),
          instrument.settlement(),
          "the base (premium and payoff in coin) or the quote (both in quote units)");
    }
    return instrument;
  }

  private static Optional<Instant> expiry(YamlSection yaml, InstrumentKind kind) {
    return switch (kind) {
      case OPTION -> Optional.of(yaml.instant("expiry"));
      case LINEAR_FUTURE, INVERSE_FUTURE ->
          yaml.has("expiry") ? Optional.of(yaml.instant("expiry")) : Optional.empty();
      case SPOT, LINEAR_PERPETUAL, INVERSE_PERPETUAL -> Optional.empty();
    };
  }
}
