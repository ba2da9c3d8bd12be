package org.hedgerow.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.timescaledb.StoredEntries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A customer buys 1 BTC (journal/0 offset 0, the second entry of frame 7 of raw-frames/3); the
 * engine sells 2 contracts, of which two fills and one correction come back.
 */
class WhyTest {
  private static final long SEQUENCE = 7L * 65_536 + 1;
  private static final String ID = "0AbCdEfGhIjKlMnOpQ";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final Map<String, byte[]> kafka = new HashMap<>();
  private final long now = System.currentTimeMillis() * 1_000;

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
    DATABASE.execute(StoredEntries.CONFIGURED);
  }

  @Test
  void theChainFromTheFrameToTheFills() throws Exception {
    everything();
    OrderChain chain = read();
    assertEquals(List.of(), chain.missing());
    assertEquals(List.of(), chain.notes());
    JsonNode json = chain.toJson();
    assertTrue(json.path("complete").asBoolean());
    assertEquals(2, json.path("orders").size(), "the place and the status request");
    assertEquals("-0.75", json.path("decision").path("hedge").asText());
    assertEquals("50000", json.path("decision").path("statistics").path("mark").asText());
    assertEquals("ExecutionReport", json.path("cause").path("type").asText());
    assertEquals(
        "50000.5", json.path("cause").path("entry").path("payload").path("lastPrice").asText());
    assertEquals(7, json.path("raw_frame").path("offset").asInt());
    assertEquals(1, json.path("raw_frame").path("index").asInt());
    assertEquals(
        "{\"e\":\"executionReport\"}",
        json.path("raw_frame").path("frame").path("payload").asText());
    assertEquals("FILLED", json.path("gateway").path(0).path("outcome").asText());
    assertEquals(3, json.path("executions").size());
    String text = ChainText.of(chain);
    for (String told :
        List.of(
            "Order " + ID + ": SELL 2 BINANCE_USDM:BTCUSDT at 49990, LIMIT IOC",
            "2 STATUS_REQUEST",
            "Decision: residual 0.25 is outside",
            "exposure 1, gross 1, hedge -0.75, working 0, target -1, residual 0.25, fixed band 0.05",
            "configuration version 4, engine 9",
            "checks passed: PRICE_COLLAR, MAX_ORDER_NOTIONAL",
            "Cause: ExecutionReport, journal/0 offset 0",
            "Raw frame: raw-frames/3 offset 7, entry 1 of it",
            "outcome FILLED",
            "0.5 at 49995, fee 0.1 USDT",
            "The chain is complete.")) {
      assertTrue(text.contains(told), told + " in\n" + text);
    }
  }

  @Test
  void theViewTellsTheSameInOneRow() throws Exception {
    everything();
    assertEquals("1", DATABASE.one("SELECT count(*) FROM order_explanation"));
    String row =
        DATABASE.one(
            "SELECT concat_ws(' | ', client_order_id, commands, reason, exposure, residual,"
                + " statistics ->> 'mark', config_version, engine_version, checks_passed, denials,"
                + " cause_part || '/' || cause_offset, cause_type, cause_accepted, cause_summary,"
                + " raw_part || '/' || raw_offset, attempts, outcome, outcome_published) FROM order_explanation");
    assertEquals(
        ID
            + " | 2 | residual 0.25 is outside the band of 0.05 | 1 | 0.25 | 50000 | 4 | 9"
            + " | {PRICE_COLLAR,MAX_ORDER_NOTIONAL} | {} | 0/0 | ExecutionReport | t"
            + " | TRADE BUY 1 BINANCE_SPOT:BTCUSDT at 50000.5 of order customer | 3/7 | 1 | FILLED | t",
        row);
    // 0.5 at 49995 and 1.5 at 49991: 49992 on average, 8 below the mid of 50000; a rebate of 0.02
    // BNB.
    assertEquals(
        "3 | FILLED | 2 | 2.0 | 49992 | 1.6 | {\"BNB\": -0.02, \"USDT\": 0.1}",
        DATABASE.one(
            "SELECT concat_ws(' | ', reports, last_status, fills, filled, round(average_price, 6)::float8,"
                + " round(slippage_bps, 6)::float8, fees) FROM order_explanation"));
    assertEquals(
        "0",
        DATABASE.one(
            "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                + " WHERE c.relname = 'order_explanation' AND c.relnamespace = current_schema()::regnamespace"
                + " AND a.attname IN ('exposure', 'residual', 'cause_offset', 'raw_offset', 'outcome', 'fees')"
                + " AND col_description(c.oid, a.attnum) IS NULL"));
  }

  @Test
  void anOrderThatNothingIsKnownOfYetHasARowToo() throws Exception {
    write("orders", 0, encode(Order.class, order(1, OrderCommand.PLACE)));
    assertEquals(
        "t 0",
        DATABASE
            .one(
                "SELECT (reason IS NULL AND outcome IS NULL AND fees IS NULL) || ' ' || filled FROM order_explanation")
            .replace("true", "t"));
    assertEquals(
        List.of(
            "the decision",
            "the cause, journal/0 offset 0",
            "the gateway's row: it has not taken the order yet"),
        read().missing());
  }

  @Test
  void aTickIsReadFromKafkaAndHasNoFrame() throws Exception {
    everything();
    DATABASE.execute("UPDATE decision SET cause_type = 'Tick'");
    DATABASE.execute("DELETE FROM journal");
    kafka.put("journal/0/0", entry(new Origin("ticker", 5L, 4L, "tick/5"), new Tick(1L, 5L, now)));
    OrderChain chain = read();
    assertEquals(List.of(), chain.missing());
    assertEquals("Tick", chain.parts().path("cause").path("type").asText());
    assertTrue(chain.notes().get(0).contains("a tick"), chain.notes().toString());
    assertTrue(chain.notes().get(1).contains("ticker"), chain.notes().toString());
    kafka.clear();
    assertEquals(List.of("the cause, journal/0 offset 0"), read().missing());
  }

  @Test
  void aFrameThatExpiredIsNoted() throws Exception {
    everything();
    kafka.clear();
    assertEquals(List.of("the raw frame, raw-frames/3 offset 7"), read().missing());
    DATABASE.empty();
    DATABASE.execute(StoredEntries.CONFIGURED);
    long age = 8L * 86_400_000_000L;
    everything(now - age);
    kafka.clear();
    OrderChain chain = read();
    assertEquals(List.of(), chain.missing());
    assertTrue(chain.notes().get(0).contains("has expired"), chain.notes().toString());
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    everything();
    DATABASE.execute("UPDATE gateway_order SET outcome = NULL");
    assertEquals(List.of("the outcome: the order is under way"), read().missing());
    DATABASE.execute("UPDATE gateway_order SET outcome = 'FILLED'");
    DATABASE.execute("DELETE FROM execution");
    assertEquals(List.of("a report of the outcome in the journal"), read().missing());
    DATABASE.execute("DELETE FROM decision");
    assertEquals("the decision", read().missing().get(0));
  }

  @Test
  void anUnknownOrderIsNone() throws Exception {
    try (Connection connection = DATABASE.open()) {
      ChainReader reader = new ChainReader(connection, this::record);
      assertEquals(Optional.empty(), reader.read("nothing"));
      assertEquals(List.of(), reader.placed());
    }
  }

  private OrderChain read() throws Exception {
    try (Connection connection = DATABASE.open()) {
      return new ChainReader(connection, this::record).read(ID).orElseThrow();
    }
  }

  private Optional<byte[]> record(String topic, int partition, long offset) {
    return Optional.ofNullable(kafka.get(topic + "/" + partition + "/" + offset));
  }

  private void everything() throws Exception {
    everything(now);
  }

  private void everything(long received) throws Exception {
    this.received = received;
    write(
        "journal",
        0,
        entry(
            new Origin("raw-frames/3", SEQUENCE, -1L, "customer/1"),
            report("customer", ExecutionType.TRADE, Side.BUY, "c1", "1", "50000.5", null, null)),
        entry(
            gateway(1),
            report(ID, ExecutionType.TRADE, Side.SELL, "f1", "0.5", "49995", "0.1", "USDT")),
        entry(
            gateway(2),
            report(ID, ExecutionType.TRADE, Side.SELL, "f2", "1.5", "49991", "-0.02", "BNB")),
        entry(
            gateway(3), report(ID, ExecutionType.STATUS, Side.SELL, null, null, null, null, null)));
    write(
        "orders",
        0,
        encode(Order.class, order(1, OrderCommand.PLACE)),
        encode(Order.class, order(2, OrderCommand.STATUS_REQUEST)));
    write("decisions", 0, encode(Decision.class, decision()));
    kafka.put("raw-frames/3/7", encode(RawFrame.class, frame()));
    DATABASE.execute(
        "INSERT INTO gateway_order (client_order_id, command_number, account, epoch, content, deadline_us,"
            + " outcome, published, outcome_at) VALUES ('"
            + ID
            + "', 1, 'perp', 1, '\\x00', 1700000000000000, 'FILLED', true, now())");
  }

  private long received;

  private static Origin gateway(int number) {
    return new Origin("raw-frames/3", SEQUENCE + 65_536L * number, -1L, "report/" + number);
  }

  private ExecutionReport report(
      String order,
      ExecutionType type,
      Side side,
      String execution,
      String quantity,
      String price,
      String fee,
      String currency) {
    boolean customer = order.equals("customer");
    return ExecutionReport.newBuilder()
        .setReportId(order + "/" + (execution == null ? "status" : execution))
        .setSource(ReportSource.STREAM)
        .setVenue(customer ? "BINANCE_SPOT" : "BINANCE_USDM")
        .setAccount(customer ? "spot" : "perp")
        .setInstrument(customer ? "BINANCE_SPOT:BTCUSDT" : "BINANCE_USDM:BTCUSDT")
        .setClientOrderId(order)
        .setExecutionId(execution)
        .setExecutionType(type)
        .setStatus(OrderStatus.FILLED)
        .setSide(side)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.parse("2"))
        .setLastQuantity(quantity == null ? null : Decimals.parse(quantity))
        .setLastPrice(price == null ? null : Decimals.parse(price))
        .setCumulativeQuantity(Decimals.parse("2"))
        .setFee(fee == null ? null : Decimals.parse(fee))
        .setFeeCurrency(currency)
        .setLiquidity(LiquidityFlag.TAKER)
        .setExternal(customer)
        .build();
  }

  private Order order(int number, OrderCommand command) {
    return Order.newBuilder()
        .setClientOrderId(ID)
        .setCommandNumber(number)
        .setCommand(command)
        .setGroup("BTC")
        .setGroupSequence(number)
        .setPortfolio("treasury")
        .setStrategy("naive")
        .setVenue("BINANCE_USDM")
        .setAccount("perp")
        .setInstrument("BINANCE_USDM:BTCUSDT")
        .setSymbol("BTCUSDT")
        .setSide(Side.SELL)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.parse("2"))
        .setPrice(Decimals.parse("49990"))
        .setCause(new Coordinate(0, number == 1 ? 0L : 99L))
        .setCauseReceiveTimeMicros(received)
        .setDecisionTimeMicros(received + 1_000)
        .setValidUntilMicros(received + 5_000_000)
        .setMidAtDecision(Decimals.parse("50000"))
        .setConfigVersion(4)
        .setEngineVersion("9")
        .build();
  }

  private Decision decision() {
    return Decision.newBuilder()
        .setGroup("BTC")
        .setGroupSequence(1)
        .setPortfolio("treasury")
        .setStrategy("naive")
        .setCause(new Coordinate(0, 0L))
        .setCauseStream("raw-frames/3")
        .setCauseSequence(SEQUENCE)
        .setCauseId("customer/1")
        .setCauseType("ExecutionReport")
        .setCauseReceiveTimeMicros(received)
        .setDecisionTimeMicros(received + 1_000)
        .setExposure(Decimals.parse("1"))
        .setGrossExposure(Decimals.parse("1"))
        .setHedge(Decimals.parse("-0.75"))
        .setWorking(Decimals.ZERO)
        .setTarget(Decimals.parse("-1"))
        .setResidual(Decimals.parse("0.25"))
        .setBandEnter(Decimals.parse("0.05"))
        .setBandLeave(Decimals.parse("0.02"))
        .setStatistics(Map.of("mark", "50000"))
        .setClientOrderIds(List.of(ID))
        .setChecksPassed(List.of("PRICE_COLLAR", "MAX_ORDER_NOTIONAL"))
        .setDenials(List.of())
        .setReason("residual 0.25 is outside the band of 0.05")
        .setConfigVersion(4)
        .setEngineVersion("9")
        .build();
  }

  private RawFrame frame() {
    return RawFrame.newBuilder()
        .setVenue("BINANCE_SPOT")
        .setConnection("spot/account")
        .setEpoch(1)
        .setSequence(7)
        .setReceiveTimeMicros(received)
        .setKind(FrameKind.STREAM)
        .setAccount("spot")
        .setPayload(ByteBuffer.wrap("{\"e\":\"executionReport\"}".getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private byte[] entry(Origin origin, Object payload) {
    return encode(
        JournalEntry.class,
        JournalEntry.newBuilder()
            .setGroup("BTC")
            .setOrigin(origin)
            .setReceiveTimeMicros(received)
            .setPayload(payload)
            .build());
  }

  private static <T extends org.apache.avro.specific.SpecificRecordBase> byte[] encode(
      Class<T> type, T record) {
    return RecordCodec.of(type).encode(record);
  }

  private static void write(String topic, long from, byte[]... values) throws Exception {
    StoredEntries.write(DATABASE.login(), topic, from, values);
  }
}
