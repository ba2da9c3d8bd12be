package org.hedgerow.cli.bench.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Side;

/**
 * A book with one hedge to make: it holds the opposite of what it is to trade, in an instrument
 * that is there for nothing else.
 *
 * @param definition of the instrument that hedges
 * @param execution terms as in a book's {@code execution}; {@code <fifth>} stands for a fifth of
 *     the hedge
 */
record TrialSetup(InstrumentDefinition definition, String execution) {
  static final String PORTFOLIO = "trial";

  private static final String JOURNAL = "abcdefghij";
  private static final String TEMPLATE = template();
  private static final String SPOT = "BINANCE_SPOT";
  private static final String LINEAR = "BINANCE_USDM";

  /** For an instrument that the trials' configuration has. */
  static TrialSetup of(String instrument, String execution) {
    TrialSetup any = new TrialSetup(new InstrumentDefinition(), execution);
    ConfigChange change = any.parse(any.filled(LINEAR + ":BTCUSDT", "BTC", BigDecimal.ONE));
    for (InstrumentDefinition one : change.getInstruments()) {
      if (one.getInstrument().equals(instrument)) {
        return new TrialSetup(one, execution);
      }
    }
    throw new IllegalArgumentException(
        instrument
            + " is not in the configuration of trials; there are "
            + change.getInstruments().stream().map(InstrumentDefinition::getInstrument).toList());
  }

  private static String template() {
    try (InputStream in = TrialSetup.class.getResourceAsStream("/bench/execution.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String group() {
    return definition.getBase();
  }

  BigDecimal tick() {
    return Decimals.toBigDecimal(definition.getTickSize());
  }

  /** What is held so that so many units of the asset are to be traded on that side. */
  static BigDecimal holding(Side side, BigDecimal units) {
    return side == Side.BUY ? units.negate() : units;
  }

  /** Units of the asset for that much of the quote currency, in eight places. */
  static BigDecimal units(BigDecimal notional, BigDecimal mid) {
    return notional.divide(mid, 8, RoundingMode.DOWN);
  }

  String account() {
    return account(definition.getInstrument());
  }

  boolean isHeldAsCoins() {
    return definition.getKind() != InstrumentKind.SPOT;
  }

  /** The instrument that is held: a perpetual for what hedges as spot, else spot. */
  String held() {
    return held(definition.getInstrument(), group());
  }

  String heldAccount() {
    return account(held());
  }

  private static String held(String hedge, String group) {
    return (hedge.startsWith(SPOT) ? LINEAR : SPOT) + ":" + group + "USDT";
  }

  private static String account(String instrument) {
    return instrument.startsWith(SPOT) ? "spot" : instrument.startsWith(LINEAR) ? "usdm" : "coinm";
  }

  /**
   * The configuration.
   *
   * @param holding of what is held, in units of the asset, signed
   * @throws IllegalArgumentException where the terms are wrong, with all that is wrong with them
   */
  ConfigChange configuration(BigDecimal holding) {
    return parse(filled(definition.getInstrument(), group(), holding));
  }

  private String filled(String hedge, String group, BigDecimal holding) {
    String held = held(hedge, group);
    return TEMPLATE
        .replace("<held account>", account(held))
        .replace("<held>", held)
        .replace("<holding>", holding.toPlainString())
        .replace("<group>", group)
        .replace("<execution>", execution)
        .replace("<fifth>", fifth(holding).toPlainString())
        .replace("<hedge>", hedge)
        .replace("<hedge account>", account(hedge));
  }

  /** A clip that makes five of it, and a little more than that. */
  private static BigDecimal fifth(BigDecimal holding) {
    return holding.abs().divide(BigDecimal.valueOf(5), 8, RoundingMode.UP);
  }

  private ConfigChange parse(String yaml) {
    try {
      return ConfigurationSnapshot.of(
          Configuration.parse(yaml, Map.of()), JOURNAL, 1, EngineVersion.CURRENT);
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException("execution {" + execution + "}: " + e.getMessage(), e);
    }
  }
}
