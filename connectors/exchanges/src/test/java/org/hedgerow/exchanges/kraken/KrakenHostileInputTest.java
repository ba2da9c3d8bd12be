package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.JsonShuffle;
import org.hedgerow.exchanges.RejectReason;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: no exception, and at least one entry, ignored frame or rejection. */
class KrakenHostileInputTest {
  private static final long SEED = 5_160_921L;
  private static final String FIRST_VERSION =
      "[320,{\"a\":[[\"60000.20000\",\"0.50000000\",\"1700000000.100000\"]]},{\"b\":[["
          + "\"60000.10000\",\"0.00000000\",\"1700000000.200000\",\"r\"]],\"c\":\"12345\"},"
          + "\"book-1000\",\"XBT/USD\"]";

  private static FrameDecoder decoder(String sample) {
    return sample.contains("\"feed\"")
        ? KrakenSamples.futuresDecoder("PF_XBTUSD", "PI_XBTUSD")
        : KrakenSamples.spotDecoder("BTC/USD");
  }

  private static List<String> samples() {
    List<String> samples = new ArrayList<>(KrakenSamples.SPOT);
    samples.addAll(KrakenSamples.FUTURES);
    return samples;
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Random random = new Random(SEED);
    for (String sample : samples()) {
      Collected expected = KrakenSamples.decode(decoder(sample), sample);
      assertTrue(!expected.payloads.isEmpty(), sample);
      for (int i = 0; i < 40; i++) {
        String shuffled = JsonShuffle.shuffle(sample, random);
        Collected found = KrakenSamples.decode(decoder(sample), shuffled);
        assertEquals(expected.payloads, found.payloads, () -> "seed " + SEED + ": " + shuffled);
        assertEquals(expected.times, found.times);
      }
    }
  }

  @Test
  void aFrameThatBreaksOffIsOneRejection() {
    List<String> samples = samples();
    samples.add(FIRST_VERSION);
    for (String sample : samples) {
      byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
      FrameDecoder decoder = decoder(sample);
      for (int length = 0; length < bytes.length; length++) {
        Collected found = KrakenSamples.decode(decoder, Arrays.copyOf(bytes, length));
        assertEquals(
            RejectReason.MALFORMED, found.onlyRejection().reason(), sample.substring(0, length));
      }
    }
  }

  @Test
  void flippedBytesAreEntriesOrRejections() {
    Random random = new Random(SEED);
    List<String> samples = samples();
    samples.add(FIRST_VERSION);
    List<FrameDecoder> decoders = samples.stream().map(one -> decoder(one)).toList();
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(samples.size());
      byte[] bytes = samples.get(at).getBytes(StandardCharsets.UTF_8);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Collected found = KrakenSamples.decode(decoders.get(at), bytes);
      assertTrue(
          found.calls() > 0,
          () -> "seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void depthOfNestingIsBounded() {
    for (String open :
        List.of("{\"a\":", "[", "{\"data\":[", "{\"channel\":[", "[[", "{\"flex_futures\":{")) {
      byte[] bytes = open.repeat(3_000).getBytes(StandardCharsets.UTF_8);
      for (FrameDecoder decoder :
          List.of(
              KrakenSamples.spotDecoder("BTC/USD"), KrakenSamples.futuresDecoder("PF_XBTUSD"))) {
        assertEquals(
            RejectReason.MALFORMED, KrakenSamples.decode(decoder, bytes).onlyRejection().reason());
      }
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    for (String number :
        List.of("1e999999999", "9".repeat(900), "\"NaN\"", "\"-\"", "true", "{}", "[1]", "null")) {
      for (String sample : List.of(KrakenSamples.TRADE, KrakenSamples.TICKER)) {
        String json = sample.replaceFirst("60000\\.10?", number);
        Collected found = KrakenSamples.decode(decoder(json), json);
        assertTrue(found.payloads.isEmpty() && found.rejections.size() == 1, json);
      }
      String json = KrakenSamples.FUTURES_BOOK.replace("60000.5", number);
      assertTrue(KrakenSamples.decode(decoder(json), json).payloads.isEmpty(), json);
    }
  }

  @Test
  void levelsBelowZeroAreRefused() {
    for (String sample : List.of(KrakenSamples.BOOK, KrakenSamples.FUTURES_SNAPSHOT)) {
      String json = sample.replace("\"price\":60000.", "\"price\":-60000.");
      assertEquals(
          RejectReason.INVALID_VALUE,
          KrakenSamples.decode(decoder(json), json).onlyRejection().reason());
    }
  }

  @Test
  void answersThatBreakOffAreOneRejection() {
    String trades =
        "{\"error\":[],\"result\":{\"XXBTZUSD\":[[\"60000.1\",\"0.5\",1700000000.1234,\"b\",\"l\","
            + "\"\",5]],\"last\":\"6\"}}";
    FrameDecoder spot = KrakenSamples.spotDecoder("BTC/USD");
    String request = "/0/public/Trades?pair=XBTUSD";
    assertEquals(1, KrakenSamples.answer(spot, null, request, trades).payloads.size());
    for (int length = 0; length < trades.length(); length++) {
      assertEquals(
          RejectReason.MALFORMED,
          KrakenSamples.answer(spot, null, request, trades.substring(0, length))
              .onlyRejection()
              .reason());
    }
  }
}
