package org.hedgerow.exchanges;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.schema.InstrumentKind;

/**
 * How a venue's messages are known where no configuration says what they are about: in recordings.
 * A text is a message as it was received, or an address.
 */
public interface Recognition {
  /** Whether connections and requests to that address are this venue's. */
  boolean serves(String address);

  /**
   * Whether a message's form says that it is this venue's, and not one of another market of the
   * same exchange.
   */
  boolean claims(String message);

  /**
   * What the message answers if it is the body of a REST answer: path and query, or an empty string
   * where its form does not say which. Empty for messages of streams.
   *
   * @param instruments the symbols that were named before
   */
  default Optional<String> request(String message, Set<String> instruments) {
    return Optional.empty();
  }

  /** The name of a connection to that address, as the venue's decoder expects it. */
  default String connection(String address) {
    return "recording";
  }

  /** Whether a connection to that address is an account's. */
  default boolean isPrivate(String address) {
    return true;
  }

  /** The symbols that a message or an address names; of another product there may be some too. */
  Set<String> symbols(String text);

  /** Whether a message may name instruments that the decoder would pass over without a word. */
  default boolean isList(String message) {
    return false;
  }

  /** An instrument of which no more is known than its symbol; empty if it is none of this venue. */
  Optional<Instrument> instrument(String symbol);

  /** A decoder for those instruments and all their channels. */
  FrameDecoder decoder(List<Instrument> instruments);

  /**
   * An instrument of which no more is known: its contract is worth one of the venue's units, so
   * that quantities are as the venue counts them, and its limits are zero, which means unknown.
   */
  static Instrument unspecified(
      String venue, String symbol, InstrumentKind kind, String base, String quote) {
    boolean inverse =
        kind == InstrumentKind.INVERSE_PERPETUAL || kind == InstrumentKind.INVERSE_FUTURE;
    return new Instrument(
        venue + ":" + symbol,
        venue,
        symbol,
        kind,
        base,
        quote,
        inverse ? base : quote,
        BigDecimal.ONE,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        List.of(Channel.values()));
  }

  /** A configuration that has these instruments and nothing else. */
  static Configuration configuration(List<Instrument> instruments) {
    return new Configuration(
        1L, "", List.of(), List.of(), List.copyOf(instruments), List.of(), List.of(), null);
  }
}
