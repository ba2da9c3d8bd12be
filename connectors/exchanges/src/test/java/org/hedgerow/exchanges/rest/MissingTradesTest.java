package org.hedgerow.exchanges.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Test;

class MissingTradesTest {
  private static RawFrame frame(FrameKind kind, String request, byte[] body) {
    return new RawFrame(
        "KRAKEN_SPOT",
        "KRAKEN_SPOT/market/0",
        1L,
        2L,
        3L,
        kind,
        null,
        request,
        ByteBuffer.wrap(body));
  }

  @Test
  void whatAConnectionSaysBecomesAGap() {
    MissingTrades missing = new MissingTrades("BTC/USD", 10, 20, "why");
    assertEquals(
        new Gap(
            "KRAKEN_SPOT/market/0", "KRAKEN_SPOT:BTC/USD", MissingTrades.REASON + "why", 10L, 20L),
        MissingTrades.gap(frame(FrameKind.REST, missing.request(), missing.body())));
  }

  @Test
  void nothingElseDoes() {
    byte[] body = {};
    assertNull(MissingTrades.gap(frame(FrameKind.STREAM, null, body)));
    assertNull(MissingTrades.gap(frame(FrameKind.REST, null, body)));
    assertNull(MissingTrades.gap(frame(FrameKind.REST, "/api/v3/trades?symbol=X", body)));
    assertNull(MissingTrades.gap(frame(FrameKind.REST, "#missing X 1", body)));
    assertNull(MissingTrades.gap(frame(FrameKind.REST, "#missing X 1 y", body)));
    assertNull(MissingTrades.gap(frame(FrameKind.STREAM, "#missing X 1 2", body)));
  }
}
