package org.hedgerow.timescaledb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Amount;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.GroupDefinition;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.ProfitParts;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.hedgerow.schema.Valuation;
import org.hedgerow.schema.ValuationLine;

/** Records of every topic, made up. */
final class Entries {
  static final long TIME = 1_700_000_000_000_000L;

  /** As if both groups had their configuration, for tests that begin with other entries. */
  static final String CONFIGURED =
      "INSERT INTO store_scope VALUES ('journal', 0, 'BTC', 1, 0), ('journal', 0, 'ETH', 1, 0)";

  private Entries() {}

  static StoreRecord at(String topic, long offset, byte[] value) {
    return new StoreRecord(topic, 0, offset, value);
  }

  static StoreRecord journal(long offset, byte[] value) {
    return at("journal", offset, value);
  }

  /** The trade after {@code previous} in the chain of group BTC. */
  static byte[] trade(long sequence, long previous) {
    return trade("BTC", false, sequence, previous);
  }

  static byte[] trade(String group, boolean copy, long sequence, long previous) {
    return entry(
        group,
        copy,
        new Origin("raw-frames/0", sequence, previous, null),
        new Trade(
            "BINANCE_SPOT:BTCUSDT",
            Long.toString(sequence),
            Decimals.parse("50000.01"),
            Decimals.parse("0.00000001"),
            Side.BUY));
  }

  /** A trade of group BTC in an instrument of that name. */
  static byte[] trade(
      long sequence, long previous, String instrument, String price, String quantity) {
    return entry(
        "BTC",
        false,
        new Origin("raw-frames/0", sequence, previous, null),
        new Trade(
            instrument,
            Long.toString(sequence),
            Decimals.parse(price),
            Decimals.parse(quantity),
            Side.BUY));
  }

  static InstrumentDefinition instrument(String name, InstrumentKind kind, String contractValue) {
    return InstrumentDefinition.newBuilder()
        .setInstrument(name)
        .setVenue(name.substring(0, name.indexOf(':')))
        .setSymbol(name.substring(name.indexOf(':') + 1))
        .setKind(kind)
        .setBase("BTC")
        .setQuote("USD")
        .setSettlement("USD")
        .setContractValue(Decimals.parse(contractValue))
        .setTickSize(Decimals.of(1))
        .setLotSize(Decimals.of(1))
        .setMinimumQuantity(Decimals.of(1))
        .setMaximumQuantity(Decimals.of(1_000_000))
        .setMinimumNotional(Decimals.ZERO)
        .build();
  }

  /** What a venue said of an instrument, as many seconds after {@link #TIME} as the sequence. */
  static byte[] status(
      long sequence,
      long previous,
      String instrument,
      TradingStatus status,
      InstrumentDefinition definition) {
    return encode(
        JournalEntry.class,
        JournalEntry.newBuilder()
            .setGroup("BTC")
            .setOrigin(new Origin("raw-frames/0", sequence, previous, null))
            .setReceiveTimeMicros(TIME + sequence * 1_000_000)
            .setCopy(false)
            .setPayload(new InstrumentStatus(instrument, status, definition))
            .build());
  }

  /** A part of one minute's facts. */
  static DataQuality facts(int part) {
    return DataQuality.newBuilder()
        .setVenue("BINANCE_SPOT")
        .setConnection("BINANCE_SPOT/market/0")
        .setInstrument("BINANCE_SPOT:BTCUSDT")
        .setMinuteMicros(TIME / 60_000_000 * 60_000_000)
        .setPart(part)
        .setEntries(Map.of("Trade", 3L, "Mark", 4L))
        .setDuplicates(7)
        .setOutOfOrder(1)
        .setSpikes(2)
        .setConflated(0)
        .setGaps(0)
        .setChecksumFailures(0)
        .setDeadLetters(2)
        .setLatencyCount(1)
        .setLatencyMeanMicros(250.5)
        .setLatencyMaxMicros(300L)
        .setLatencyMinMicros(-20L)
        .setSilenceMicros(60_000_000L)
        .build();
  }

  static byte[] quote(long sequence, long previous) {
    return entry(
        "BTC",
        false,
        new Origin("raw-frames/0", sequence, previous, null),
        new Quote(
            "BINANCE_SPOT:BTCUSDT",
            Decimals.of(1),
            Decimals.of(2),
            Decimals.of(3),
            Decimals.of(4),
            null));
  }

  static byte[] tick(long sequence) {
    return entry(
        "BTC",
        false,
        new Origin("ticker", sequence, sequence - 1, "tick/" + sequence),
        new Tick(1L, sequence, TIME));
  }

  static byte[] start(String journalId) {
    return entry(
        "",
        false,
        new Origin("operator", 0L, -1L, "journal/" + journalId),
        new JournalStart(journalId, 1, TIME, "0"));
  }

