package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.JsonShuffle;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: no exception, and at least one entry, ignored frame or rejection. */
class LunoHostileInputTest {
  private static final long SEED = 9_320_418L;
  private static final String ACCOUNT_FRAME =
      "{\"type\":\"order_fill\",\"timestamp\":1700000000000,\"order_fill_update\":"
          + "{\"order_id\":\"BXG1\",\"market_id\":\"XBTZAR\",\"base_fill\":\"1\"}}";
  private static final String EXECUTIONS =
      "{\"trades\":[{\"sequence\":72,\"order_id\":\"BX1\",\"pair\":\"XBTZAR\",\"type\":\"ASK\","
          + "\"is_buy\":true,\"price\":\"14\",\"volume\":\"0.3\",\"fee_base\":\"0\","
          + "\"fee_counter\":\"1.5\",\"timestamp\":1700000000100}],\"orders\":[{\"order_id\":"
          + "\"BX1\",\"client_order_id\":\"m\",\"pair\":\"XBTZAR\",\"side\":\"SELL\","
          + "\"type\":\"LIMIT\",\"status\":\"COMPLETE\",\"limit_price\":\"14\","
          + "\"limit_volume\":\"0.5\",\"base\":\"0.5\",\"counter\":\"7\","
          + "\"creation_timestamp\":1700000000000}]}";
  private static final String BALANCE =
      "{\"balance\":[{\"asset\":\"XBT\",\"balance\":\"1.5\",\"reserved\":\"0\"}]}";

  private final LunoDecoder decoder = LunoSamples.decoder(List.of("XBTZAR"));

  private Collected market(byte[] json) {
    // Each frame finds the book of the sample before it.
    LunoSamples.decode(decoder, LunoSamples.market(LunoSamples.SNAPSHOT));
    return LunoSamples.decode(decoder, LunoSamples.frame("LUNO/market/XBTZAR", 1, 0, json));
  }

  private Collected answer(String request, byte[] json) {
    RawFrame frame = LunoSamples.frame("LUNO/account/acct", 1, 0, json);
    frame.setAccount("acct");
    return LunoSamples.decode(
        decoder, request == null ? frame : LunoSamples.answer(frame, request));
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Random random = new Random(SEED);
    for (String sample : LunoSamples.STREAM) {
      for (int i = 0; i < 50; i++) {
        LunoDecoder plain = LunoSamples.decoder(List.of("XBTZAR"));
        LunoDecoder other = LunoSamples.decoder(List.of("XBTZAR"));
        for (String before : LunoSamples.STREAM) {
          if (before.equals(sample)) {
            break;
          }
          LunoSamples.decode(plain, LunoSamples.market(before));
          LunoSamples.decode(other, LunoSamples.market(before));
        }
        String shuffled = JsonShuffle.shuffle(sample, random);
        assertEquals(
            LunoSamples.decode(plain, LunoSamples.market(sample)).toString(),
            LunoSamples.decode(other, LunoSamples.market(shuffled)).toString(),
            () -> "seed " + SEED + ": " + shuffled);
      }
    }
  }

  /** Nothing at all is a sign of life, so it begins with one byte. */
  @Test
  void aFrameThatBreaksOffIsOneRejection() {
    for (String sample : LunoSamples.STREAM) {
      byte[] bytes = LunoSamples.bytes(sample);
      for (int length = 1; length < bytes.length; length++) {
        assertEquals(
            RejectReason.MALFORMED,
            market(Arrays.copyOf(bytes, length)).onlyRejection().reason(),
            sample.substring(0, length));
      }
    }
    for (String sample : List.of(ACCOUNT_FRAME, EXECUTIONS, BALANCE)) {
      byte[] bytes = LunoSamples.bytes(sample);
      for (int length = 1; length < bytes.length; length++) {
        assertEquals(
            RejectReason.MALFORMED,
            answer(request(sample), Arrays.copyOf(bytes, length)).onlyRejection().reason(),
            sample.substring(0, length));
      }
    }
  }

  private static String request(String sample) {
    return sample.equals(ACCOUNT_FRAME)
        ? null
        : sample.equals(BALANCE) ? "/api/1/balance" : "/api/1/listtrades?pair=XBTZAR&limit=9";
  }

  @Test
  void flippedBytesAreEntriesOrRejections() {
    Random random = new Random(SEED);
    for (int i = 0; i < 40_000; i++) {
      boolean account = i % 4 == 0;
      List<String> samples =
          account ? List.of(ACCOUNT_FRAME, EXECUTIONS, BALANCE) : LunoSamples.STREAM;
      String sample = samples.get(random.nextInt(samples.size()));
      byte[] bytes = LunoSamples.bytes(sample);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Collected found = account ? answer(request(sample), bytes) : market(bytes);
      assertTrue(
          found.calls() > 0,
          () -> "seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void depthAndLengthAreBounded() {
    for (String open :
        List.of("{\"a\":", "[", "{\"asks\":[", "{\"create_update\":{\"x\":", "{\"sequence\":{")) {
      assertEquals(
          RejectReason.MALFORMED,
          market(LunoSamples.bytes(open.repeat(3_000))).onlyRejection().reason());
    }
    for (String number : List.of("1e999999999", "9".repeat(900), "0." + "0".repeat(900) + "1")) {
      assertEquals(
          RejectReason.INVALID_VALUE,
          market(LunoSamples.bytes(LunoSamples.TRADE.replace("\"0.25\"", number)))
              .onlyRejection()
              .reason());
      assertEquals(
          RejectReason.INVALID_VALUE,
          market(LunoSamples.bytes(LunoSamples.TRADE.replace("\"1001\"", number)))
              .onlyRejection()
              .reason());
    }
  }

  /** Volumes that fit by themselves and not together. */
  @Test
  void aLevelThatDoesNotFitIsAGap() {
    String huge = "9000000000000000000";
    Collected found =
        market(
            LunoSamples.bytes(
                LunoSamples.update(
                    1001,
                    "\"create_update\":{\"order_id\":\"B9\",\"type\":\"BID\",\"price\":\"99.5\","
                        + "\"volume\":\""
                        + huge
                        + "\"}")));
    assertEquals(1, found.calls());
    assertTrue(found.only().toString().contains("does not fit"), found.toString());
  }
}
