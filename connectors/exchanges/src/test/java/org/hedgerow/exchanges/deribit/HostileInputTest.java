package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.JsonShuffle;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: no exception, and at least one entry, ignored frame or rejection. */
class HostileInputTest {
  private static final long SEED = 4_410_291L;

  private final FrameDecoder decoder = Samples.decoder();

  private Collected decode(byte[] bytes) {
    return Samples.decode(decoder, Samples.stream(bytes));
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Random random = new Random(SEED);
    for (String sample : Samples.ALL) {
      Collected expected = decode(Samples.utf8(sample));
      assertFalse(expected.payloads.isEmpty(), sample);
      for (int i = 0; i < 40; i++) {
        String shuffled = JsonShuffle.shuffle(sample, random);
        Collected found = decode(Samples.utf8(shuffled));
        assertEquals(expected.payloads, found.payloads, () -> "seed " + SEED + ": " + shuffled);
        assertEquals(expected.times, found.times);
      }
    }
  }

  @Test
  void aFrameThatBreaksOffIsOneRejection() {
    for (String sample : Samples.ALL) {
      byte[] bytes = Samples.utf8(sample);
      for (int length = 0; length < bytes.length; length++) {
        assertEquals(
            RejectReason.MALFORMED,
            decode(Arrays.copyOf(bytes, length)).onlyRejection().reason(),
            sample.substring(0, length));
      }
    }
  }

  @Test
  void flippedBytesAreEntriesOrRejections() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Samples.utf8(Samples.ALL.get(random.nextInt(Samples.ALL.size())));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Collected found = decode(bytes);
      assertTrue(
          found.calls() > 0,
          () -> "seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
      for (var payload : found.payloads) {
        if (payload instanceof Trade trade) {
          assertTrue(Decimals.signum(trade.getPrice()) > 0);
          assertTrue(Decimals.signum(trade.getQuantity()) > 0);
        }
      }
    }
  }

  @Test
  void depthOfNestingIsBounded() {
    for (String open : List.of("{\"params\":", "{\"a\":[", "{\"params\":{\"data\":[", "{\"a\":{")) {
      assertEquals(
          RejectReason.MALFORMED,
          decode(Samples.utf8(open.repeat(3_000))).onlyRejection().reason());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "\"NaN\"", "\"Infinity\"", "-5", "0", "\"\"", "{}", "[]", "true"})
  void aTradeNeedsAPrice(String price) {
    String json =
        Samples.notice(
            "trades.XYZ-PERPETUAL.raw",
            "[{\"trade_id\":\"1\",\"timestamp\":1700000000000,\"price\":"
                + price
                + ",\"instrument_name\":\"XYZ-PERPETUAL\",\"direction\":\"buy\",\"amount\":10}]");
    RejectReason reason = Samples.decode(json).onlyRejection().reason();
    assertTrue(reason == RejectReason.INVALID_VALUE || reason == RejectReason.MALFORMED);
  }

  @Test
  void numbersOfAnySizeAreRefusedQuickly() {
    for (String number : List.of("9".repeat(900), "0." + "0".repeat(900) + "1", "1e-400")) {
      String json = Samples.QUOTE.replace("100.5", number);
      assertEquals(RejectReason.INVALID_VALUE, Samples.decode(json).onlyRejection().reason());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"method\":\"subscription\"}",
        "{\"method\":\"subscription\",\"params\":[]}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":5}}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":\"ticker.X.raw\"}}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":\"ticker.X.raw\",\"data\":[]}}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":\"book.X.raw\",\"data\":null}}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":\"trades.X.raw\",\"data\":7}}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":\"user.changes.any.any.raw\"}}",
        "{\"method\":\"subscription\",\"params\":{\"channel\":\"wat.now\",\"data\":{}}}",
        "{\"method\":\"explode\"}",
        "{}"
      })
  void anEnvelopeOfAnotherFormIsOneRejection(String json) {
    assertEquals(0, Samples.decode(json).ignored.size());
    Samples.decode(json).onlyRejection();
  }

  @Test
  void whatALoginBringsIsNeverRepeated() {
    String json =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"access_token\":\"PLANTED-TOKEN\","
            + "\"refresh_token\":\"PLANTED-TOKEN\",\"token_type\":\"bearer\"}}";
    byte[] bytes = Samples.utf8(json);
    for (int length = 0; length <= bytes.length; length++) {
      assertFalse(decode(Arrays.copyOf(bytes, length)).toString().contains("PLANTED"));
    }
  }
}
