package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.JsonShuffle;
import org.hedgerow.exchanges.RejectReason;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: no exception, and at least one entry, ignored frame or rejection. */
class HostileInputTest {
  private static final long SEED = 7_316_054L;
  private static final String REQUEST = "/fapi/v1/depth?symbol=XYZUSDT";

  private final BinanceDecoder decoder = Samples.decoder(BinanceMarket.USD_M);

  private Collected decode(String sample, byte[] bytes) {
    Collected found = new Collected();
    decoder.decode(
        sample.equals(Samples.SNAPSHOT)
            ? Samples.rest(BinanceMarket.USD_M, REQUEST, bytes)
            : Samples.stream(BinanceMarket.USD_M, "acct", bytes),
        found);
    return found;
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Random random = new Random(SEED);
    for (String sample : Samples.ALL) {
      Collected expected = decode(sample, sample.getBytes(StandardCharsets.UTF_8));
      assertTrue(!expected.payloads.isEmpty(), sample);
      for (int i = 0; i < 200; i++) {
        String shuffled = JsonShuffle.shuffle(sample, random);
        Collected found = decode(sample, shuffled.getBytes(StandardCharsets.UTF_8));
        assertEquals(expected.payloads, found.payloads, () -> "seed " + SEED + ": " + shuffled);
        assertEquals(expected.times, found.times);
      }
    }
  }

  @Test
  void aFrameThatBreaksOffIsOneRejection() {
    for (String sample : Samples.ALL) {
      byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
      for (int length = 0; length < bytes.length; length++) {
        Collected found = decode(sample, Arrays.copyOf(bytes, length));
        assertEquals(
            RejectReason.MALFORMED, found.onlyRejection().reason(), sample.substring(0, length));
      }
    }
  }

  @Test
  void flippedBytesAreEntriesOrRejections() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      String sample = Samples.ALL.get(random.nextInt(Samples.ALL.size()));
      byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Collected found = decode(sample, bytes);
      assertTrue(
          found.calls() > 0,
          () -> "seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void depthOfNestingIsBounded() {
    for (String open : List.of("{\"a\":", "[", "{\"data\":[", "{\"o\":{\"a\":[")) {
      byte[] bytes = open.repeat(3_000).getBytes(StandardCharsets.UTF_8);
      assertEquals(RejectReason.MALFORMED, decode("", bytes).onlyRejection().reason());
    }
  }

  @Test
  void numbersOfAnySizeAreRefusedQuickly() {
    for (String number : List.of("1e999999999", "9".repeat(900), "0." + "0".repeat(900) + "1")) {
      String json = "{\"u\":1,\"s\":\"XYZUSDT\",\"b\":\"" + number + "\",\"B\":1,\"a\":2,\"A\":1}";
      assertEquals(
          RejectReason.INVALID_VALUE,
          decode("", json.getBytes(StandardCharsets.UTF_8)).onlyRejection().reason());
    }
  }
}