  static byte[] configuration(String group, long version, InstrumentDefinition... instruments) {
    return entry(
        group,
        false,
        new Origin("operator", 0L, -1L, "configuration/" + version),
        ConfigChange.newBuilder()
            .setVersion(version)
            .setJournalId("aaaaaaaaaa")
            .setJournalPartitions(1)
            .setEngineVersion(EngineVersion.CURRENT)
            .setInstruments(List.of(instruments))
            .setAccounts(List.of())
            .setGroups(List.of(new GroupDefinition(group, 1, List.of())))
            .setPortfolios(List.of())
            .setLimits(
                new RiskLimits(
                    Decimals.of(1), Decimals.of(1), 1_000_000L, 1_000_000L, 10, java.util.Map.of()))
            .setSource("")
            .build());
  }

  static byte[] alert(String id) {
    return encode(
        Alert.class,
        Alert.newBuilder()
            .setAlertId(id)
            .setSeverity(AlertSeverity.CRITICAL)
            .setScope("BTC")
            .setCode("OVERFILL")
            .setText("Filled twice.")
            .setCause(new Coordinate(0, 7L))
            .setTimeMicros(TIME)
            .build());
  }

  static byte[] balance(String account, String reportId) {
    return entry(
        "BTC",
        false,
        new Origin("raw-frames/0", 0L, -1L, reportId),
        BalanceReport.newBuilder()
            .setReportId(reportId)
            .setVenue("BINANCE_USDM")
            .setAccount(account)
            .setAsset("USDT")
            .setReason(BalanceChangeReason.FUNDING)
            .build());
  }

  static byte[] position(String group, String reportId) {
    return entry(
        group,
        false,
        new Origin("raw-frames/0", 0L, -1L, reportId),
        PositionReport.newBuilder()
            .setReportId(reportId)
            .setVenue("BINANCE_USDM")
            .setAccount("perp")
            .setInstrument("BINANCE_USDM:BTCUSDT")
            .setQuantity(Decimals.of(1))
            .build());
  }

  static byte[] command(String group, String id) {
    return entry(
        group,
        false,
        new Origin("operator", 0L, -1L, id),
        new Command(id, CommandType.RESUME, group, "who", "why"));
  }

  /** Chained like the market's entries, though it has an id. */
  static byte[] gap(String group, long sequence) {
    return entry(
        group,
        false,
        new Origin("ingest/perp", sequence, sequence - 1, "gap/" + sequence),
        Gap.newBuilder().setConnection("perp").setReason("disconnected").build());
  }

  /** A fill, as one of several reports may tell it. */
  static byte[] fill(String group, boolean copy, String reportId, String executionId) {
    return entry(
        group,
        copy,
        new Origin("raw-frames/0", 0L, -1L, reportId),
        ExecutionReport.newBuilder()
            .setReportId(reportId)
            .setSource(ReportSource.STREAM)
            .setVenue("BINANCE_SPOT")
            .setAccount("spot")
            .setInstrument("BINANCE_SPOT:BTCUSDT")
            .setClientOrderId("A")
            .setExecutionId(executionId)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setSide(Side.BUY)
            .setOrderType(OrderType.LIMIT)
            .setTimeInForce(TimeInForce.IOC)
            .setQuantity(Decimals.of(1))
            .setLastQuantity(Decimals.of(1))
            .setLastPrice(Decimals.of(50_000))
            .setCumulativeQuantity(Decimals.of(1))
            .build());
  }

