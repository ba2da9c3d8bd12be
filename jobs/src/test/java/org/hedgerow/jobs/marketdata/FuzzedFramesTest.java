package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Limits;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.cleaning.Plausibility;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Recorded frames of every venue, bent and broken at random: none may throw, hang, make memory
 * grow, or become an entry that no market can say. How many and from which seed: {@code
 * -Dfuzz.frames}, {@code -Dfuzz.seed}; all failures name the seed.
 */
class FuzzedFramesTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int FRAMES = Integer.getInteger("fuzz.frames", 200_000);
  private static final int SEEDS_A_VENUE = 3_000;
  private static final int LONGEST_SEED = 20_000;
  private static final long LONGEST_NANOS = 2_000_000_000L;
  private static final long GROWTH = 96L << 20;
  private static final BigDecimal LARGEST = new BigDecimal("1e18");
  private static final BigDecimal SMALLEST = new BigDecimal("1e-18");
  private static final Pattern SESSION_FRAME = Pattern.compile("^[0-9.]+: ([\\[{].*)$");
  private static final Pattern NAME = Pattern.compile("\"([A-Z0-9]{2,}[A-Za-z0-9_/:-]{1,28})\"");
  private static final List<String> WORDS =
      List.of(
          "NaN",
          "-",
          "1e30",
          "1e-30",
          "null",
          "\"\"",
          "0",
          "-1",
          "{",
          "[",
          "9".repeat(19),
          "\\u0000",
          "true");

  private static final Map<String, String> SESSIONS =
      Map.of(
          "BINANCE.", "BINANCE_SPOT",
          "BINANCE_FUTURES", "BINANCE_USDM",
          "BINANCE_DELIVERY", "BINANCE_COINM",
          "DERIBIT", "DERIBIT",
          "FTX", "FTX",
          "KRAKEN.", "KRAKEN_SPOT",
          "KRAKEN_FUTURES", "KRAKEN_FUTURES",
          "OKX", "OKX",
          "OKEX", "OKX");

  @Test
  void noFrameBreaksADecoderOrBecomesNonsense() throws IOException {
    Path data = data();
    Assumptions.assumeTrue(
        Files.exists(data), "no recorded data at " + data + "; nothing to bend, skipped");
    Map<String, List<byte[]>> seeds = seeds(data);
    for (Venue venue : Venues.all()) {
      assertTrue(
          seeds.getOrDefault(venue.name(), List.of()).size() > 5, venue.name() + " has no seeds");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    List<Fuzzed> all = new ArrayList<>();
    for (Venue venue : Venues.all()) {
      all.add(new Fuzzed(venue, seeds.get(venue.name())));
    }
    long memory = 0;
    for (int i = 0; i < FRAMES; i++) {
      all.get(i % all.size()).frame(random, i);
      if (i == FRAMES / 4) {
        memory = used();
      }
    }
    long grown = used() - memory;
    assertTrue(grown < GROWTH, "memory has grown by " + grown);
    for (Fuzzed one : all) {
      System.out.printf(
          "%s: %d entries, %d refused by the decoder, %d as implausible%n",
          one.venue, one.entries, one.rejected, one.implausible);
      assertTrue(one.entries > 0 && one.rejected > 0, one.venue + " was not fuzzed");
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Path data() {
    String configured = System.getProperty("hedgerow.data");
    if (configured != null) {
      return Path.of(configured);
    }
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }

  private static Map<String, List<byte[]>> seeds(Path data) throws IOException {
    Map<String, List<byte[]>> seeds = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(data.resolve("frames/sessions"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        for (Map.Entry<String, String> session : SESSIONS.entrySet()) {
          boolean meant =
              name.startsWith(session.getKey())
                  || name.startsWith(session.getKey().replace(".", "-"));
          if (meant) {
            read(file, seeds.computeIfAbsent(session.getValue(), venue -> new ArrayList<>()));
          }
        }
      }
    }
    List<byte[]> luno = seeds.computeIfAbsent("LUNO", venue -> new ArrayList<>());
    for (String line : Files.readAllLines(data.resolve("fixtures/luno/luno-stream-frames.jsonl"))) {
      int raw = line.indexOf("\"raw\":\"");
      if (raw > 0 && line.contains("\"dir\":\"in\"")) {
        String text = line.substring(raw + 7, line.lastIndexOf('"')).replace("\\\"", "\"");
        luno.add(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    seeds.put("BYBIT_LINEAR", bybit());
    return seeds;
  }

  /** Of our own making, in the documented forms: there is no recording of it. */
  private static List<byte[]> bybit() {
    String sides = "\"b\":[[\"60000.1\",\"4.2\"]],\"a\":[[\"60000.2\",\"1.9\"],[\"60001\",\"0\"]]";
    List<String> forms = new ArrayList<>();
    for (String symbol : List.of("BTCUSDT", "ETHUSDT", "SOLPERP")) {
      for (String topic : List.of("orderbook.1.", "orderbook.50.")) {
        for (String type : List.of("snapshot", "delta")) {
          forms.add(
              "{\"topic\":\"%s%s\",\"type\":\"%s\",\"ts\":1700000000123,\"data\":{\"s\":\"%s\",%s,\"u\":7,\"seq\":9},\"cts\":1700000000120}"
                  .formatted(topic, symbol, type, symbol, sides));
        }
      }
      forms.add(
          "{\"topic\":\"publicTrade.%s\",\"type\":\"snapshot\",\"ts\":1700000000123,\"data\":[{\"T\":1700000000120,\"s\":\"%s\",\"S\":\"Buy\",\"v\":\"0.01\",\"p\":\"60000.2\",\"i\":\"a-1\",\"BT\":false}]}"
              .formatted(symbol, symbol));
      forms.add(
          "{\"topic\":\"tickers.%s\",\"type\":\"delta\",\"cs\":5,\"ts\":1700000000123,\"data\":{\"symbol\":\"%s\",\"markPrice\":\"60000.1\",\"indexPrice\":\"60002\",\"openInterest\":\"12.5\",\"fundingRate\":\"-0.0001\",\"nextFundingTime\":\"1700006400000\"}}"
              .formatted(symbol, symbol));
    }
    return forms.stream().map(form -> form.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Frames evenly from the whole of a session. */
  private static void read(Path session, List<byte[]> into) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(session)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher frame = SESSION_FRAME.matcher(line);
        if (line.length() < LONGEST_SEED && frame.matches()) {
          frames.add(frame.group(1).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    int step = Math.max(1, frames.size() / SEEDS_A_VENUE);
    for (int i = 0; i < frames.size(); i += step) {
      into.add(frames.get(i));
    }
  }

  /** One venue's decoder, its seeds, and what came of them. */
  private static final class Fuzzed implements DecodedFrame {
    private final String venue;
    private final List<byte[]> seeds;
    private final FrameDecoder decoder;
    private int calls;
    private long entries;
    private long rejected;
    private long implausible;
    private byte[] now = new byte[0];
    private String connection;

    Fuzzed(Venue venue, List<byte[]> seeds) {
      this.venue = venue.name();
      this.seeds = seeds;
      this.connection = venue.name() + "/market/" + (venue.name().equals("LUNO") ? "XBTZAR" : "0");
      this.decoder = venue.decoder(configuration(venue.name(), seeds));
    }

    void frame(SplittableRandom random, long sequence) {
      now =
          switch (random.nextInt(20)) {
            case 0 -> seed(random).clone();
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> renumbered(random);
            default -> bent(random);
          };
      boolean account = random.nextInt(5) == 0;
      RawFrame frame =
          new RawFrame(
              venue,
              account ? venue + "/account/a" : connection,
              1L,
              sequence,
              1_700_000_000_000_000L + sequence,
              FrameKind.STREAM,
              account ? "a" : null,
              null,
              ByteBuffer.wrap(now));
      calls = 0;
      long start = System.nanoTime();
      try {
        decoder.decode(frame, this);
      } catch (RuntimeException | StackOverflowError e) {
        fail(said("threw"), e);
      }
      assertTrue(System.nanoTime() - start < LONGEST_NANOS, () -> said("took too long"));
      assertTrue(calls > 0, () -> said("was passed over without a word"));
    }

    private String said(String what) {
      return venue
          + " (seed "
          + SEED
          + ") "
          + what
          + ": "
          + new String(now, StandardCharsets.ISO_8859_1);
    }

    private byte[] seed(SplittableRandom random) {
      return seeds.get(random.nextInt(seeds.size()));
    }

    /** The same frame with other digits: still JSON, and mostly nonsense. */
    private byte[] renumbered(SplittableRandom random) {
      byte[] bytes = seed(random).clone();
      for (int tries = 1 + random.nextInt(40); tries > 0 && bytes.length > 0; tries--) {
        int at = random.nextInt(bytes.length);
        if (bytes[at] >= '0' && bytes[at] <= '9') {
          bytes[at] = (byte) ('0' + random.nextInt(10));
        }
      }
      return bytes;
    }

    private byte[] bent(SplittableRandom random) {
      byte[] bytes = seed(random).clone();
      for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 0; times--) {
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(24));
        switch (random.nextInt(7)) {
          case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          case 1 -> bytes[at] = (byte) "0123456789.-eE+\"{}[],:".charAt(random.nextInt(22));
          case 2 -> bytes = spliced(bytes, at, to, new byte[0]);
          case 3 -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
          case 4 ->
              bytes =
                  spliced(
                      bytes,
                      at,
                      to,
                      WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
          case 5 -> {
            byte[] other = seed(random);
            int from = random.nextInt(other.length);
            bytes =
                spliced(
                    bytes,
                    at,
                    to,
                    Arrays.copyOfRange(other, from, Math.min(other.length, from + 40)));
          }
          default -> bytes = Arrays.copyOf(bytes, at);
        }
      }
      return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
      byte[] spliced = new byte[from + with.length + bytes.length - to];
      System.arraycopy(bytes, 0, spliced, 0, from);
      System.arraycopy(with, 0, spliced, from, with.length);
      System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
      return spliced;
    }

    @Override
    public void entry(SpecificRecord payload, Long venueTimeMicros) {
      calls++;
      if (Plausibility.objection(payload) != null) {
        implausible++;
        return;
      }
      entries++;
      numbers(payload);
      if (payload instanceof Trade trade) {
        assertTrue(
            Decimals.signum(trade.getPrice()) > 0 && Decimals.signum(trade.getQuantity()) > 0,
            () -> said("is a trade of nothing"));
      } else if (payload instanceof Quote quote) {
        assertTrue(
            Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) < 0,
            () -> said("is a quote that overlaps"));
      } else if (payload instanceof BookDelta delta) {
        delta
            .getBids()
            .forEach(
                level ->
                    assertTrue(
                        Decimals.signum(level.getPrice()) > 0
                            && Decimals.signum(level.getQuantity()) >= 0,
                        () -> said("is a level that cannot be")));
      }
    }

    /** Every number in it, by the schema: independent of what the plausibility looks at. */
    private void numbers(Object value) {
      if (value instanceof Decimal decimal) {
        BigDecimal number = Decimals.toBigDecimal(decimal).abs();
        assertTrue(
            number.signum() == 0
                || (number.compareTo(LARGEST) <= 0 && number.compareTo(SMALLEST) >= 0),
            () -> said("has a number of no size, " + number));
      } else if (value instanceof Double number) {
        assertTrue(
            Double.isFinite(number) && Math.abs(number) <= 1e18, () -> said("has " + number));
      } else if (value instanceof List<?> list) {
        list.forEach(this::numbers);
      } else if (value instanceof SpecificRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
          numbers(record.get(field.pos()));
        }
      }
    }

    @Override
    public void ignore(String channel) {
      calls++;
    }

    @Override
    public void reject(String channel, RejectReason reason, String detail) {
      calls++;
      rejected++;
    }

    private static Configuration configuration(String venue, List<byte[]> seeds) {
      Set<String> symbols = new LinkedHashSet<>();
      symbols.add("XBTZAR");
      for (byte[] seed : seeds) {
        Matcher names = NAME.matcher(new String(seed, StandardCharsets.UTF_8));
        while (names.find() && symbols.size() < 2_000) {
          symbols.add(names.group(1));
        }
      }
      List<Instrument> instruments = new ArrayList<>();
      for (String symbol : symbols) {
        boolean option = venue.equals("DERIBIT") && symbol.matches(".*-[CP]");
        instruments.add(
            new Instrument(
                venue + ":" + symbol,
                venue,
                symbol,
                option ? InstrumentKind.OPTION : InstrumentKind.LINEAR_PERPETUAL,
                "BTC",
                "USD",
                "USD",
                BigDecimal.ONE,
                new BigDecimal("0.1"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                new BigDecimal("1000000"),
                BigDecimal.ZERO,
                List.of(Channel.TRADE, Channel.QUOTE, Channel.DEPTH)));
      }
      return new Configuration(
          1,
          "",
          List.of(
              new VenueEndpoint(
                  venue,
                  Environment.PAPER,
                  URI.create("http://127.0.0.1:1"),
                  URI.create("ws://127.0.0.1:1"))),
          List.of(),
          instruments,
          List.of(),
          List.of(),
          new Limits(
              BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
    }
  }
}
