package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordedMessage.Kind;
import org.hedgerow.schema.BookDelta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every recorded session of Kraken. The counts were made without our code, by a script that parses
 * each line of the form {@code <seconds>: <json>} with Python's json module and counts by the last
 * but one element of arrays (and rows of trades), by {@code event}, and by {@code feed}.
 */
class KrakenRecordedSessionsTest {
  private static final Pattern NAME =
      Pattern.compile("\"([A-Za-z0-9]+/[A-Z0-9]+|[a-z]{2}_[a-z0-9_]+)\"");

  /** Of v1: event=ignored, book snapshots and updates, trades, quotes by spread or ticker. */
  @ParameterizedTest
  @CsvSource({
    "KRAKEN.ws.48, BookDelta 0, Trade 10, Quote 0, heartbeat 30",
    "KRAKEN.ws.49, BookDelta 0, Trade 0, Quote 18, heartbeat 31",
    "KRAKEN.ws.50, BookDelta 4279, Trade 0, Quote 0, heartbeat 31",
    "KRAKEN-4b7396, BookDelta 0, Trade 0, Quote 22, heartbeat 119",
    "KRAKEN-82ac16, BookDelta 0, Trade 28, Quote 0, heartbeat 119",
    "KRAKEN-c197c0, BookDelta 14506, Trade 0, Quote 0, heartbeat 119"
  })
  void firstVersionOfTheSpotMarket(
      String name, String books, String trades, String quotes, String heartbeats)
      throws IOException {
    Path file = session(name);
    Set<String> symbols = new TreeSet<>();
    symbols(file).forEach(pair -> symbols.add(Assets.pair(pair)));
    Map<String, Integer> counts =
        replay(file, KrakenSamples.spotDecoder(symbols.toArray(String[]::new)), null);
    Map<String, Integer> expected = new TreeMap<>();
    for (String count : List.of(books, trades, quotes, heartbeats)) {
      int number = Integer.parseInt(count.substring(count.indexOf(' ') + 1));
      if (number > 0) {
        expected.put(count.substring(0, count.indexOf(' ')), number);
      }
    }
    expected.put("systemStatus", 1);
    expected.put("subscriptionStatus", 10);
    assertEquals(expected, counts);
  }

  @Test
  void futures() throws IOException {
    Path file = session("KRAKEN_FUTURES.ws.46");
    Set<String> symbols = new TreeSet<>();
    symbols(file).forEach(symbol -> symbols.add(symbol.toUpperCase(Locale.ROOT)));
    assertEquals(10, symbols.size());
    Map<String, Integer> counts =
        replay(
            file,
            KrakenSamples.futuresDecoder(symbols.toArray(String[]::new)),
            new FuturesConversation(List.of(), null));
    assertEquals(
        // 10 snapshots of 100 trades and 3 trades; 10 snapshots and 6528 changes of books.
        new TreeMap<>(
            Map.of(
                "Trade", 1_003,
                "BookDelta", 6_538,
                "ticker_lite", 541,
                "info", 1,
                "subscribed", 30)),
        counts);
  }

  /**
   * The sum of each of v1's 18,765 updates is that of our book, which is cut to the 1000 levels
   * that were subscribed.
   */
  @ParameterizedTest
  @CsvSource({"KRAKEN.ws.50, 4269", "KRAKEN-c197c0, 14496"})
  void checksumsOfBooks(String name, int updates) throws IOException {
    Path file = session(name);
    Set<String> symbols = new TreeSet<>();
    symbols(file).forEach(pair -> symbols.add(Assets.pair(pair)));
    FrameDecoder decoder = KrakenSamples.spotDecoder(symbols.toArray(String[]::new));
    Map<String, LevelBook> books = new HashMap<>();
    KrakenChecksum checksum = new KrakenChecksum();
    int compared = 0;
    int wrong = 0;
    for (SpecificRecord payload : payloads(file, decoder)) {
      if (payload instanceof BookDelta delta) {
        LevelBook book =
            books.computeIfAbsent(delta.getInstrument(), instrument -> new LevelBook(1_000));
        book.apply(delta);
        if (delta.getChecksum() != null) {
          compared++;
          wrong += checksum.of(book) == delta.getChecksum() ? 0 : 1;
        }
      }
    }
    assertEquals(10, books.size());
    assertEquals(0, wrong);
    assertEquals(updates, compared);
  }

