package org.hedgerow.exchanges.ftx;

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
class FtxHostileInputTest {
  private static final long SEED = 5_110_237L;

  private final FtxDecoder decoder = FtxSamples.decoder(List.of("XYZ-PERP", "XYZ/USD"));

  private Collected decode(byte[] json) {
    return FtxSamples.decode(decoder, FtxSamples.stream(json));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Random random = new Random(SEED);
    for (String sample : FtxSamples.ALL) {
      // A time has colons and no braces, so the shuffle may not look into one.
      Collected expected = decode(bytes(sample));
      assertTrue(!expected.payloads.isEmpty(), sample);
      for (int i = 0; i < 100; i++) {
        String shuffled = JsonShuffle.shuffle(sample, random);
        Collected found = decode(bytes(shuffled));
        assertEquals(expected.payloads, found.payloads, () -> "seed " + SEED + ": " + shuffled);
        assertEquals(expected.times, found.times);
      }
    }
  }

  @Test
  void aFrameThatBreaksOffIsOneRejection() {
    for (String sample : FtxSamples.ALL) {
      byte[] bytes = bytes(sample);
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
      byte[] bytes = bytes(FtxSamples.ALL.get(random.nextInt(FtxSamples.ALL.size())));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Collected found = decode(bytes);
      assertTrue(
          found.calls() > 0,
          () -> "seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void depthAndLengthAreBounded() {
    for (String open : List.of("{\"a\":", "[", "{\"data\":[", "{\"data\":{\"bids\":[")) {
      assertEquals(
          RejectReason.MALFORMED, decode(bytes(open.repeat(3_000))).onlyRejection().reason());
    }
    for (String number : List.of("1e999999999", "9".repeat(900), "0." + "0".repeat(900) + "1")) {
      assertEquals(
          RejectReason.INVALID_VALUE,
          decode(bytes(FtxSamples.TICKER.replace("12.35", number))).onlyRejection().reason());
      assertEquals(
          RejectReason.INVALID_VALUE,
          decode(bytes(FtxSamples.TICKER.replace("1618677880.877571", number)))
              .onlyRejection()
              .reason());
    }
  }
}
