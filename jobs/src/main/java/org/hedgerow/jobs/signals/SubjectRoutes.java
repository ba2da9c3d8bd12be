package org.hedgerow.jobs.signals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Signals;
import org.hedgerow.engine.signal.SignalPlan;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;

/**
 * Which subjects an entry of one group concerns. A pure function of the instruments and groups that
 * the job was submitted with, and of the definitions that are in force in the group.
 */
final class SubjectRoutes {
  private final Map<String, List<String>> byInstrument = new HashMap<>();
  private final Map<String, List<String>> byIndex = new HashMap<>();
  private final List<String> all;

  SubjectRoutes(Configuration configuration, Signals inForce, String group) {
    SignalPlan plan = new SignalPlan(configuration, inForce);
    all = plan.subjectsOf(group);
    Map<String, List<String>> routes = configuration.routes();
    for (Instrument instrument : configuration.instruments()) {
      if (!routes.get(instrument.instrument()).contains(group)) {
        continue;
      }
      byInstrument.put(instrument.instrument(), plan.subjects(group, instrument.instrument()));
      // An index concerns the instrument by itself, not the pairs that it is in.
      if (all.contains(instrument.instrument())) {
        byIndex
            .computeIfAbsent(
                Venues.named(instrument.venue()).index(instrument), added -> new ArrayList<>())
            .add(instrument.instrument());
      }
    }
  }

  /** All subjects that are read from the group. */
  List<String> subjects() {
    return all;
  }

  /** The subjects that a market entry or a tick concerns; none of other payloads. */
  List<String> of(Object payload) {
    if (payload instanceof Tick) {
      return all;
    }
    if (payload instanceof Index index) {
      return byIndex.getOrDefault(index.getIndex(), List.of());
    }
    String instrument = instrument(payload);
    return instrument == null ? List.of() : byInstrument.getOrDefault(instrument, List.of());
  }

  private static String instrument(Object payload) {
    if (payload instanceof Quote quote) {
      return quote.getInstrument();
    } else if (payload instanceof BookDelta delta) {
      return delta.getInstrument();
    } else if (payload instanceof Trade trade) {
      return trade.getInstrument();
    } else if (payload instanceof Mark mark) {
      return mark.getInstrument();
    } else if (payload instanceof Funding funding) {
      return funding.getInstrument();
    } else if (payload instanceof BookTop top) {
      return top.getInstrument();
    } else if (payload instanceof OptionQuote quote) {
      return quote.getInstrument();
    } else if (payload instanceof OpenInterest open) {
      return open.getInstrument();
    } else if (payload instanceof Liquidation liquidation) {
      return liquidation.getInstrument();
    } else if (payload instanceof InstrumentStatus status) {
      return status.getInstrument();
    } else if (payload instanceof Gap gap) {
      return gap.getInstrument();
    }
    return null;
  }
}
