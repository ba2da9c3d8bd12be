package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the cleaning does as part of the operator, and that a replay does the same. */
class FrameRouterCleaningTest {
  private static final String SPIKES =
      """
      cleaning:
        default:
          spikes: {window: 5, deviations: 3, least_move: 0.001, level_shift: 3}
      """;
  private static final String CONFLATE =
      """
      cleaning:
        instruments:
          - {instrument: "BINANCE_SPOT:XYZUSDT", conflate: 100ms}
      """;
  private static final String BOTH = SPIKES + CONFLATE.substring(CONFLATE.indexOf("  instruments"));
  private static final long SECOND = 1_000_000;

  private final RecordCodec<RawFrame> frames = RecordCodec.of(RawFrame.class);
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final RecordCodec<DeadLetter> letters = RecordCodec.of(DeadLetter.class);
  private final RecordCodec<DataQuality> qualities = RecordCodec.of(DataQuality.class);
  private OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness;
  private long offset;
  private List<JournalEntry> before = List.of();

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  private static OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness(
      String cleaning, OperatorSubtaskState state, int tasks, int task) throws Exception {
    OneInputStreamOperatorTestHarness<PlacedRecord, JournalDraft> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new FrameRouter(TestConfiguration.YAML + cleaning, TestConfiguration.JOURNAL_ID)),
            tasks,
            tasks,
            task);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private void open(String cleaning) throws Exception {
    harness = harness(cleaning, null, 1, 0);
  }

  private PlacedRecord frame(String connection, FrameKind kind, long received, String json) {
    long at = offset++;
    RawFrame frame =
        new RawFrame(
            "BINANCE_SPOT",
            connection,
            1L,
            at,
            received,
            kind,
            null,
            kind == FrameKind.REST ? "/api/v3/depth?symbol=XYZUSDT" : null,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    return new PlacedRecord(0, at, frames.encode(frame));
  }

  private void send(long received, String json) throws Exception {
    harness.processElement(frame("c", FrameKind.STREAM, received, json), 0);
  }

  private static String trade(long id, String price) {
    return trade(id, price, 1_700_000_000_000L + id);
  }

  private static String trade(long id, String price, long millis) {
    return "{\"e\":\"trade\",\"E\":%d,\"T\":%d,\"s\":\"XYZUSDT\",\"t\":%d,\"p\":\"%s\",\"q\":\"1\",\"m\":true}"
        .formatted(millis, millis, id, price);
  }

  private static String quote(long id, String bid, String ask) {
    return "{\"u\":%d,\"s\":\"XYZUSDT\",\"b\":\"%s\",\"B\":\"1\",\"a\":\"%s\",\"A\":\"2\"}"
        .formatted(id, bid, ask);
  }

  private static String depth(long first, long last) {
    return "{\"e\":\"depthUpdate\",\"E\":1700000000000,\"s\":\"XYZUSDT\",\"U\":%d,\"u\":%d,\"b\":[],\"a\":[]}"
        .formatted(first, last);
  }

  private static String snapshot(long last) {
    return "{\"lastUpdateId\":%d,\"bids\":[[\"10\",\"1\"]],\"asks\":[[\"11\",\"1\"]]}"
        .formatted(last);
  }

  @Test
  void aTradeCountsOnceWhicheverConnectionTellsOfIt() throws Exception {
    open("");
    harness.processElement(frame("c", FrameKind.STREAM, 1, trade(7, "10")), 0);
    harness.processElement(frame("d", FrameKind.STREAM, 2, trade(7, "10")), 0);
    harness.processElement(frame("c", FrameKind.STREAM, 3, trade(6, "10")), 0);
    harness.processElement(frame("c", FrameKind.STREAM, 4, trade(6, "10")), 0);
    assertEquals(List.of("7", "6"), written().stream().map(e -> trade(e).getTradeId()).toList());
    assertEquals(List.of(), deadLetters());
    send(61 * SECOND, "{\"result\":null,\"id\":1}");
    DataQuality first = facts().get(0);
    assertEquals(1, first.getDuplicates());
    assertEquals(Map.of("Trade", 2L), first.getEntries());
    assertEquals(1, first.getOutOfOrder(), "6 is older than 7 and goes on");
    send(70 * SECOND, "{\"result\":null,\"id\":1}");
    DataQuality second = facts().get(1);
    assertEquals("d", second.getConnection(), "it fell silent: the grace has passed");
    assertEquals(1, second.getDuplicates());
  }

  @Test
  void aSpikeIsKeptAsADeadLetterWithItsNumbers() throws Exception {
    open(SPIKES);
    String[] prices = {"98", "99", "100", "101", "102"};
    for (int i = 0; i < prices.length; i++) {
      send(1, trade(i, prices[i]));
    }
    send(2, trade(10, "1000"));
    send(3, trade(11, "100"));
    assertEquals(6, written().size());
    DeadLetter letter = deadLetters().get(0);
    assertEquals(1, deadLetters().size());
    assertEquals("SPIKE", letter.getReason());
    assertEquals("Trade", letter.getChannel());
    assertEquals(5L, letter.getRawOffset());
    assertTrue(
        letter
            .getDetail()
            .startsWith("BINANCE_SPOT:XYZUSDT trade 10: price 1000: 1000.0 is more than"),
        letter.getDetail());
    assertTrue(letter.getDetail().endsWith("off the median 100.0 of the 5 before"));
    send(60 * SECOND, "{\"result\":null,\"id\":1}");
    assertEquals(1, facts().get(0).getSpikes());
    assertEquals(1, facts().get(0).getDeadLetters());
    assertEquals(Map.of("Trade", 6L), facts().get(0).getEntries());
  }

  @Test
  void withoutASectionNoPriceIsASpike() throws Exception {
    open("");
    for (int i = 0; i < 200; i++) {
      send(1, trade(i, i % 100 == 99 ? "100000" : "10"));
    }
    assertEquals(200, written().size());
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void aHoleInABookIsAGapBeforeTheUpdateThatShowsIt() throws Exception {
    open("");
    harness.processElement(frame("c", FrameKind.REST, 1, snapshot(100)), 0);
    send(2, depth(101, 102));
    send(3, depth(105, 106));
    send(4, depth(109, 110));
    List<JournalEntry> written = written();
    assertEquals(
        List.of("BookDelta", "BookDelta", "Gap", "BookDelta", "BookDelta"),
        written.stream().map(entry -> entry.getPayload().getClass().getSimpleName()).toList());
    Gap gap = (Gap) written.get(2).getPayload();
    assertEquals("BINANCE_SPOT:XYZUSDT", gap.getInstrument());
    assertEquals("c", gap.getConnection());
    assertEquals(102L, gap.getFromUpdateId());
    assertEquals(105L, gap.getToUpdateId());
    assertEquals("c/gap/1/2/BINANCE_SPOT:XYZUSDT", written.get(2).getOrigin().getId());
    assertEquals(2 * 65_536L, written.get(2).getOrigin().getSequence());
    assertEquals(2 * 65_536L + 1, written.get(3).getOrigin().getSequence());
    send(60 * SECOND, "{\"result\":null,\"id\":1}");
    assertEquals(1, facts().get(0).getGaps());
    assertEquals(Map.of("BookDelta", 4L, "Gap", 1L), facts().get(0).getEntries());
  }

  /** A snapshot that was asked for comes after updates that reach beyond it: no hole, as live. */
  @Test
  void updatesBeforeALateSnapshotAreNoGap() throws Exception {
    open("");
    send(1, depth(98, 101));
    send(2, depth(102, 105));
    harness.processElement(frame("c", FrameKind.REST, 3, snapshot(100)), 0);
    send(4, depth(106, 107));
    assertTrue(written().stream().noneMatch(entry -> entry.getPayload() instanceof Gap));
    send(5, depth(109, 110));
    assertEquals(1, written().stream().filter(e -> e.getPayload() instanceof Gap).count());
  }

  private void send(long epoch, String request, String json) throws Exception {
    long at = offset++;
    RawFrame frame =
        new RawFrame(
            "BINANCE_SPOT",
            "c",
            epoch,
            at,
            at,
            request == null ? FrameKind.STREAM : FrameKind.REST,
            null,
            request,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    harness.processElement(new PlacedRecord(0, at, frames.encode(frame)), 0);
  }

  private static String listed(long from, int count, String price) {
    StringBuilder out = new StringBuilder("[");
    for (long id = from; id < from + count; id++) {
      out.append(id == from ? "" : ",")
          .append(
              "{\"id\":%d,\"price\":\"%s\",\"qty\":\"1\",\"quoteQty\":\"1\",\"time\":%d,\"isBuyerMaker\":true,\"isBestMatch\":true}"
                  .formatted(id, price, 1_700_000_000_000L + id));
    }
    return out.append("]").toString();
  }

  /** Twenty thousand trades are missed, more than are known one by one; pages come newest first. */
  @Test
  void tradesOfAnOutageAreEachInTheJournalOnce() throws Exception {
    open(SPIKES);
    for (int id = 1; id <= 10; id++) {
      send(1, null, trade(id, "100"));
    }
    long next = 20_011;
    send(2, null, trade(next++, "100"));
    String older = "/api/v3/historicalTrades?symbol=XYZUSDT&fromId=%d&limit=1000";
    for (long page = 19_011; page > 0; page -= 1_000) {
      // Half the price: far from what the filter has seen, and no spike.
      send(2, older.formatted(page), listed(page, 1_000, "50"));
      send(2, null, trade(next++, "100"));
      OperatorSubtaskState checkpoint = harness.snapshot(page, page);
      if (page == 10_011) {
        before = written();
        harness.close();
        harness = harness(SPIKES, checkpoint, 1, 0);
      }
    }
    send(2, older.formatted(0), listed(1, 1_000, "100"));
    List<JournalEntry> all = new ArrayList<>(before);
    all.addAll(written());
    List<Long> ids =
        all.stream()
            .map(e -> Long.valueOf(((Trade) e.getPayload()).getTradeId()))
            .sorted()
            .toList();
    assertEquals(java.util.stream.LongStream.range(1, next).boxed().toList(), ids);
    assertEquals(List.of(), deadLetters());
    Trade early =
        all.stream()
            .map(e -> (Trade) e.getPayload())
            .filter(t -> t.getTradeId().equals("19011"))
            .findFirst()
            .orElseThrow();
    assertEquals("50", Decimals.toString(early.getPrice()));
  }

  @Test
  void whatTheVenueDoesNotTellAgainIsAGap() throws Exception {
    open("");
    send(1, null, trade(1, "100"));
    send(2, "#missing XYZUSDT 1700000000000000 1700000060000000", "the venue lists 1000");
    JournalEntry entry = written().get(1);
    assertEquals(
        new Gap(
            "c",
            "BINANCE_SPOT:XYZUSDT",
            "trades between two times are missing: the venue lists 1000",
            1_700_000_000_000_000L,
            1_700_000_060_000_000L),
        entry.getPayload());
    assertEquals("c/gap/2/1/BINANCE_SPOT:XYZUSDT", entry.getOrigin().getId());
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void aKnownBookIsAGapAtAReconnect() throws Exception {
    open("");
    send(1, null, depth(1, 2));
    send(2, null, depth(7, 8));
    assertEquals(2, written().size(), "it was never known");
    send(2, "/api/v3/depth?symbol=XYZUSDT", snapshot(8));
    send(2, null, depth(9, 10));
    send(3, null, trade(1, "100"));
    List<JournalEntry> written = written();
    assertEquals(
        new Gap("c", "BINANCE_SPOT:XYZUSDT", "the book is unknown since a reconnect", 10L, null),
        written.get(4).getPayload());
    assertEquals(6, written.size());
    send(4, null, trade(2, "100"));
    assertEquals(7, written().size(), "once");
  }

  @Test
  void anUnroutedBooksHoleIsNoError() throws Exception {
    open("");
    for (String update : new String[] {snapshot(100), depth(110, 111)}) {
      RawFrame frame = frames.decode(frame("c", FrameKind.STREAM, 1, update).value());
      boolean answer = update.contains("lastUpdateId");
      frame.setKind(answer ? FrameKind.REST : FrameKind.STREAM);
      frame.setRequest(answer ? "/api/v3/depth?symbol=LONEUSDT" : null);
      String json = update.replace("XYZUSDT", "LONEUSDT");
      frame.setPayload(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
      harness.processElement(new PlacedRecord(0, frame.getSequence(), frames.encode(frame)), 0);
    }
    assertEquals(List.of(), written());
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void theNewestQuoteOfAnIntervalGoesOnWithTheNextFrameOfAnyConnection() throws Exception {
    open(CONFLATE);
    send(1_000_000, quote(1, "10.1", "10.2"));
    send(1_050_000, quote(2, "10.3", "10.4"));
    assertEquals(List.of(), written());
    harness.processElement(frame("d", FrameKind.STREAM, 1_100_000, trade(1, "10")), 0);
    List<JournalEntry> written = written();
    assertEquals(2, written.size());
    Quote quote = (Quote) written.get(0).getPayload();
    assertEquals(2L, quote.getUpdateId());
    assertEquals(1_050_000L, written.get(0).getReceiveTimeMicros(), "its own");
    assertEquals(2 * 65_536L, written.get(0).getOrigin().getSequence(), "the frame's");
    assertEquals(1_100_000L, written.get(1).getReceiveTimeMicros());
    assertEquals(2 * 65_536L + 1, written.get(1).getOrigin().getSequence());
    send(1_100_001, quote(3, "10.5", "10.6"));
    send(1_200_000, quote(4, "10.7", "10.8"));
    assertEquals(3L, ((Quote) written().get(2).getPayload()).getUpdateId());
    assertEquals(3, written().size(), "4 waits");
    send(60 * SECOND, "{\"result\":null,\"id\":1}");
    assertEquals(1, facts().get(0).getConflated());
    assertEquals(4L, facts().get(0).getEntries().get("Quote"));
  }

  @Test
  void whatCannotBeIsCountedWithItsInstrumentAndWhatCannotBeReadWithItsConnection()
      throws Exception {
    open("");
    send(1, quote(1, "10.2", "10.2"));
    send(2, "{\"broken");
    send(60 * SECOND, quote(2, "10.1", "10.2"));
    assertEquals(
        List.of("INVALID_VALUE", "MALFORMED"),
        deadLetters().stream().map(DeadLetter::getReason).toList());
    assertEquals("a locked quote", deadLetters().get(0).getDetail());
    assertEquals(
        List.of("", "BINANCE_SPOT:XYZUSDT"),
        facts().stream().map(DataQuality::getInstrument).toList());
    assertTrue(facts().stream().allMatch(one -> one.getDeadLetters() == 1));
  }

  @Test
  void answersToRequestsAreNoLatency() throws Exception {
    open("");
    harness.processElement(frame("c", FrameKind.REST, 1, snapshot(100)), 0);
    send(1_700_000_000_100_000L, trade(0, "10"));
    send(1_700_000_060_000_000L, "{\"result\":null,\"id\":1}");
    DataQuality facts = facts().get(facts().size() - 1);
    assertEquals(1, facts.getLatencyCount());
    assertEquals(100_000L, facts.getLatencyMaxMicros());
  }

  /** The same frames with and without a restart in the middle, at every place. */
  @Test
  void aReplayFromACheckpointGivesTheSameEntriesLettersAndFacts() throws Exception {
    List<PlacedRecord> day = session();
    List<List<String>> whole = new ArrayList<>();
    harness = harness(BOTH, null, 1, 0);
    run(day, whole);
    assertEquals(1, whole.get(0).stream().filter(one -> one.contains("book updates")).count());
    assertFalse(whole.get(1).isEmpty());
    assertTrue(whole.get(2).size() >= 4);
    for (int cut = 0; cut <= day.size(); cut++) {
      harness.close();
      harness = harness(BOTH, null, 1, 0);
      List<List<String>> first = new ArrayList<>();
      run(day.subList(0, cut), first);
      OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
      harness.close();
      harness = harness(BOTH, checkpoint, 1, 0);
      List<List<String>> second = new ArrayList<>();
      run(day.subList(cut, day.size()), second);
      for (int i = 0; i < whole.size(); i++) {
        List<String> both = new ArrayList<>(first.get(i));
        both.addAll(second.get(i));
        assertEquals(whole.get(i), both, "cut before frame " + cut);
      }
    }
  }

  /** Two tasks: another one reads the partition after the restart, and only one keeps its state. */
  @Test
  void thePartitionMayMoveToAnotherTask() throws Exception {
    harness = harness(CONFLATE, null, 1, 0);
    send(1, trade(7, "10"));
    send(1_000_000, quote(1, "10.1", "10.2"));
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    harness.close();
    OperatorSubtaskState scaled =
        AbstractStreamOperatorTestHarness.repartitionOperatorState(checkpoint, 2, 1, 2, 1);
    harness = harness(CONFLATE, scaled, 2, 1);
    send(1_100_000, trade(7, "10"));
    assertEquals(1, written().size());
    assertTrue(written().get(0).getPayload() instanceof Quote, "what waited, and no second trade");
    OperatorSubtaskState ofReader = harness.snapshot(2, 2);
    harness.close();
    OperatorSubtaskState other =
        AbstractStreamOperatorTestHarness.repartitionOperatorState(checkpoint, 2, 1, 2, 0);
    harness = harness(CONFLATE, other, 2, 0);
    OperatorSubtaskState ofOther = harness.snapshot(2, 2);
    harness.close();
    harness =
        harness(
            CONFLATE,
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(ofReader, ofOther), 2, 2, 1, 0),
            1,
            0);
    send(1_200_000, trade(7, "10"));
    assertEquals(List.of(), written(), "the quote went on before, by who read last");
  }

  private List<PlacedRecord> session() {
    List<PlacedRecord> day = new ArrayList<>();
    String[] prices = {"98", "99", "100", "101", "102", "1000", "100", "110", "111", "109", "110"};
    long time = 1_000_000;
    day.add(frame("c", FrameKind.REST, time, snapshot(100)));
    for (int i = 0; i < prices.length; i++) {
      time += 7 * SECOND + 60_000;
      day.add(frame("c", FrameKind.STREAM, time, trade(i, prices[i])));
      day.add(frame("d", FrameKind.STREAM, time + 10, trade(i, prices[i])));
      day.add(frame("c", FrameKind.STREAM, time + 20, quote(2L * i, "10.1", "10.2")));
      day.add(frame("c", FrameKind.STREAM, time + 30, quote(2L * i + 1, "10.1", "10.3")));
      long id = 101L + i + (i >= 6 ? 5 : 0);
      day.add(frame("c", FrameKind.STREAM, time + 40, depth(id, id)));
    }
    day.add(frame("c", FrameKind.STREAM, time + 120 * SECOND, "{\"result\":null,\"id\":1}"));
    return day;
  }

  private void run(List<PlacedRecord> day, List<List<String>> output) throws Exception {
    for (PlacedRecord frame : day) {
      harness.processElement(frame, 0);
    }
    output.add(written().stream().map(JournalEntry::toString).toList());
    output.add(deadLetters().stream().map(DeadLetter::toString).toList());
    output.add(facts().stream().map(DataQuality::toString).toList());
  }

  private static Trade trade(JournalEntry entry) {
    Trade trade = (Trade) entry.getPayload();
    assertEquals(Decimals.of(10), trade.getPrice());
    return trade;
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
    for (byte[] value : side(FrameRouter.DEAD_LETTERS)) {
      dead.add(letters.decode(value));
    }
    return dead;
  }

  private List<DataQuality> facts() throws Exception {
    List<DataQuality> facts = new ArrayList<>();
    for (byte[] value : side(FrameRouter.DATA_QUALITY)) {
      facts.add(qualities.decode(value));
    }
    return facts;
  }

  private List<byte[]> side(OutputTag<TopicRecord> tag) {
    List<byte[]> values = new ArrayList<>();
    var output = harness.getSideOutput(tag);
    if (output != null) {
      for (StreamRecord<TopicRecord> one : output) {
        values.add(one.getValue().value());
      }
    }
    return values;
  }
}
