package org.hedgerow.jobs.signals.pattern;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.hedgerow.jobs.signals.SubjectEntry;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;

/**
 * Market entries, as the patterns of funding, quotes and liquidations see them. Funding and quotes
 * come many times a second: the first of each {@code sample} of the venue's clock counts.
 *
 * <p>State, a subject and pattern: six numbers.
 */
final class EntryObserver extends KeyedProcessFunction<String, SubjectEntry, Observation> {
  private static final long serialVersionUID = 1L;
  private static final int ROW = 6;
  private static final int SLOT = 0;
  private static final int VALUE = 1;
  private static final int OTHER = 2;
  private static final int STEPPED = 3;
  private static final int MID = 4;
  private static final int MID_AGAINST = 5;

  private final List<WatchedPattern> patterns;
  private transient Set<String> watched;
  private transient RecordCodec<JournalEntry> codec;
  private transient MapState<String, double[]> rows;

  EntryObserver(List<WatchedPattern> patterns) {
    this.patterns = patterns;
  }

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(JournalEntry.class);
    watched = new HashSet<>();
    patterns.forEach(pattern -> watched.addAll(pattern.subjects()));
    rows =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    PatternNames.ENTRIES_STATE,
                    Types.STRING,
                    PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(SubjectEntry element, Context context, Collector<Observation> out)
      throws Exception {
    if (!watched.contains(element.subject())) {
      return;
    }
    JournalEntry entry = codec.decode(element.value());
    Object payload = entry.getPayload();
    if (!(payload instanceof Quote
        || payload instanceof Funding
        || payload instanceof Liquidation)) {
      return;
    }
    for (WatchedPattern pattern : patterns) {
      if (pattern.subjects().contains(element.subject())) {
        observe(pattern, element, entry, out);
      }
    }
  }

  private void observe(
      WatchedPattern pattern, SubjectEntry element, JournalEntry entry, Collector<Observation> out)
      throws Exception {
    String key = pattern.name() + '/' + pattern.version();
    double[] kept = rows.get(key);
    double[] row =
        kept == null
            ? new double[] {-1, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN}
            : java.util.Arrays.copyOf(kept, ROW);
    Long venue = entry.getVenueTimeMicros();
    long now = venue == null ? entry.getReceiveTimeMicros() : venue;
    Object payload = entry.getPayload();
    Observation seen = null;
    if (pattern.limits().kind() == PatternKind.CASCADE) {
      if (payload instanceof Liquidation liquidation) {
        seen = liquidation(pattern, element, liquidation, now, row);
      }
    } else if (pattern.limits().kind() == PatternKind.LIQUIDITY_DROUGHT) {
      if (payload instanceof Quote quote) {
        seen = quote(pattern, element, quote, now, row);
      }
    } else if (payload instanceof Quote quote) {
      boolean own = element.subject().startsWith(quote.getInstrument() + "|");
      row[own ? MID : MID_AGAINST] = mid(quote);
    } else if (payload instanceof Funding funding) {
      seen = funding(pattern, element, funding, now, row);
    }
    rows.put(key, row);
    if (seen != null) {
      out.collect(seen);
    }
  }

  /** Whether this is the first of its sample; quotes older than the newest sample are not. */
  private static boolean isNext(WatchedPattern pattern, long now, double[] row) {
    double slot = Math.floorDiv(now, pattern.limits().sampleMicros());
    if (slot <= row[SLOT]) {
      return false;
    }
    row[SLOT] = slot;
    return true;
  }

  private static Observation quote(
      WatchedPattern pattern, SubjectEntry at, Quote quote, long now, double[] row) {
    double mid = mid(quote);
    if (Double.isNaN(mid) || !isNext(pattern, now, row)) {
      return null;
    }
    double spread =
        (Decimals.approximate(quote.getAskPrice()) - Decimals.approximate(quote.getBidPrice()))
            / mid;
    double depth =
        Decimals.approximate(quote.getBidQuantity()) + Decimals.approximate(quote.getAskQuantity());
    return stepped(pattern, at, now, row, spread, depth);
  }

  private static Observation funding(
      WatchedPattern pattern, SubjectEntry at, Funding funding, long now, double[] row) {
    double basis = row[MID] / row[MID_AGAINST] - 1;
    if (Double.isNaN(basis) || !isNext(pattern, now, row)) {
      return null;
    }
    double sign = pattern.limits().up() ? 1 : -1;
    return stepped(
        pattern, at, now, row, sign * Decimals.approximate(funding.getRate()), sign * basis);
  }

  private static Observation stepped(
      WatchedPattern pattern, SubjectEntry at, long now, double[] row, double value, double other) {
    boolean step = PatternShapes.isFurther(pattern.limits(), row[VALUE], row[OTHER], value, other);
    Observation seen =
        new Observation(
            pattern.name(),
            at.subject(),
            now,
            at.partition(),
            at.offset(),
            value,
            row[VALUE],
            other,
            row[OTHER],
            step && row[STEPPED] == 0);
    row[VALUE] = value;
    row[OTHER] = other;
    row[STEPPED] = step ? 1 : 0;
    return seen;
  }

  /** An edge where no liquidation of that side came for the pattern's time. */
  private static Observation liquidation(
      WatchedPattern pattern, SubjectEntry at, Liquidation liquidation, long now, double[] row) {
    int side = liquidation.getSide() == Side.BUY ? VALUE : OTHER;
    double before = row[side];
    row[side] = now;
    double quantity = Decimals.approximate(liquidation.getQuantity());
    return new Observation(
        pattern.name(),
        at.subject(),
        now,
        at.partition(),
        at.offset(),
        Decimals.approximate(liquidation.getPrice()),
        Double.NaN,
        liquidation.getSide() == Side.BUY ? quantity : -quantity,
        Double.NaN,
        Double.isNaN(before) || now - before > pattern.limits().withinMicros());
  }

  private static double mid(Quote quote) {
    if (quote.getBidPrice() == null || quote.getAskPrice() == null) {
      return Double.NaN;
    }
    double bid = Decimals.approximate(quote.getBidPrice());
    double ask = Decimals.approximate(quote.getAskPrice());
    return bid > 0 && ask >= bid ? (bid + ask) / 2 : Double.NaN;
  }
}
