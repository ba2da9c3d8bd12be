package org.hedgerow.exchanges.ftx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordedMessage.Kind;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

/**
 * Every FTX frame of the recordings. The counts were taken from the same files without our code:
 * {@code zcat FILE | grep '^[0-9]'}, each line's JSON by Python, counted by (channel, type) and,
 * for trades, by elements of data.
 */
class FtxRecordedFramesTest {
  private static final Pattern MARKET = Pattern.compile("\"market\": ?\"([^\"]+)\"");

  private final BookChecksum checksum = new FtxVenue().checksum().orElseThrow();

  @Test
  void theSessionOfApril() throws IOException {
    assertEquals(
        Map.of(
            "Quote", 3420,
            "Trade", 81,
            "BookDelta snapshot", 10,
            "BookDelta", 3367,
            "ignored subscribed", 30,
            "right sums", 3377),
        session("FTX-6d2b81.0@2021-04-16-939b7440.gz"));
  }

  @Test
  void theSessionOfJune() throws IOException {
    assertEquals(
        Map.of(
            "Quote", 1313,
            "Trade", 37,
            "BookDelta snapshot", 10,
            "BookDelta", 1266,
            "ignored subscribed", 30,
            "right sums", 1276),
        session("FTX.ws.32.0@2021-06-28-22bf4771.gz"));
  }

  /** {@code zcat FILE | grep ^https | grep -o '"name":' | wc -l}: 678 markets, 435 of them spot. */
  @Test
  void theListOfMarkets() throws IOException {
    Path file = RecordedData.path("frames/sessions/FTX.0@2021-06-28-22bf4771.gz");
    String body = null;
    for (RecordedMessage message : RecordedData.messages(file)) {
      if (message.request().equals("/api/markets")) {
        body = new String(message.body(), StandardCharsets.UTF_8);
      }
    }
    Set<String> names = new TreeSet<>();
    Pattern.compile("\"name\":\"([^\"]+)\"")
        .matcher(body)
        .results()
        .forEach(match -> names.add(match.group(1)));
    Collected found =
        FtxSamples.decode(FtxSamples.decoder(names), FtxSamples.rest("/api/markets", body));
    assertEquals(0, found.rejections.size());
    assertEquals(678, found.payloads.size());
    InstrumentStatus perpetual =
        found.payloads.stream()
            .map(InstrumentStatus.class::cast)
            .filter(one -> one.getInstrument().equals("FTX:1INCH-PERP"))
            .findFirst()
            .orElseThrow();
    assertEquals("0.0001", Decimals.toString(perpetual.getDefinition().getTickSize()));
  }

  @Test
  void theFixtures() throws IOException {
    // By reading them: jq -c '[.frame.channel, .frame.type]' FILE | sort | uniq -c.
    assertEquals(
        Map.of(
            "Quote", 1,
            "Trade", 2,
            "Liquidation", 1,
            "BookDelta snapshot", 1,
            "BookDelta", 2,
            // Perpetuals twice, a MOVE contract and a future once; only the first has funding.
            "Mark", 4,
            "Index", 4,
            "OpenInterest", 4,
            "Funding", 2,
            "ignored subscribed", 1),
        without(fixture("ftx.jsonl"), "rejected MALFORMED trades", 1));
    assertEquals(
        Map.of("Trade", 1, "BookDelta snapshot", 1, "BookDelta", 2, "ignored subscribed", 1),
        fixture("ftx-us.jsonl"));
  }

  /** A trade of 2019 has null for its id: nothing to know it again by. */
  private static Map<String, Integer> without(
      Map<String, Integer> counts, String key, int expected) {
    assertEquals(expected, counts.remove(key));
    return counts;
  }

  private static Map<String, Integer> fixture(String name) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : Files.readAllLines(RecordedData.path("fixtures/tardis-node/" + name))) {
      String json = line.substring(line.indexOf("\"frame\":") + 8, line.length() - 1);
      count(decode(FtxSamples.decoder(markets(json)), json), counts);
    }
    return counts;
  }

  private Map<String, Integer> session(String name) throws IOException {
    Path file = RecordedData.path("frames/sessions/" + name);
    Set<String> markets = new TreeSet<>();
    List<RecordedMessage> messages = RecordedData.messages(file);
    for (RecordedMessage message : messages) {
      if (message.kind() == Kind.SENT) {
        markets.addAll(markets(message.text()));
      }
    }
    FtxDecoder decoder = FtxSamples.decoder(markets);
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, LevelBook> books = new HashMap<>();
    for (RecordedMessage message : messages) {
      if (message.kind() != Kind.FRAME) {
        continue;
      }
      Collected found = decode(decoder, new String(message.body(), StandardCharsets.UTF_8));
      count(found, counts);
      for (SpecificRecord payload : found.payloads) {
        if (payload instanceof BookDelta delta) {
          verify(books.computeIfAbsent(delta.getInstrument(), key -> new LevelBook()), delta);
          counts.merge("right sums", 1, Integer::sum);
        } else if (payload instanceof Quote quote) {
          assertTrue(
              Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) < 0, quote.toString());
        }
      }
    }
    return counts;
  }

  private void verify(LevelBook book, BookDelta delta) {
    book.apply(delta);
    assertEquals(delta.getChecksum(), checksum.of(book), delta.toString());
    Level bid = book.bestBid();
    Level ask = book.bestAsk();
    assertTrue(
        bid == null || ask == null || Decimals.compare(bid.getPrice(), ask.getPrice()) < 0,
        delta.toString());
  }

  private static Set<String> markets(String text) {
    Set<String> markets = new TreeSet<>();
    MARKET.matcher(text).results().forEach(match -> markets.add(match.group(1)));
    return markets;
  }

  private static Collected decode(FtxDecoder decoder, String json) {
    return FtxSamples.decode(decoder, FtxSamples.stream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void count(Collected found, Map<String, Integer> counts) {
    assertTrue(found.calls() > 0);
    for (SpecificRecord payload : found.payloads) {
      String name = payload.getClass().getSimpleName();
      boolean snapshot = payload instanceof BookDelta delta && delta.getSnapshot();
      counts.merge(name + (snapshot ? " snapshot" : ""), 1, Integer::sum);
    }
    found.ignored.forEach(channel -> counts.merge("ignored " + channel, 1, Integer::sum));
    found.rejections.forEach(
        one -> counts.merge("rejected " + one.reason() + " " + one.channel(), 1, Integer::sum));
  }
}
