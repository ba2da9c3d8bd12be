package org.hedgerow.engine.series;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.state.GroupTables;

/** All series of a group: each definition once, however many books ask for it. */
public final class GroupSeries {
  private final GroupTables tables;
  private Map<SeriesDefinition, LiveSeries> all = new LinkedHashMap<>();

  public GroupSeries(GroupTables tables) {
    this.tables = tables;
  }

  /**
   * Takes what a configuration asks for. What was there goes on; what nobody asks for any more is
   * forgotten, rows and all.
   */
  public void configure(Collection<SeriesDefinition> definitions) {
    Map<SeriesDefinition, LiveSeries> wanted = new LinkedHashMap<>();
    for (SeriesDefinition definition : definitions) {
      if (!wanted.containsKey(definition)) {
        LiveSeries there = all.get(definition);
        wanted.put(definition, there == null ? new LiveSeries(definition, tables) : there);
      }
    }
    all.forEach(
        (definition, series) -> {
          if (!wanted.containsKey(definition)) {
            series.remove();
          }
        });
    all = wanted;
  }

  /**
   * The series of that definition.
   *
   * @throws IllegalArgumentException if nobody asked for it
   */
  public SampledSeries of(SeriesDefinition definition) {
    LiveSeries series = all.get(definition);
    if (series == null) {
      throw new IllegalArgumentException("a series that was not asked for: " + definition);
    }
    return series;
  }

  /**
   * Takes the samples that are due.
   *
   * @param sampled is told each series that has changed
   */
  public void tick(
      long clockMicros, MarketView market, long staleMicros, Consumer<SeriesDefinition> sampled) {
    for (LiveSeries series : all.values()) {
      if (series.tick(clockMicros, market, staleMicros)) {
        sampled.accept(series.definition());
      }
    }
  }
}