  @Test
  void sequencesOfFuturesBooks() throws IOException {
    Path file = session("KRAKEN_FUTURES.ws.46");
    Set<String> symbols = new TreeSet<>();
    symbols(file).forEach(symbol -> symbols.add(symbol.toUpperCase(Locale.ROOT)));
    FrameDecoder decoder = KrakenSamples.futuresDecoder(symbols.toArray(String[]::new));
    Map<String, BookContinuity> books = new HashMap<>();
    int breaks = 0;
    for (SpecificRecord payload : payloads(file, decoder)) {
      if (payload instanceof BookDelta delta) {
        Optional<BookContinuity.Break> found =
            books
                .computeIfAbsent(delta.getInstrument(), name -> new BookContinuity())
                .accept(delta);
        breaks += found.isPresent() ? 1 : 0;
      }
    }
    assertEquals(10, books.size());
    assertEquals(0, breaks);
  }

  /** 304 pairs of which 293 have a WebSocket name; 27 instruments of which 17 are contracts. */
  @Test
  void listsOfInstruments() throws IOException {
    Collected pairs =
        answer("KRAKEN.0@2021-09-14", KrakenSamples.spotDecoder("BTC/USD", "KSM/BTC"));
    assertEquals(2, pairs.payloads.size(), pairs::toString);
    assertEquals(2, pairs.calls());
    Collected contracts =
        answer(
            "KRAKEN_FUTURES.0@2021-06-28",
            KrakenSamples.futuresDecoder("PI_XBTUSD", "FI_XBTUSD_210625"));
    assertEquals(2, contracts.payloads.size(), contracts::toString);
    assertEquals(2, contracts.calls());
  }

  private static Collected answer(String name, FrameDecoder decoder) throws IOException {
    RecordedMessage answer = RecordedData.messages(session(name)).get(0);
    assertEquals(Kind.ANSWER, answer.kind());
    return KrakenSamples.answer(
        decoder, null, answer.request(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static Path session(String name) throws IOException {
    try (Stream<Path> list = Files.list(RecordedData.path("frames/sessions"))) {
      return list.filter(path -> path.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** How often each payload, ignored channel and rejection came. */
  private static Map<String, Integer> replay(
      Path file, FrameDecoder decoder, Conversation conversation) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (RecordedMessage message : RecordedData.messages(file)) {
      if (message.kind() != Kind.FRAME) {
        continue;
      }
      Collected found = KrakenSamples.decode(decoder, message.body());
      assertTrue(found.calls() > 0, message.text());
      found.payloads.forEach(
          payload -> counts.merge(payload.getClass().getSimpleName(), 1, Integer::sum));
      found.ignored.forEach(channel -> counts.merge(channel, 1, Integer::sum));
      found.rejections.forEach(rejection -> counts.merge(rejection.toString(), 1, Integer::sum));
      if (conversation != null) {
        assertEquals(Conversation.Reply.NONE, conversation.heard(message.body()), message.text());
      }
    }
    return counts;
  }

  private static List<SpecificRecord> payloads(Path file, FrameDecoder decoder) throws IOException {
    Collected found = new Collected();
    for (RecordedMessage message : RecordedData.messages(file)) {
      if (message.kind() == Kind.FRAME) {
        decoder.decode(KrakenSamples.stream("KRAKEN", null, message.body()), found);
      }
    }
    return found.payloads;
  }

  private static Set<String> symbols(Path file) throws IOException {
    Set<String> symbols = new TreeSet<>();
    for (RecordedMessage message : RecordedData.messages(file)) {
      if (message.kind() == Kind.SENT) {
        NAME.matcher(message.text()).results().forEach(match -> symbols.add(match.group(1)));
      }
    }
    symbols.remove("ticker_lite");
    return symbols;
  }
}
