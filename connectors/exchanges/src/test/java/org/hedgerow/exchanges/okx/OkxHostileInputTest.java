package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.JsonShuffle;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: no exception, and at least one entry, ignored frame or rejection. */
class OkxHostileInputTest {
  private static final long SEED = 4_118_603L;

  private final OkxDecoder decoder = Samples.decoder();

  private Collected decode(byte[] bytes) {
    Collected found = new Collected();
    decoder.decode(Samples.stream("acct", bytes), found);
    return found;
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Random random = new Random(SEED);
    for (String sample : Samples.ALL) {
      Collected expected = decode(Samples.bytes(sample));
      assertTrue(!expected.payloads.isEmpty(), sample);
      for (int i = 0; i < 100; i++) {
        String shuffled = JsonShuffle.shuffle(sample, random);
        Collected found = decode(Samples.bytes(shuffled));
        assertEquals(expected.payloads, found.payloads, () -> "seed " + SEED + ": " + shuffled);
        assertEquals(expected.times, found.times);
      }
    }
  }

  @Test
  void aFrameThatBreaksOffIsOneRejection() {
    for (String sample : Samples.ALL) {
      byte[] bytes = Samples.bytes(sample);
      for (int length = 0; length < bytes.length; length++) {
        Collected found = decode(Arrays.copyOf(bytes, length));
        assertEquals(
            RejectReason.MALFORMED, found.onlyRejection().reason(), sample.substring(0, length));
      }
    }
  }

  @Test
  void flippedBytesAreEntriesOrRejections() {
    Random random = new Random(SEED);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = Samples.bytes(Samples.ALL.get(random.nextInt(Samples.ALL.size())));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Collected found = decode(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertTrue(found.calls() > 0, () -> "seed " + SEED + ": " + text);
      found.payloads.forEach(payload -> assertTrue(isPossible(payload), text));
    }
  }

  private static boolean isPossible(SpecificRecord payload) {
    if (payload instanceof Trade trade) {
      return trade.getPrice().getUnscaled() > 0 && trade.getQuantity().getUnscaled() > 0;
    }
    if (payload instanceof Quote quote) {
      return quote.getBidPrice().getUnscaled() > 0 && quote.getAskPrice().getUnscaled() > 0;
    }
    return true;
  }

  @Test
  void everyValueOfAnotherTypeIsAnEntryOrARejection() {
    for (String sample : Samples.ALL) {
      for (String other : List.of("null", "true", "[]", "{}", "[[1]]", "[{}]", "-1", "\"NaN\"")) {
        int at = sample.indexOf("\":") + 2;
        while (at > 1) {
          int end = at;
          while (",}]".indexOf(sample.charAt(end)) < 0) {
            end++;
          }
          String bad = sample.substring(0, at) + other + sample.substring(end);
          Collected found = decode(Samples.bytes(bad));
          assertTrue(found.calls() > 0, bad);
          at = sample.indexOf("\":", at) + 2;
        }
      }
    }
  }

  @Test
  void depthOfNestingIsBounded() {
    for (String open : List.of("{\"arg\":", "[", "{\"data\":[", "{\"details\":[{\"data\":[")) {
      byte[] bytes = Samples.bytes(open.repeat(3_000));
      assertEquals(RejectReason.MALFORMED, decode(bytes).onlyRejection().reason());
    }
  }

  @Test
  void numbersOfAnySizeAreRefusedQuickly() {
    for (String number :
        List.of("1e999999999", "9".repeat(900), "0." + "0".repeat(900) + "1", "2e18", "1e-19")) {
      String json = Samples.TRADE.replace("\"12.340\"", "\"" + number + "\"");
      assertEquals(
          RejectReason.INVALID_VALUE, decode(Samples.bytes(json)).onlyRejection().reason(), number);
    }
  }
}
