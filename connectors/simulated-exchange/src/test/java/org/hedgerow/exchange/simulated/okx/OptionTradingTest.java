package org.hedgerow.exchange.simulated.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.okx.OkxClient.Answer;
import org.hedgerow.exchange.simulated.okx.OkxClient.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the venue's documentation says of options. */
@Timeout(60)
class OptionTradingTest {
  private static final String CALL = "BTC-USD-261211-62000-C";
  private static final String PUT = "BTC-USD-261211-62000-P";
  @TempDir Path directory;
  private RunningExchange exchange;
  private OkxClient okx;

  @BeforeEach
  void open() throws Exception {
    exchange =
        new RunningExchange(directory, "--venues", "okx", "--expiries", "2026-12-11,2027-01-22");
    okx = new OkxClient(exchange.port("okx"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private Answer order(
      String id, String symbol, String side, String type, String price, String size)
      throws Exception {
    return okx.post(
        "trade/order",
        "instId",
        symbol,
        "tdMode",
        "cross",
        "clOrdId",
        id,
        "side",
        side,
        "ordType",
        type,
        "px",
        price,
        "sz",
        size);
  }

  private BigDecimal coins() throws Exception {
    JsonNode details = okx.get("account/balance?ccy=BTC").row().path("details").path(0);
    return new BigDecimal(details.path("cashBal").asText());
  }

  @Test
  void anOptionIsListedWithItsTerms() throws Exception {
    JsonNode all = okx.open("public/instruments?instType=OPTION&instFamily=BTC-USD").path("data");
    // Two expiries, five strikes, two rights.
    assertEquals(20, all.size());
    JsonNode one =
        okx.open("public/instruments?instType=OPTION&instFamily=BTC-USD&instId=" + CALL)
            .path("data")
            .path(0);
    assertEquals("62000", one.path("stk").asText());
    assertEquals("C", one.path("optType").asText());
    assertEquals("0.01", one.path("ctMult").asText());
    assertEquals("1", one.path("ctVal").asText());
    assertEquals("BTC", one.path("settleCcy").asText());
    // 11 December 2026, 08:00 UTC, by date -u -d '2026-12-11 08:00' +%s.
    assertEquals("1796976000000", one.path("expTime").asText());
    // Of options the venue wants to be told which.
    assertEquals("50014", okx.open("public/instruments?instType=OPTION").path("code").asText());
    assertEquals(
        0,
        okx.open("public/funding-rate?instId=" + CALL).path("data").size(),
        "an option has no funding");
  }

  @Test
  void theSummaryTellsTheGreeksOfAFamily() throws Exception {
    Socket socket = okx.socket("public");
    socket.subscribe("{\"channel\":\"opt-summary\",\"instFamily\":\"BTC-USD\"}");
    socket.frame("opt-summary");
    JsonNode rows = socket.frame("opt-summary").path("data");
    assertEquals(20, rows.size());
    JsonNode call = null;
    JsonNode put = null;
    for (JsonNode row : rows) {
      call = row.path("instId").asText().equals(CALL) ? row : call;
      put = row.path("instId").asText().equals(PUT) ? row : put;
    }
    // Put-call parity of Black's deltas: they differ by one; gamma and vega are the same.
    assertEquals(1, call.path("deltaBS").asDouble() - put.path("deltaBS").asDouble(), 1e-9);
    assertEquals(call.path("gammaBS").asText(), put.path("gammaBS").asText());
    assertEquals(call.path("vegaBS").asText(), put.path("vegaBS").asText());
    assertEquals(
        20, okx.open("public/opt-summary?instFamily=BTC-USD").path("data").size(), "over REST");
  }

  @Test
  void aPremiumIsPaidAndAPositionHeld() throws Exception {
    BigDecimal before = coins();
    Answer placed = order("opt1", CALL, "buy", "ioc", touch(CALL, "asks"), "50");
    assertEquals("0", placed.sCode(), placed.body().toString());
    JsonNode found = okx.get("trade/order?instId=" + CALL + "&clOrdId=opt1").row();
    BigDecimal filled = new BigDecimal(found.path("accFillSz").asText());
    assertTrue(filled.signum() > 0, found.toString());
    assertEquals("OPTION", found.path("instType").asText());
    BigDecimal on = filled.multiply(new BigDecimal("0.01"));
    BigDecimal premium = on.multiply(new BigDecimal(found.path("avgPx").asText()));
    // Three hundredths of a percent of what it is on, and no more than 7 % of the premium.
    BigDecimal fee =
        on.multiply(new BigDecimal("0.0003")).min(premium.multiply(new BigDecimal("0.07")));
    assertEquals(
        0,
        fee.negate()
            .setScale(8, RoundingMode.HALF_EVEN)
            .compareTo(new BigDecimal(found.path("fee").asText())));
    assertEquals(
        0,
        before
            .subtract(premium)
            .subtract(fee)
            .setScale(8, RoundingMode.HALF_EVEN)
            .compareTo(coins()));
    JsonNode position = okx.get("account/positions?instType=OPTION").row();
    assertEquals(CALL, position.path("instId").asText());
    assertEquals(filled.toPlainString(), position.path("pos").asText());
    assertTrue(position.path("deltaBS").asDouble() > 0, position.toString());
    assertEquals(0, okx.get("account/positions?instType=SWAP").body().path("data").size());
    assertEquals(
        CALL, okx.get("trade/fills?instType=OPTION").row().path("instId").asText(), "the fill");
  }

  @Test
  void whatTheFormForbidsIsRefused() throws Exception {
    assertEquals("51000", order("bad1", CALL, "buy", "market", "", "1").sCode());
    assertEquals("51000", order("bad2", CALL, "buy", "limit", "0.0333", "1").sCode());
    assertEquals("51006", order("bad3", CALL, "buy", "limit", "0.9", "1").sCode());
    assertEquals("51121", order("bad4", CALL, "buy", "limit", touch(CALL, "bids"), "1.5").sCode());
    // Ten bitcoins cannot carry calls sold on a thousand.
    assertEquals(
        "51008", order("bad5", CALL, "sell", "limit", touch(CALL, "asks"), "100000").sCode());
  }

  private String touch(String symbol, String side) throws Exception {
    JsonNode book = okx.open("market/books?instId=" + symbol + "&sz=1").path("data").path(0);
    return book.path(side).path(0).path(0).asText();
  }
}
