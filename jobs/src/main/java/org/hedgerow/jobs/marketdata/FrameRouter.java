package org.hedgerow.jobs.marketdata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.cleaning.Plausibility;
import org.hedgerow.exchanges.rest.MissingTrades;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.marketdata.cleaning.CleanedFrame;
import org.hedgerow.jobs.marketdata.cleaning.InstrumentMaster;
import org.hedgerow.jobs.marketdata.cleaning.KeptCleaning;
import org.hedgerow.jobs.marketdata.cleaning.MarketDataCleaning;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Trade;

/**
 * Raw frames to journal entries, in the thread that reads them: checks the epoch, decodes, has the
 * payloads cleaned, and says to which groups each goes. What it cannot use goes to {@link
 * #DEAD_LETTERS}, whole, with the reason; how good the data is, to {@link #DATA_QUALITY}.
 */
final class FrameRouter extends ProcessFunction<PlacedRecord, JournalDraft>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  static final OutputTag<TopicRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(TopicRecord.class));

  static final OutputTag<TopicRecord> DATA_QUALITY =
      new OutputTag<>("data-quality", TypeInformation.of(TopicRecord.class));

  static final OutputTag<TopicRecord> ALERTS =
      new OutputTag<>("alerts", TypeInformation.of(TopicRecord.class));

  /** Sequences leave room for this many payloads a frame. */
  static final long PAYLOADS_PER_FRAME = 65_536;

  private final String configurationText;
  private final String journalId;

  private transient RecordCodec<RawFrame> frameCodec;
  private transient RecordCodec<DeadLetter> deadLetterCodec;
  private transient RecordCodec<DataQuality> qualityCodec;
  private transient RecordCodec<Alert> alertCodec;
  private transient InstrumentLists lists;
  private transient Map<String, FrameDecoder> decoders;
  private transient MarketDataCleaning cleaning;
  private transient ListState<KeptCleaning> cleaningState;
  private transient RoutingTable routes;
  private transient EntryEncoding encoding;
  private transient Frame frame;
  private transient Map<String, Long> epochs;
  private transient ListState<ConnectionEpoch> epochState;
  private transient RememberedFrames remembered;
  private transient ListState<RememberedFrames.Remembered> rememberedState;

  private transient MetricGroup metrics;
  private transient Counter frames;
  private transient Counter ignored;
  private transient Counter unrouted;
  private transient Map<Class<?>, Counter> entries;
  private transient Map<RejectReason, Counter> deadLetters;

  FrameRouter(String configurationText, String journalId) {
    this.configurationText = configurationText;
    this.journalId = journalId;
  }

  /** The newest epoch that was seen of a connection; an element of the operator's state. */
  public record ConnectionEpoch(String connection, long epoch) {}

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // As a union: which subtask reads a raw partition may change with the parallelism, and each
    // then finds the epochs of all. Bounded by connections times parallelism.
    epochState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    MarketDataNames.EPOCHS_STATE, TypeInformation.of(ConnectionEpoch.class)));
    epochs = new HashMap<>();
    for (ConnectionEpoch known : epochState.get()) {
      epochs.merge(known.connection(), known.epoch(), Math::max);
    }
    cleaningState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    MarketDataNames.CLEANING_STATE, TypeInformation.of(KeptCleaning.class)));
    // A union for the same reason. Bounded by what decoders remember of each connection, times
    // parallelism.
    rememberedState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    MarketDataNames.DECODERS_STATE,
                    TypeInformation.of(RememberedFrames.Remembered.class)));
    remembered = new RememberedFrames(rememberedState.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    epochState.update(
        epochs.entrySet().stream()
            .map(entry -> new ConnectionEpoch(entry.getKey(), entry.getValue()))
            .toList());
    TaskInfo task = getRuntimeContext().getTaskInfo();
    cleaningState.update(
        cleaning.kept(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks()));
    rememberedState.update(remembered.all(decoders));
  }

  @Override
  public void open(OpenContext context) throws Exception {
    Configuration configuration = Configuration.parse(configurationText);
    frameCodec = RecordCodec.of(RawFrame.class);
    deadLetterCodec = RecordCodec.of(DeadLetter.class);
    routes = new RoutingTable(configuration, journalId);
    encoding = new EntryEncoding();
    lists = new InstrumentLists(configuration);
    frame = new Frame();
    decoders = new HashMap<>();
    for (VenueEndpoint venue : configuration.venues()) {
      decoders.put(venue.venue(), Venues.named(venue.venue()).decoder(configuration));
    }
    metrics = getRuntimeContext().getMetricGroup();
    frames = metrics.counter("frames");
    ignored = metrics.counter("ignoredFrames");
    unrouted = metrics.counter("unroutedEntries");
    entries = new HashMap<>();
    openCleaning(configuration);
    deadLetters = new EnumMap<>(RejectReason.class);
    for (RejectReason reason : RejectReason.values()) {
      deadLetters.put(reason, metrics.addGroup("reason", reason.name()).counter("deadLetters"));
    }
  }

  private void openCleaning(Configuration configuration) throws Exception {
    qualityCodec = RecordCodec.of(DataQuality.class);
    Map<String, BookChecksum> checksums = new HashMap<>();
    for (VenueEndpoint venue : configuration.venues()) {
      Venues.named(venue.venue())
          .checksum()
          .ifPresent(checksum -> checksums.put(venue.venue(), checksum));
    }
    alertCodec = RecordCodec.of(Alert.class);
    cleaning =
        new MarketDataCleaning(
            configuration.cleaning(), checksums::get, new InstrumentMaster(configuration), metrics);
    cleaning.restore(cleaningState.get());
  }

  @Override
  public void processElement(PlacedRecord placed, Context context, Collector<JournalDraft> out) {
    frames.inc();
    RawFrame raw;
    try {
      raw = frameCodec.decode(placed.value());
    } catch (IOException | RuntimeException e) {
      // Avro throws what it likes at bytes that are no record.
      frame.begin(placed, unreadable(placed), context, out);
      frame.letter("", RejectReason.MALFORMED, "no raw frame of a known schema");
      return;
    }
    frame.begin(placed, raw, context, out);
    Long before = epochs.get(raw.getConnection());
    if (raw.getEpoch() < newestEpoch(raw)) {
      frame.letter(
          "",
          RejectReason.STALE_EPOCH,
          "epoch " + raw.getEpoch() + " after " + epochs.get(raw.getConnection()));
      return;
    }
    FrameDecoder decoder = decoders.get(raw.getVenue());
    if (decoder == null) {
      frame.letter(
          "", RejectReason.UNKNOWN_CHANNEL, "venue " + raw.getVenue() + " is not configured");
      return;
    }
    boolean reconnected = before != null && raw.getEpoch() > before;
    cleaning.frame(placed.partition(), placed.offset(), raw, reconnected, frame);
    if (raw.getAccount() != null && reconnected) {
      // What the account's stream said between the two connections, nobody has heard.
      frame.entry(new Gap(raw.getConnection(), null, "reconnected", null, null), null);
    }
    Gap missing = MissingTrades.gap(raw);
    if (missing != null) {
      frame.entry(missing, null);
      return;
    }
    remembered.before(raw, decoder);
    lists.begin(raw);
    decoder.decode(raw, frame);
    lists.end(delisted -> frame.entry(delisted, null));
  }

  /** The newest epoch of the frame's connection, this frame's included. */
  private long newestEpoch(RawFrame raw) {
    Long known = epochs.get(raw.getConnection());
    if (known == null || raw.getEpoch() > known) {
      epochs.put(raw.getConnection(), raw.getEpoch());
      return raw.getEpoch();
    }
    return known;
  }

  private static RawFrame unreadable(PlacedRecord placed) {
    RawFrame raw = new RawFrame();
    raw.setVenue("");
    raw.setConnection("");
    raw.setPayload(ByteBuffer.wrap(placed.value()));
    return raw;
  }

  /** Takes the payloads of one frame; one object, used again for each. */
  private final class Frame implements DecodedFrame, CleanedFrame {
    private PlacedRecord placed;
    private RawFrame raw;
    private Context context;
    private Collector<JournalDraft> out;
    private long nextSequence;
    private long receiveTimeMicros;
    private String stream = "";
    private int streamPartition = -1;

    void begin(PlacedRecord placed, RawFrame raw, Context context, Collector<JournalDraft> out) {
      this.placed = placed;
      this.raw = raw;
      this.context = context;
      this.out = out;
      nextSequence = placed.offset() * PAYLOADS_PER_FRAME;
      if (placed.partition() != streamPartition) {
        streamPartition = placed.partition();
        stream = "raw-frames/" + streamPartition;
      }
    }

    @Override
    public void entry(SpecificRecord payload, Long venueTimeMicros) {
      if (payload instanceof InstrumentStatus status) {
        lists.named(status.getInstrument());
      }
      String objection = Plausibility.objection(payload);
      if (objection != null) {
        cleaning.refused(payload);
        letter(payload.getSchema().getName(), RejectReason.INVALID_VALUE, objection);
      } else if (raw.getAccount() == null) {
        cleaning.clean(payload, venueTimeMicros, this);
      } else {
        goesOn(payload, venueTimeMicros, raw.getReceiveTimeMicros());
      }
    }

    @Override
    public void goesOn(SpecificRecord payload, Long venueTimeMicros, long receiveTimeMicros) {
      this.receiveTimeMicros = receiveTimeMicros;
      long sequence = nextSequence++;
      if (payload instanceof ExecutionReport report) {
        Optional<String> owner = routes.owner(report.getClientOrderId());
        report.setExternal(owner.isEmpty());
        List<RoutingTable.Route> to =
            owner.isPresent()
                ? List.of(new RoutingTable.Route(owner.get(), false))
                : routes.home(report.getInstrument());
        account(report, to, sequence, report.getReportId(), venueTimeMicros);
      } else if (payload instanceof Gap gap) {
        // An account's goes to all who trade on it, one of market data to those who watch it.
        List<RoutingTable.Route> to =
            raw.getAccount() == null
                ? routes.market(gap.getInstrument())
                : routes.account(raw.getAccount());
        if (raw.getAccount() == null && to.isEmpty()) {
          unrouted.inc();
        } else {
          account(gap, to, sequence, id(gap), venueTimeMicros);
        }
      } else if (payload instanceof PositionReport report) {
        List<RoutingTable.Route> to = routes.home(report.getInstrument());
        account(report, to, sequence, report.getReportId(), venueTimeMicros);
      } else if (payload instanceof BalanceReport report) {
        List<RoutingTable.Route> to = routes.balance(report.getAccount(), report.getAsset());
        account(report, to, sequence, report.getReportId(), venueTimeMicros);
      } else {
        List<RoutingTable.Route> to = market(payload);
        if (to.isEmpty()) {
          unrouted.inc();
        } else {
          write(payload, to, sequence, null, venueTimeMicros);
        }
      }
    }

    /** The same frame read again tells of the same gap. */
    private String id(Gap gap) {
      return raw.getConnection()
          + "/gap/"
          + raw.getEpoch()
          + (gap.getInstrument() == null
              ? ""
              : "/" + raw.getSequence() + "/" + gap.getInstrument());
    }

    private List<RoutingTable.Route> market(SpecificRecord payload) {
      if (payload instanceof Quote quote) {
        return routes.market(quote.getInstrument());
      } else if (payload instanceof BookDelta delta) {
        return routes.market(delta.getInstrument());
      } else if (payload instanceof Trade trade) {
        return routes.market(trade.getInstrument());
      } else if (payload instanceof BookTop top) {
        return routes.market(top.getInstrument());
      } else if (payload instanceof Mark mark) {
        return routes.market(mark.getInstrument());
      } else if (payload instanceof Index index) {
        return routes.index(index.getIndex());
      } else if (payload instanceof Funding funding) {
        return routes.market(funding.getInstrument());
      } else if (payload instanceof OptionQuote quote) {
        return routes.market(quote.getInstrument());
      } else if (payload instanceof OpenInterest interest) {
        return routes.market(interest.getInstrument());
      } else if (payload instanceof Liquidation liquidation) {
        return routes.market(liquidation.getInstrument());
      } else if (payload instanceof InstrumentStatus status) {
        return routes.market(status.getInstrument());
      }
      throw new IllegalStateException("no route for " + payload.getClass().getName());
    }

    /** An account's entry that no group would get is an error, not a matter of configuration. */
    private void account(
        SpecificRecord report,
        List<RoutingTable.Route> to,
        long sequence,
        String id,
        Long venueTimeMicros) {
      if (to.isEmpty() && isNothing(report)) {
        unrouted.inc();
      } else if (to.isEmpty()) {
        reject(
            report.getSchema().getName(),
            RejectReason.UNKNOWN_INSTRUMENT,
            "no hedge group takes it");
      } else {
        write(report, to, sequence, id, venueTimeMicros);
      }
    }

    /** A snapshot names everything, also what no group has and the account has none of. */
    private static boolean isNothing(SpecificRecord report) {
      if (report instanceof PositionReport position) {
        return position.getSnapshot() != null && Decimals.signum(position.getQuantity()) == 0;
      }
      return report instanceof BalanceReport balance
          && balance.getSnapshot() != null
          && Decimals.signum(balance.getWalletBalance()) == 0;
    }

    private void write(
        SpecificRecord payload,
        List<RoutingTable.Route> to,
        long sequence,
        String id,
        Long venueTimeMicros) {
      byte[] bytes = encoding.payload(payload);
      for (int i = 0; i < to.size(); i++) {
        RoutingTable.Route route = to.get(i);
        out.collect(
            new JournalDraft(
                route.group(),
                stream,
                sequence,
                id,
                venueTimeMicros,
                receiveTimeMicros,
                route.copy(),
                bytes));
      }
      counter(payload.getClass()).inc(to.size());
    }

    private Counter counter(Class<?> type) {
      return entries.computeIfAbsent(
          type, added -> metrics.addGroup("payload", added.getSimpleName()).counter("entries"));
    }

    @Override
    public void ignore(String channel) {
      ignored.inc();
    }

    @Override
    public void reject(String channel, RejectReason reason, String detail) {
      cleaning.refused(null);
      lists.refused();
      letter(channel, reason, detail);
    }

    @Override
    public void removed(String payload, RejectReason reason, String detail) {
      letter(payload, reason, detail);
    }

    @Override
    public void alert(Alert alert) {
      context.output(
          ALERTS,
          new TopicRecord(
              alert.getScope().getBytes(StandardCharsets.UTF_8), alertCodec.encode(alert)));
    }

    @Override
    public void facts(DataQuality facts) {
      context.output(
          DATA_QUALITY,
          new TopicRecord(
              facts.getConnection().getBytes(StandardCharsets.UTF_8), qualityCodec.encode(facts)));
    }

    void letter(String channel, RejectReason reason, String detail) {
      deadLetters.get(reason).inc();
      DeadLetter letter =
          new DeadLetter(
              raw.getVenue(),
              raw.getConnection(),
              channel,
              reason.name(),
              detail,
              raw.getReceiveTimeMicros(),
              placed.partition(),
              placed.offset(),
              raw.getPayload());
      context.output(
          DEAD_LETTERS,
          new TopicRecord(
              raw.getConnection().getBytes(StandardCharsets.UTF_8),
              deadLetterCodec.encode(letter)));
    }
  }
}
