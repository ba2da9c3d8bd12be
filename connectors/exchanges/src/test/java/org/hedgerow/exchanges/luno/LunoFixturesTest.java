package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Test;

/**
 * Every captured frame and answer of Luno that there is. There are few: {@code wc -l} says 11 and 3
 * lines, of which one is what a client sent. The expected outcome of each stands beside it, by
 * reading the lines.
 */
class LunoFixturesTest {
  private static final List<String> PAIRS =
      List.of("ETHUSDT", "XBTZAR", "PAXGUSDT", "ETHAUD", "XBTUSDT", "NOPEUSDT");

  private static List<Map<String, String>> rows(String name, String... fields) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(RecordedData.path("fixtures/luno/" + name))) {
      Map<String, String> row = new TreeMap<>();
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        parser.nextToken();
        while (parser.nextFieldName() != null) {
          String field = parser.currentName();
          boolean nested = !parser.nextToken().isScalarValue();
          int from = (int) parser.currentTokenLocation().getCharOffset();
          String text = nested ? "" : parser.getText();
          parser.skipChildren();
          row.put(
              field,
              nested ? line.substring(from, (int) parser.currentLocation().getCharOffset()) : text);
        }
      }
      for (String field : fields) {
        assertTrue(row.containsKey(field), line);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String outcome(Collected found) {
    List<String> parts = new ArrayList<>();
    found.payloads.forEach(payload -> parts.add(payload.getClass().getSimpleName()));
    found.ignored.forEach(channel -> parts.add("ignored " + channel));
    found.rejections.forEach(one -> parts.add(one.reason() + " " + one.detail()));
    return String.join(", ", parts);
  }

  @Test
  void everyFrameOfTheStream() throws IOException {
    LunoDecoder decoder = LunoSamples.decoder(PAIRS);
    List<String> outcomes = new ArrayList<>();
    List<Collected> all = new ArrayList<>();
    for (Map<String, String> row : rows("luno-stream-frames.jsonl", "dir", "market", "raw")) {
      if (row.get("dir").equals("in")) {
        Collected found = new Collected();
        decoder.decode(
            LunoSamples.frame(
                "LUNO/market/" + row.get("market"), 1, 0, LunoSamples.bytes(row.get("raw"))),
            found);
        all.add(found);
        outcomes.add(row.get("market") + ": " + outcome(found));
      }
    }
    assertEquals(
        List.of(
            "ETHUSDT: InstrumentStatus, BookDelta, Quote",
            "ETHUSDT: BookDelta, Quote",
            "ETHUSDT: BookDelta, Quote",
            // Captured without the book that they belong to.
            "XBTZAR: ignored update without a book",
            "XBTZAR: ignored update without a book",
            "PAXGUSDT: ignored keep-alive",
            "ETHAUD: InstrumentStatus, BookDelta",
            "XBTUSDT: VENUE_ERROR the venue says auth_timeout",
            "XBTUSDT: VENUE_ERROR the venue says invalid_credentials",
            "NOPEUSDT: VENUE_ERROR the venue says invalid_market"),
        outcomes);
    // The order at 2765.00 goes, and the next best is 0.30 + 0.20 at 2766.00.
    Quote quote = (Quote) all.get(1).payloads.get(1);
    assertEquals("2766", Decimals.toString(quote.getAskPrice()));
    assertEquals("0.5", Decimals.toString(quote.getAskQuantity()));
    assertEquals("2762", Decimals.toString(quote.getBidPrice()));
    assertEquals("0.026792", Decimals.toString(quote.getBidQuantity()));
    BookDelta back = (BookDelta) all.get(2).payloads.get(0);
    assertEquals(74_538_169L, back.getLastUpdateId());
    assertEquals("3.925038", Decimals.toString(back.getAsks().get(0).getQuantity()));
  }

  /** The captured trade, on a book of our own making that has its maker. */
  @Test
  void theCapturedTrade() throws IOException {
    String raw =
        rows("luno-stream-frames.jsonl").stream()
            .filter(row -> row.get("note").startsWith("trade"))
            .findFirst()
            .orElseThrow()
            .get("raw");
    LunoDecoder decoder = LunoSamples.decoder(PAIRS);
    LunoSamples.decode(
        decoder,
        LunoSamples.market(
            "{\"sequence\":\"4530030190\",\"asks\":[],\"bids\":[{\"id\":\"BXCSZDNQKCDCDBN\","
                + "\"price\":\"1407042\",\"volume\":\"0.0004\"}],\"status\":\"ACTIVE\","
                + "\"timestamp\":1790127200000}"));
    Collected found = LunoSamples.decode(decoder, LunoSamples.market(raw));
    assertEquals("Trade, BookDelta", outcome(found));
    // 0.0004 - 0.000399, and 561.409758 / 0.000399 = 1407042.0.
    assertTrue(found.payloads.get(0).toString().contains("33279896"));
    assertEquals(
        "0.000001",
        Decimals.toString(((BookDelta) found.payloads.get(1)).getBids().get(0).getQuantity()));
  }

  @Test
  void everyAnswer() throws IOException {
    LunoDecoder decoder = LunoSamples.decoder(PAIRS);
    List<String> outcomes = new ArrayList<>();
    for (Map<String, String> row : rows("luno-rest.jsonl", "endpoint", "response")) {
      String endpoint = row.get("endpoint");
      RawFrame frame =
          LunoSamples.frame("LUNO/market/XBTUSDT", 1, 0, LunoSamples.bytes(row.get("response")));
      if (endpoint.startsWith("GET ")) {
        LunoSamples.answer(frame, endpoint.substring(4));
      }
      outcomes.add(outcome(LunoSamples.decode(decoder, frame)));
    }
    assertEquals(List.of("Trade", "InstrumentStatus", "ignored update without a book"), outcomes);
  }
}
