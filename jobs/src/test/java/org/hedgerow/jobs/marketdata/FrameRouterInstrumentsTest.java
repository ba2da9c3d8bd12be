package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Lists of instruments as part of the operator: the journal takes what changed, people the rest.
 */
class FrameRouterInstrumentsTest {
  private static final String ONE = "/api/v3/exchangeInfo?symbol=XYZUSDT";
  private static final String LUNO = "/api/exchange/1/markets?pair=XYZZAR";
  private static final long SECOND = 1_000_000;

  private final RecordCodec<RawFrame> frames = RecordCodec.of(RawFrame.class);
  private OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness;
  private long offset;

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  private void open(String yaml, OperatorSubtaskState state) throws Exception {
    close();
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new FrameRouter(yaml, TestConfiguration.JOURNAL_ID)), 1, 1, 0);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void open() throws Exception {
    open(TestConfiguration.YAML, null);
  }

  private void send(String venue, String request, long received, String json) throws Exception {
    long at = offset++;
    RawFrame frame =
        new RawFrame(
            venue,
            venue + "/market/0",
            1L,
            at,
            received,
            request == null ? FrameKind.STREAM : FrameKind.REST,
            null,
            request,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    harness.processElement(new PlacedRecord(0, at, frames.encode(frame)), 0);
  }

  /** In Binance's form. */
  private static String list(String tick, String lot, String status) {
    return """
        {"symbols":[{"symbol":"XYZUSDT","status":"%s","baseAsset":"XYZ","quoteAsset":"USDT","filters":[
        {"filterType":"PRICE_FILTER","tickSize":"%s"},
        {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1000","stepSize":"%s"}]}]}"""
        .formatted(status, tick, lot);
  }

  /** In Luno's form. */
  private static String markets(String... pairs) {
    List<String> rows = new ArrayList<>();
    for (String pair : pairs) {
      rows.add(
          """
          {"market_id":"%s","trading_status":"ACTIVE","base_currency":"XYZ","counter_currency":"ZAR",
          "min_volume":"0.001","max_volume":"1000","volume_scale":3,"min_price":"1","max_price":"9","price_scale":2}"""
              .formatted(pair));
    }
    return "{\"markets\":[" + String.join(",", rows) + "]}";
  }

  @Test
  void whatAListSaysAgainIsNoEntry() throws Exception {
    open();
    send("BINANCE_SPOT", ONE, 1, list("0.01", "0.001", "TRADING"));
    send("BINANCE_SPOT", ONE, 2, list("0.01", "0.001", "TRADING"));
    send("BINANCE_SPOT", ONE, 3, list("0.010", "0.00100", "TRADING"));
    assertEquals(List.of("TRADING 0.01"), told("BINANCE_SPOT:XYZUSDT"));
    send("BINANCE_SPOT", ONE, 4, list("0.01", "0.001", "BREAK"));
    send("BINANCE_SPOT", ONE, 5, list("0.01", "0.001", "TRADING"));
    send("BINANCE_SPOT", ONE, 6, list("0.1", "0.001", "TRADING"));
    send("BINANCE_SPOT", ONE, 7, "{\"symbols\":[]}");
    assertEquals(
        List.of("TRADING 0.01", "HALTED 0.01", "TRADING 0.01", "TRADING 0.1", "DELISTED"),
        told("BINANCE_SPOT:XYZUSDT"));
  }

  @Test
  void aRestartForgetsNothingAndAnotherConfigurationIsToldAnew() throws Exception {
    open();
    send("BINANCE_SPOT", ONE, 1, list("0.01", "0.001", "TRADING"));
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    open(TestConfiguration.YAML, checkpoint);
    send("BINANCE_SPOT", ONE, 2, list("0.01", "0.001", "TRADING"));
    assertEquals(List.of(), told("BINANCE_SPOT:XYZUSDT"));
    open(TestConfiguration.YAML.replace("version: 1\n", "version: 2\n"), checkpoint);
    send("BINANCE_SPOT", ONE, 2, list("0.01", "0.001", "TRADING"));
    assertEquals(List.of("TRADING 0.01"), told("BINANCE_SPOT:XYZUSDT"));
  }

  @Test
  void whatAListNoLongerNamesIsDelisted() throws Exception {
    open();
    send("LUNO", LUNO, 1, markets("XYZZAR"));
    send("LUNO", LUNO, 2, markets("ABCZAR"));
    assertEquals(List.of("TRADING 0.01", "DELISTED"), told("LUNO:XYZZAR"));
    send("LUNO", LUNO, 3, markets("XYZZAR"));
    assertEquals(List.of("TRADING 0.01", "DELISTED", "TRADING 0.01"), told("LUNO:XYZZAR"));
  }

  @Test
  void anAnswerThatIsNoListDelistsNobody() throws Exception {
    open();
    send("LUNO", LUNO, 1, markets("XYZZAR"));
    send("LUNO", LUNO, 2, "{\"error\":\"too many\",\"error_code\":\"ErrTooManyRequests\"}");
    send("LUNO", LUNO, 3, "{\"mark");
    send("LUNO", LUNO, 4, markets("XYZZAR").replace("\"price_scale\":2", "\"price_scale\":-2"));
    send("LUNO", "/api/exchange/1/markets?pair=ABCZAR", 5, markets("ABCZAR"));
    send("LUNO", LUNO + "#HTTP 500", 6, "{}");
    assertEquals(List.of("TRADING 0.01"), told("LUNO:XYZZAR"));
  }

  /** Configured are a tick of 0.01 and a lot of 0.001. */
  @Test
  void valuesThatDifferFromTheConfigurationAreToldOnceAndCounted() throws Exception {
    open();
    send("BINANCE_SPOT", ONE, 1, list("0.1", "0.0001", "TRADING"));
    send("BINANCE_SPOT", ONE, 2, list("0.1", "0.0001", "TRADING"));
    List<Alert> alerts = decoded(FrameRouter.ALERTS, Alert.class);
    assertEquals(2, alerts.size());
    Alert tick = alerts.get(0);
    assertEquals("INSTRUMENT_DIFFERS", tick.getCode());
    assertEquals(AlertSeverity.WARNING, tick.getSeverity(), "0.01 is no multiple of 0.1");
    assertEquals(
        "BINANCE_SPOT:XYZUSDT: tick_size is 0.01 in version 1 of the configuration, and 0.1 in the"
            + " venue's list",
        tick.getText());
    assertEquals("INSTRUMENT_DIFFERS/1/BINANCE_SPOT:XYZUSDT/tick_size/0.1", tick.getAlertId());
    assertNull(tick.getCause());
    assertEquals(1L, tick.getTimeMicros());
    assertEquals(AlertSeverity.INFO, alerts.get(1).getSeverity(), "a lot that is only coarser");
    send("BINANCE_SPOT", null, 61 * SECOND, "{\"result\":null,\"id\":1}");
    List<DataQuality> facts = decoded(FrameRouter.DATA_QUALITY, DataQuality.class);
    assertEquals(4, facts.get(0).getDifferences(), "two lists, two values");
    assertEquals(1L, facts.get(0).getEntries().get("InstrumentStatus"));
  }

  /** A contract of COIN-M is 100 USD in the list and 1 in the configuration. */
  @Test
  void anotherContractValueIsCritical() throws Exception {
    open();
    send(
        "BINANCE_COINM",
        "/dapi/v1/exchangeInfo",
        1,
        """
        {"symbols":[{"symbol":"XYZUSD_PERP","contractType":"PERPETUAL","contractStatus":"TRADING",
        "contractSize":100,"deliveryDate":4133404800000,"baseAsset":"XYZ","quoteAsset":"USDT","marginAsset":"XYZ",
        "filters":[{"filterType":"PRICE_FILTER","tickSize":"0.01"},
        {"filterType":"LOT_SIZE","minQty":"1","maxQty":"9","stepSize":"0.001"}]}]}""");
    List<Alert> alerts = decoded(FrameRouter.ALERTS, Alert.class);
    assertEquals(1, alerts.size(), alerts::toString);
    assertEquals(AlertSeverity.CRITICAL, alerts.get(0).getSeverity());
    assertTrue(alerts.get(0).getText().contains("contract_value is 1 "));
  }

  /** Status and tick of each entry for the instrument's own group. */
  private List<String> told(String instrument) throws Exception {
    EntryEncoding encoding = new EntryEncoding();
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    List<String> told = new ArrayList<>();
    for (JournalDraft draft : harness.extractOutputValues()) {
      JournalEntry entry = entries.decode(encoding.entry(draft, -1));
      if (!entry.getCopy()
          && entry.getPayload() instanceof InstrumentStatus status
          && status.getInstrument().equals(instrument)) {
        told.add(
            status.getStatus()
                + (status.getDefinition() == null
                    ? ""
                    : " " + Decimals.toString(status.getDefinition().getTickSize())));
        assertTrue(status.getStatus() == TradingStatus.DELISTED || status.getDefinition() != null);
      }
    }
    return told;
  }

  private <T extends SpecificRecordBase> List<T> decoded(OutputTag<TopicRecord> tag, Class<T> type)
      throws Exception {
    RecordCodec<T> codec = RecordCodec.of(type);
    List<T> values = new ArrayList<>();
    var output = harness.getSideOutput(tag);
    if (output != null) {
      for (StreamRecord<TopicRecord> one : output) {
        values.add(codec.decode(one.getValue().value()));
      }
    }
    return values;
  }
}
