package org.hedgerow.exchanges.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Limits;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.RawFrame;

/** One venue's decoder, and what came of the frames that it was given. */
final class FuzzedDecoder {
  /** Of this thread on a processor: other load on the machine is no fault of the decoder. */
  private static final long LONGEST_NANOS = 2_000_000_000L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FrameDecoder decoder;
  private final PossiblePayloads judge = new PossiblePayloads();

  FuzzedDecoder(Venue venue, Configuration configuration) {
    decoder = venue.decoder(configuration);
  }

  /**
   * Decodes the frames of an input; the first has that sequence.
   *
   * @throws AssertionError with the line to be added to the seeds, if one throws, takes too long,
   *     or becomes what cannot be
   */
  void take(FuzzInput input, long sequence) {
    for (RawFrame frame : input.frames(sequence)) {
      judge.begin();
      long start = THREADS.getCurrentThreadCpuTime();
      try {
        decoder.decode(frame, judge);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("threw: " + input, e);
      }
      if (THREADS.getCurrentThreadCpuTime() - start > LONGEST_NANOS) {
        throw new AssertionError("took too long: " + input);
      }
      String fault = judge.fault();
      if (fault != null) {
        throw new AssertionError(fault + ": " + input);
      }
    }
  }

  PossiblePayloads judge() {
    return judge;
  }

  /** With every symbol an instrument of that venue; the kind by the form of its name. */
  static Configuration configuration(String venue, Collection<String> symbols) {
    List<Instrument> instruments =
        symbols.stream().map(symbol -> instrument(venue, symbol)).toList();
    return new Configuration(
        1,
        "",
        List.of(
            new VenueEndpoint(
                venue,
                Environment.PAPER,
                URI.create("http://127.0.0.1:1"),
                URI.create("ws://127.0.0.1:1"))),
        List.of(new Account("acct", venue, "acct", Optional.empty())),
        instruments,
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  private static Instrument instrument(String venue, String symbol) {
    return new Instrument(
        venue + ":" + symbol,
        venue,
        symbol,
        kind(venue, symbol),
        "BTC",
        "USD",
        "USD",
        BigDecimal.ONE,
        new BigDecimal("0.1"),
        BigDecimal.ONE,
        BigDecimal.ONE,
        new BigDecimal("1000000"),
        BigDecimal.ZERO,
        List.of(Channel.TRADE, Channel.QUOTE, Channel.DEPTH));
  }

  private static InstrumentKind kind(String venue, String symbol) {
    if (symbol.matches(".*-[CP]")) {
      return InstrumentKind.OPTION;
    }
    return venue.endsWith("_SPOT") || venue.equals("LUNO")
        ? InstrumentKind.SPOT
        : InstrumentKind.LINEAR_PERPETUAL;
  }
}