  /** An execution at a time of the venue's; the account heard of it an hour later at the latest. */
  static byte[] fillAt(String group, String executionId, long venueTimeMicros) throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    JournalEntry entry = codec.decode(fill(group, false, executionId, executionId));
    entry.setVenueTimeMicros(venueTimeMicros);
    entry.setReceiveTimeMicros(Math.max(entry.getReceiveTimeMicros(), venueTimeMicros));
    return codec.encode(entry);
  }

  private static byte[] entry(
      String group, boolean copy, Origin origin, SpecificRecordBase payload) {
    return encode(
        JournalEntry.class,
        JournalEntry.newBuilder()
            .setGroup(group)
            .setOrigin(origin)
            .setReceiveTimeMicros(TIME)
            .setCopy(copy)
            .setPayload(payload)
            .build());
  }

  static byte[] order(String id, int command) {
    return order(id, command, OrderCommand.PLACE);
  }

  static byte[] order(String id, int command, OrderCommand kind) {
    return encode(
        Order.class,
        Order.newBuilder()
            .setClientOrderId(id)
            .setCommandNumber(command)
            .setCommand(kind)
            .setGroup("BTC")
            .setGroupSequence(1)
            .setPortfolio("treasury")
            .setStrategy("naive")
            .setVenue("BINANCE_USDM")
            .setAccount("perp")
            .setInstrument("BINANCE_USDM:BTCUSDT")
            .setSymbol("BTCUSDT")
            .setSide(Side.SELL)
            .setOrderType(OrderType.LIMIT)
            .setTimeInForce(TimeInForce.IOC)
            .setQuantity(Decimals.of(1))
            .setCause(new Coordinate(0, 1L))
            .setCauseReceiveTimeMicros(TIME)
            .setDecisionTimeMicros(TIME)
            .setValidUntilMicros(TIME)
            .setConfigVersion(1)
            .setEngineVersion(EngineVersion.CURRENT)
            .build());
  }

  static Decision decision(long cause) {
    return Decision.newBuilder()
        .setGroup("BTC")
        .setGroupSequence(1)
        .setPortfolio("treasury")
        .setStrategy("naive")
        .setCause(new Coordinate(0, cause))
        .setCauseStream("raw-frames/0")
        .setCauseSequence(1)
        .setCauseType("Trade")
        .setCauseReceiveTimeMicros(TIME)
        .setDecisionTimeMicros(TIME)
        .setExposure(Decimals.ZERO)
        .setGrossExposure(Decimals.ZERO)
        .setHedge(Decimals.ZERO)
        .setWorking(Decimals.ZERO)
        .setTarget(Decimals.ZERO)
        .setResidual(Decimals.ZERO)
        .setBandEnter(Decimals.ZERO)
        .setBandLeave(Decimals.ZERO)
        .setStatistics(Map.of())
        .setClientOrderIds(List.of("A"))
        .setChecksPassed(List.of())
        .setDenials(List.of())
        .setReason("r")
        .setConfigVersion(1)
        .setEngineVersion(EngineVersion.CURRENT)
        .build();
  }

  /**
   * A portfolio that earned 60 at its spot account and lost 35.5 at its hedge, 5.5 of them fees,
   * after it had brought in a number that no long holds.
   */
  static byte[] valuation(long sequence) {
    BigDecimal capital = new BigDecimal("123456789012.000000000000000001");
    ProfitParts spot = parts("60", "0");
    ProfitParts hedge = parts("-30", "-5.5");
    ValuationLine.Builder line =
        ValuationLine.newBuilder()
            .setVenue("BINANCE_SPOT")
            .setAccount("spot")
            .setInstrument("BINANCE_SPOT:BTCUSDT")
            .setCurrency("USDT")
            .setHedge(false)
            .setQuantity(amount("2"))
            .setAveragePrice(Decimals.parse("49970"))
            .setMark(amount("50000"))
            .setWorth(Amounts.of(capital.add(new BigDecimal("60"))))
            .setRealised(amount("0"))
            .setUnrealised(amount("60"))
            .setFees(amount("0"))
            .setFunding(amount("0"))
            .setCapital(Amounts.of(capital))
            .setRate(amount("1"))
            .setValue(Amounts.of(capital.add(new BigDecimal("60"))))
            .setProfit(spot)
            .setCapitalFlow(Amounts.of(capital));
    ValuationLine first = line.build();
    ValuationLine second =
        line.setVenue("BINANCE_COINM")
            .setAccount("perp")
            .setInstrument(null)
            .setCurrency("BNB")
            .setHedge(true)
            .setAveragePrice(null)
            .setMark(null)
            .setRate(null)
            .setProfit(hedge)
            .setValue(amount("-35.5"))
            .setCapitalFlow(amount("0"))
            .build();
    return encode(
        Valuation.class,
        Valuation.newBuilder()
            .setGroup("BTC")
            .setPortfolio("treasury")
            .setStrategy("naive")
            .setSequence(sequence)
            .setCause(new Coordinate(0, 7L))
            .setValuedMicros(TIME + sequence * 60_000_000)
            .setPreviousMicros(sequence == 1 ? 0 : TIME)
            .setCurrency("USDT")
            .setValue(Amounts.of(capital.add(new BigDecimal("24.5"))))
            .setProfit(parts("30", "-5.5"))
            .setCapitalFlow(Amounts.of(capital))
            .setTotalProfit(parts("30", "-5.5"))
            .setTotalCapital(Amounts.of(capital))
            .setRemainder(amount("0"))
            .setLines(List.of(first, second))
            .setConfigVersion(1)
            .setEngineVersion(EngineVersion.CURRENT)
            .build());
  }

  private static ProfitParts parts(String price, String fees) {
    Amount none = Amounts.zero();
    return new ProfitParts(amount(price), none, none, none, amount(fees), none, none, none);
  }

  private static Amount amount(String text) {
    return Amounts.of(new BigDecimal(text));
  }

  static byte[] letter(long offset, String detail) {
    return encode(
        DeadLetter.class,
        new DeadLetter(
            "BINANCE_SPOT",
            "BINANCE_SPOT/market/0",
            "",
            "MALFORMED",
            detail,
            TIME,
            0,
            offset,
            ByteBuffer.wrap("{\0".getBytes(StandardCharsets.UTF_8))));
  }

  static <T extends SpecificRecordBase> byte[] encode(Class<T> type, T record) {
    return RecordCodec.of(type).encode(record);
  }
}
