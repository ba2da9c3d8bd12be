package org.hedgerow.cli.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.Trade;

/**
 * Market entries of made-up instruments, written to the journal at a fixed rate. Open loop: an
 * entry bears the time at which it was due, however late the writer or the broker is, so that what
 * waits is measured as waiting.
 *
 * <p>Three quotes to a trade, each instrument in turn; prices walk, one trade in a hundred is
 * large, and one in five hundred quotes is wide. Ticks come every 0.1 s to each group.
 */
final class SignalsLoad {
  private static final long TICK_MICROS = 100_000;
  private static final int TRADE_EACH = 4;
  private static final int LARGE_EACH = 100;
  private static final int WIDE_EACH = 500;
  private static final int GROUPS = 4;
  private static final int SCALE = 2;
  private static final long FIRST_PRICE = 1_000_000;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<String> instruments = new ArrayList<>();
  private final long[] prices;
  private final byte[][] keys = new byte[GROUPS][];
  private final long[] previous = new long[GROUPS];
  private long sequence;
  private long tick;

  SignalsLoad(int count) {
    prices = new long[count];
    for (int i = 0; i < count; i++) {
      instruments.add(instrument(i));
      prices[i] = FIRST_PRICE;
    }
    for (int i = 0; i < GROUPS; i++) {
      keys[i] = group(i).getBytes(StandardCharsets.UTF_8);
      previous[i] = -1;
    }
  }

  private static String instrument(int number) {
    return "BINANCE_SPOT:I" + number + "USDT";
  }

  private static String group(int number) {
    return "LOAD" + number;
  }

  /** The configuration that the entries are for: rules and statistics of every instrument. */
  static String yaml(int count) {
    StringBuilder all = new StringBuilder();
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            venues:
              - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
            accounts:
              - {account: spot, venue: BINANCE_SPOT, credentials: spot}
            instruments:
            """);
    for (int i = 0; i < count; i++) {
      yaml.append("  - {instrument: \"")
          .append(instrument(i))
          .append("\", kind: spot, base: I")
          .append(i)
          .append(", quote: USDT, settlement: USDT, contract_value: 1, tick_size: 0.01,")
          .append(" lot_size: 0.00001, minimum_quantity: 0.00001, maximum_quantity: 9000,")
          .append(" minimum_notional: 5, channels: [trade, quote]}\n");
      all.append(i == 0 ? "\"" : ", \"").append(instrument(i)).append('"');
    }
    yaml.append("groups:\n");
    for (int i = 0; i < GROUPS; i++) {
      StringBuilder own = new StringBuilder();
      for (int each = i; each < count; each += GROUPS) {
        own.append(each == i ? "\"" : ", \"").append(instrument(each)).append('"');
      }
      yaml.append("  - {group: ")
          .append(group(i))
          .append(", number: ")
          .append(i + 1)
          .append(", instruments: [")
          .append(own)
          .append("]}\n");
    }
    return yaml.append(
            """
            portfolios: []
            limits: {maximum_order_notional: 250000, price_collar: 0.002, stale_after: 5s, order_valid: 2s, maximum_hedges_per_minute: 240}
            signals:
              rules:
                - {rule: spread, kind: spread, instruments: [ALL], parameters: {enter: 0.001}}
                - {rule: move, kind: move, instruments: [ALL], parameters: {within: 1m, enter: 0.01}}
                - {rule: sigma, kind: move, instruments: [ALL], parameters: {within: 15s, in: sigma, enter: 3, minimum: 60}}
                - {rule: large, kind: large_trade, instruments: [ALL], parameters: {in: average, enter: 20, quiet: 100ms}}
                - {rule: level, kind: price_level, instruments: [ALL], parameters: {level: 10000, price: trade}}
                - {rule: imbalance, kind: book_imbalance, instruments: [ALL], parameters: {enter: 0.9, leave: 0.5, for: 2s}}
                - {rule: feed, kind: feed, instruments: [ALL], parameters: {silence: 5s}}
              statistics:
                - {statistic: volatility, kind: volatility, instruments: [ALL], parameters: {bars: 1s, window: 60}}
                - {statistic: risk, kind: risk, instruments: [ALL], parameters: {bars: 1s, window: 60}}
            """
                .replace("ALL", all))
        .toString();
  }

  /**
   * Writes for so long.
   *
   * @return how many entries, ticks left out
   */
  long write(BenchProducer producer, int rate, long seconds) {
    long startNanos = System.nanoTime();
    long startMicros = nowMicros();
    long entries = rate * seconds;
    long nextTick = 0;
    for (long i = 0; i < entries; i++) {
      long dueMicros = i * 1_000_000 / rate;
      long wait = startNanos + i * NANOS_A_SECOND / rate - System.nanoTime();
      // The finest sleep of the machine is some 50 us: what is due by then goes together.
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      for (; nextTick <= dueMicros; nextTick += TICK_MICROS) {
        ticks(producer, startMicros + nextTick);
      }
      market(producer, i, startMicros + dueMicros);
    }
    producer.flush();
    return entries;
  }

  private void ticks(BenchProducer producer, long timeMicros) {
    tick++;
    for (int group = 0; group < GROUPS; group++) {
      send(
          producer,
          group,
          new Origin("ticker", tick, -1L, "tick/1/" + tick),
          timeMicros,
          new Tick(1L, tick, timeMicros));
    }
  }

  private void market(BenchProducer producer, long index, long dueMicros) {
    int one = (int) (index % prices.length);
    int group = one % GROUPS;
    boolean trade = index / prices.length % TRADE_EACH == 0;
    prices[one] += random.nextInt(201) - 100;
    SpecificRecord payload =
        trade
            ? new Trade(
                instruments.get(one),
                Long.toString(index),
                price(prices[one]),
                new Decimal(random.nextInt(LARGE_EACH) == 0 ? 50_000L : 100L, SCALE),
                random.nextBoolean() ? Side.BUY : Side.SELL)
            : quote(one);
    Origin origin = new Origin("load", sequence, previous[group], null);
    previous[group] = sequence;
    sequence++;
    send(producer, group, origin, dueMicros, payload);
  }

  private Quote quote(int one) {
    long half = random.nextInt(WIDE_EACH) == 0 ? 2_000 : 50;
    return new Quote(
        instruments.get(one),
        price(prices[one] - half),
        new Decimal(1L + random.nextInt(1_000), SCALE),
        price(prices[one] + half),
        new Decimal(1L + random.nextInt(1_000), SCALE),
        null);
  }

  private static Decimal price(long unscaled) {
    return new Decimal(unscaled, SCALE);
  }

  private void send(
      BenchProducer producer, int group, Origin origin, long micros, SpecificRecord payload) {
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup(group(group))
            .setOrigin(origin)
            .setVenueTimeMicros(payload instanceof Tick ? null : micros)
            .setReceiveTimeMicros(micros)
            .setPayload(payload)
            .build();
    producer.send(new ProducerRecord<>(TopicCatalogue.JOURNAL, keys[group], codec.encode(entry)));
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
