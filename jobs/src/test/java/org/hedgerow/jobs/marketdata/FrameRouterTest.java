package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameRouterTest {
  private static final String QUOTE =
      "{\"u\":1,\"s\":\"XYZUSDT\",\"b\":\"10.1\",\"B\":\"1\",\"a\":\"10.2\",\"A\":\"2\"}";
  private static final String MARK =
      "{\"e\":\"markPriceUpdate\",\"E\":1700000000000,\"s\":\"XYZUSDT\",\"p\":\"10\",\"i\":\"11\","
          + "\"r\":\"0.0001\",\"T\":1700003600000}";
  private static final String ORDER =
      "{\"e\":\"ORDER_TRADE_UPDATE\",\"E\":1700000000400,\"T\":1700000000390,\"o\":{"
          + "\"s\":\"XYZUSDT\",\"c\":\"%s\",\"S\":\"SELL\",\"o\":\"LIMIT\",\"f\":\"IOC\","
          + "\"q\":\"2\",\"p\":\"12.34\",\"ap\":\"12.34\",\"x\":\"TRADE\",\"X\":\"FILLED\","
          + "\"i\":555,\"l\":\"2\",\"z\":\"2\",\"L\":\"12.34\",\"n\":\"0\",\"N\":\"USDT\","
          + "\"T\":1700000000389,\"t\":902,\"m\":false}}";

  private final RecordCodec<RawFrame> frames = RecordCodec.of(RawFrame.class);
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final RecordCodec<DeadLetter> letters = RecordCodec.of(DeadLetter.class);
  private OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness;

  private static OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness(
      OperatorSubtaskState state) throws Exception {
    OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new FrameRouter(TestConfiguration.YAML, TestConfiguration.JOURNAL_ID)));
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  @BeforeEach
  void open() throws Exception {
    harness = harness(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void send(long offset, String venue, long epoch, String account, String json)
      throws Exception {
    RawFrame frame =
        new RawFrame(
            venue,
            venue + "/x",
            epoch,
            0L,
            77L,
            FrameKind.STREAM,
            account,
            null,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    harness.processElement(new PlacedRecord(2, offset, frames.encode(frame)), 0);
  }

  private List<JournalEntry> written() throws Exception {
    EntryEncoding encoding = new EntryEncoding();
    List<JournalEntry> written = new ArrayList<>();
    for (JournalDraft draft : harness.extractOutputValues()) {
      written.add(entries.decode(encoding.entry(draft, -1)));
    }
    return written;
  }

  private List<DeadLetter> deadLetters() throws Exception {
    List<DeadLetter> dead = new ArrayList<>();
    var output = harness.getSideOutput(FrameRouter.DEAD_LETTERS);
    if (output != null) {
      for (StreamRecord<TopicRecord> letter : output) {
        dead.add(letters.decode(letter.getValue().value()));
      }
    }
    return dead;
  }

  @Test
  void aMarketEntryGoesToItsGroupAndACopyToThoseThatAsk() throws Exception {
    send(5, "BINANCE_USDM", 1, null, QUOTE);
    List<JournalEntry> written = written();
    assertEquals(List.of("XYZ", "ABC"), written.stream().map(JournalEntry::getGroup).toList());
    assertFalse(written.get(0).getCopy());
    assertTrue(written.get(1).getCopy());
    for (JournalEntry entry : written) {
      assertEquals("raw-frames/2", entry.getOrigin().getStream());
      assertEquals(5 * 65_536L, entry.getOrigin().getSequence());
      assertEquals(null, entry.getOrigin().getId());
      assertEquals(77L, entry.getReceiveTimeMicros());
    }
    send(6, "BINANCE_SPOT", 1, null, QUOTE);
    assertEquals(3, written().size(), "the spot quote is asked for by nobody else");
  }

  @Test
  void payloadsOfOneFrameAreNumbered() throws Exception {
    send(5, "BINANCE_USDM", 1, null, MARK);
    List<JournalEntry> own =
        written().stream().filter(entry -> entry.getGroup().equals("XYZ")).toList();
    assertEquals(
        List.of(5 * 65_536L, 5 * 65_536L + 1, 5 * 65_536L + 2),
        own.stream().map(entry -> entry.getOrigin().getSequence()).toList());
    assertTrue(own.get(0).getPayload() instanceof Mark);
    assertTrue(own.get(1).getPayload() instanceof Index);
    assertEquals(6, written().size(), "index and funding are copied with the mark");
  }

  @Test
  void framesOfAnOlderEpochAreFencedAlsoAfterARestart() throws Exception {
    send(1, "BINANCE_SPOT", 100, null, QUOTE);
    send(2, "BINANCE_SPOT", 200, null, QUOTE);
    send(3, "BINANCE_SPOT", 100, null, QUOTE);
    send(4, "BINANCE_USDM", 100, null, QUOTE);
    assertEquals(2, written().stream().filter(e -> spot(e)).count());
    assertEquals("STALE_EPOCH", deadLetters().get(0).getReason());
    assertEquals(3L, deadLetters().get(0).getRawOffset());
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    harness.close();
    harness = harness(checkpoint);
    send(5, "BINANCE_SPOT", 199, null, QUOTE);
    send(6, "BINANCE_SPOT", 200, null, QUOTE);
    assertEquals(1, written().size());
    assertEquals("STALE_EPOCH", deadLetters().get(0).getReason());
  }

  private static boolean spot(JournalEntry entry) {
    return entry.toString().contains("BINANCE_SPOT");
  }

  @Test
  void whatCannotBeUsedIsKeptWholeWithItsReason() throws Exception {
    send(1, "BINANCE_SPOT", 1, null, "{\"broken");
    send(2, "BINANCE_SPOT", 1, null, QUOTE.replace("10.1", "10.3"));
    send(3, "BINANCE_SPOT", 1, null, QUOTE.replace("XYZUSDT", "NOSUCH"));
    send(4, "MTGOX", 1, null, QUOTE);
    harness.processElement(new PlacedRecord(2, 5, new byte[] {1, 2, 3}), 0);
    assertEquals(
        List.of("MALFORMED", "INVALID_VALUE", "UNKNOWN_INSTRUMENT", "UNKNOWN_CHANNEL", "MALFORMED"),
        deadLetters().stream().map(DeadLetter::getReason).toList());
    assertEquals(List.of(), written());
    DeadLetter first = deadLetters().get(0);
    assertEquals("BINANCE_SPOT", first.getVenue());
    assertEquals(2, first.getRawPartition());
    assertArrayEquals("{\"broken".getBytes(StandardCharsets.UTF_8), first.getPayload().array());
    assertArrayEquals(new byte[] {1, 2, 3}, deadLetters().get(4).getPayload().array());
  }

  @Test
  void anInstrumentWithoutAGroupIsNoError() throws Exception {
    send(1, "BINANCE_SPOT", 1, null, QUOTE.replace("XYZUSDT", "LONEUSDT"));
    assertEquals(List.of(), written());
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void ourOwnFillsGoToTheGroupInTheirId() throws Exception {
    String ours =
        new ClientOrderId(ClientOrderId.journalNumber(TestConfiguration.JOURNAL_ID), 0, 9, 1, 2, 0)
            .encode();
    send(1, "BINANCE_USDM", 1, "perp", ORDER.formatted(ours));
    JournalEntry entry = written().get(0);
    assertEquals(1, written().size());
    assertEquals("ABC", entry.getGroup());
    assertEquals("BINANCE_USDM/perp/XYZUSDT/exec/902", entry.getOrigin().getId());
    assertEquals(65_536L, entry.getOrigin().getSequence());
    assertFalse(((ExecutionReport) entry.getPayload()).getExternal());
  }

  @Test
  void otherFillsAreExternalAndGoToTheInstrumentsGroup() throws Exception {
    String anotherJournal =
        new ClientOrderId(ClientOrderId.journalNumber("zzzzzzzzzz"), 0, 9, 1, 2, 0).encode();
    String anotherGroup =
        new ClientOrderId(
                ClientOrderId.journalNumber(TestConfiguration.JOURNAL_ID), 0, 9, 1, 700, 0)
            .encode();
    for (String id : List.of("web_1", anotherJournal, anotherGroup)) {
      harness.getOutput().clear();
      send(1, "BINANCE_USDM", 1, "perp", ORDER.formatted(id));
      assertEquals(1, written().size(), id);
      assertEquals("XYZ", written().get(0).getGroup());
      assertTrue(((ExecutionReport) written().get(0).getPayload()).getExternal());
    }
  }

  @Test
  void balancesGoToTheGroupOfTheirNameElseToAllWithABookOnTheAccount() throws Exception {
    String update =
        "{\"e\":\"ACCOUNT_UPDATE\",\"E\":1700000000600,\"T\":1700000000590,\"a\":{\"m\":\"ORDER\","
            + "\"B\":[{\"a\":\"USDT\",\"wb\":\"1000\",\"bc\":\"0\"},"
            + "{\"a\":\"ABC\",\"wb\":\"2\",\"bc\":\"0\"}],"
            + "\"P\":[{\"s\":\"XYZUSDT\",\"pa\":\"-1\",\"ep\":\"10\",\"up\":\"0\","
            + "\"ps\":\"BOTH\"}]}}";
    send(1, "BINANCE_USDM", 1, "perp", update);
    assertEquals(
        List.of("XYZ", "ABC", "ABC", "XYZ"),
        written().stream().map(JournalEntry::getGroup).toList());
    assertTrue(written().stream().allMatch(entry -> entry.getOrigin().getId() != null));
    String spot =
        "{\"e\":\"balanceUpdate\",\"E\":1700000000000,\"a\":\"USDT\",\"d\":\"1\","
            + "\"T\":1700000000000}";
    send(2, "BINANCE_SPOT", 1, "spot", spot);
    assertEquals("UNKNOWN_INSTRUMENT", deadLetters().get(0).getReason(), "no book uses spot");
  }

  private void answer(
      long offset, String venue, long epoch, String account, String request, String json)
      throws Exception {
    RawFrame frame =
        new RawFrame(
            venue,
            venue + "/x",
            epoch,
            3L,
            77L,
            FrameKind.REST,
            account,
            request,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    harness.processElement(new PlacedRecord(2, offset, frames.encode(frame)), 0);
  }

  @Test
  void aLostConnectionIsAGapToTheAccountsGroupsBeforeAnythingElse() throws Exception {
    String order = ORDER.formatted("web_1");
    send(1, "BINANCE_USDM", 100, "perp", order);
    send(2, "BINANCE_USDM", 100, "perp", order);
    assertEquals(2, written().size(), "the first epoch ever seen is no gap");
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    harness.close();
    harness = harness(checkpoint);
    send(3, "BINANCE_USDM", 101, "perp", order);
    send(4, "BINANCE_USDM", 101, "perp", order);
    List<JournalEntry> written = written();
    assertEquals(4, written.size());
    assertEquals(
        List.of("XYZ", "ABC"), written.subList(0, 2).stream().map(JournalEntry::getGroup).toList());
    for (JournalEntry entry : written.subList(0, 2)) {
      Gap gap = (Gap) entry.getPayload();
      assertEquals("BINANCE_USDM/x", gap.getConnection());
      assertEquals(null, gap.getInstrument());
      assertEquals("reconnected", gap.getReason());
      assertEquals("BINANCE_USDM/x/gap/101", entry.getOrigin().getId());
      assertEquals(3 * 65_536L, entry.getOrigin().getSequence());
    }
    assertTrue(written.get(2).getPayload() instanceof ExecutionReport);
    assertEquals(3 * 65_536L + 1, written.get(2).getOrigin().getSequence());
  }

  @Test
  void aMarketConnectionThatWasLostIsNoGapOfAnAccount() throws Exception {
    send(1, "BINANCE_USDM", 100, null, QUOTE);
    send(2, "BINANCE_USDM", 101, null, QUOTE);
    assertTrue(written().stream().noneMatch(entry -> entry.getPayload() instanceof Gap));
  }

  @Test
  void aStatementReachesTheGroupsOfWhatItNames() throws Exception {
    answer(
        1,
        "BINANCE_SPOT",
        1,
        "spot",
        "/api/v3/account?omitZeroBalances=true",
        "{\"balances\":[{\"asset\":\"XYZ\",\"free\":\"1\",\"locked\":\"2\"}]}");
    // A group's own asset, held or not; what is zero and nobody's is no error.
    assertEquals(List.of("XYZ", "ABC"), written().stream().map(JournalEntry::getGroup).toList());
    BalanceReport held = (BalanceReport) written().get(0).getPayload();
    assertEquals(BalanceChangeReason.STATEMENT, held.getReason());
    assertEquals("BINANCE_SPOT/x/1/3", held.getSnapshot());
    assertEquals(List.of(), deadLetters());
    harness.getOutput().clear();
    answer(
        2,
        "BINANCE_COINM",
        1,
        "coin",
        "/dapi/v1/positionRisk + /dapi/v1/balance",
        "{\"positions\":[],\"balances\":[{\"asset\":\"XYZ\",\"balance\":\"1.5\"},"
            + "{\"asset\":\"NOBODYS\",\"balance\":\"7\"}]}");
    List<JournalEntry> written = written();
    assertTrue(written.stream().allMatch(entry -> entry.getGroup().equals("XYZ")));
    assertTrue(written.get(0).getPayload() instanceof PositionReport);
    assertEquals("XYZ", ((BalanceReport) written.get(1).getPayload()).getAsset());
    assertEquals("UNKNOWN_INSTRUMENT", deadLetters().get(0).getReason(), "seven of nobody's");
    assertEquals(1, deadLetters().size());
  }

  private static final String LUNO_SNAPSHOT =
      "{\"sequence\":\"10\",\"asks\":[{\"id\":\"A1\",\"price\":\"11\",\"volume\":\"1\"}],"
          + "\"bids\":[{\"id\":\"B1\",\"price\":\"10\",\"volume\":\"2\"}],\"status\":\"ACTIVE\","
          + "\"timestamp\":1700000000000}";

  private static String lunoTrade(long sequence, String maker) {
    return "{\"sequence\":\""
        + sequence
        + "\",\"trade_updates\":[{\"sequence\":"
        + sequence
        + ",\"base\":\"0.25\",\"counter\":\"1\",\"maker_order_id\":\""
        + maker
        + "\"}],\"timestamp\":1700000000001}";
  }

  private void luno(long offset, long epoch, long sequence, String json) throws Exception {
    RawFrame frame =
        new RawFrame(
            "LUNO",
            "LUNO/market/XYZZAR",
            epoch,
            sequence,
            77L,
            FrameKind.STREAM,
            null,
            null,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    harness.processElement(new PlacedRecord(2, offset, frames.encode(frame)), 0);
  }

  /** A frame of this venue says what changed in a book that earlier frames told of. */
  @Test
  void aStreamGoesOnAfterARestartAsIfThereHadBeenNone() throws Exception {
    luno(1, 5, 0, LUNO_SNAPSHOT);
    luno(2, 5, 1, lunoTrade(11, "A1"));
    assertEquals(5, written().size());
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    harness.getOutput().clear();
    luno(3, 5, 2, lunoTrade(12, "B1"));
    luno(4, 5, 3, lunoTrade(13, "A1"));
    List<JournalEntry> uninterrupted = written();
    assertEquals(6, uninterrupted.size());
    harness.close();
    harness = harness(checkpoint);
    luno(3, 5, 2, lunoTrade(12, "B1"));
    luno(4, 5, 3, lunoTrade(13, "A1"));
    assertEquals(uninterrupted, written());
    assertEquals(List.of(), deadLetters());
  }

  /** Two subtasks, then one: of both copies of a connection's book the newest counts. */
  @Test
  void theNewestCopyOfABookCounts() throws Exception {
    luno(1, 5, 0, LUNO_SNAPSHOT);
    OperatorSubtaskState before = harness.snapshot(1, 1);
    harness.close();
    // This subtask goes on, and the other one never sees a frame of the connection.
    harness = harness(before);
    luno(2, 5, 1, lunoTrade(11, "A1"));
    OperatorSubtaskState newest = harness.snapshot(2, 2);
    luno(3, 5, 2, lunoTrade(12, "A1"));
    List<JournalEntry> uninterrupted = written().subList(3, 6);
    harness.close();
    OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> other = harness(before);
    OperatorSubtaskState old = other.snapshot(2, 2);
    other.close();
    for (List<OperatorSubtaskState> both : List.of(List.of(old, newest), List.of(newest, old))) {
      harness = harness(AbstractStreamOperatorTestHarness.repackageState(both.get(0), both.get(1)));
      luno(3, 5, 2, lunoTrade(12, "A1"));
      assertEquals(uninterrupted, written());
      harness.close();
    }
    harness = harness(null);
  }

  /** Nothing was remembered, as after a start without a checkpoint: no error a frame. */
  @Test
  void aStreamWithoutItsBeginningIsIgnored() throws Exception {
    luno(2, 5, 1, lunoTrade(11, "A1"));
    luno(3, 5, 2, lunoTrade(12, "B1"));
    assertEquals(List.of(), written());
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void anExecutionThatRestToldOfHasTheStreamsIdentityInTheJournal() throws Exception {
    String ours =
        new ClientOrderId(ClientOrderId.journalNumber(TestConfiguration.JOURNAL_ID), 0, 9, 1, 2, 0)
            .encode();
    send(1, "BINANCE_USDM", 1, "perp", ORDER.formatted(ours));
    answer(
        2,
        "BINANCE_USDM",
        1,
        "perp",
        "/fapi/v1/userTrades?symbol=XYZUSDT&limit=10 + /fapi/v1/allOrders?symbol=XYZUSDT&limit=10",
        "{\"trades\":[{\"id\":902,\"orderId\":555,\"symbol\":\"XYZUSDT\",\"price\":\"12.34\","
            + "\"qty\":\"2\",\"commission\":\"0\",\"commissionAsset\":\"USDT\","
            + "\"time\":1700000000389,\"maker\":false}],\"orders\":[{\"orderId\":555,"
            + "\"symbol\":\"XYZUSDT\",\"clientOrderId\":\""
            + ours
            + "\",\"price\":\"12.34\",\"origQty\":\"2\",\"executedQty\":\"2\","
            + "\"status\":\"FILLED\",\"timeInForce\":\"IOC\",\"type\":\"LIMIT\","
            + "\"side\":\"SELL\",\"updateTime\":1700000000389}]}");
    assertEquals(2, written().size());
    assertEquals(written().get(0).getOrigin().getId(), written().get(1).getOrigin().getId());
    assertEquals("ABC", written().get(1).getGroup());
  }
}
