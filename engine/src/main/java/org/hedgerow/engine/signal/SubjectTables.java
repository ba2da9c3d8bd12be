package org.hedgerow.engine.signal;

import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;
import org.hedgerow.schema.state.BarState;
import org.hedgerow.schema.state.DefinitionsState;
import org.hedgerow.schema.state.MarketState;
import org.hedgerow.schema.state.OpenBars;
import org.hedgerow.schema.state.RuleState;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.SeriesState;
import org.hedgerow.schema.state.SubjectState;

/**
 * All that is remembered of one subject.
 *
 * @param subject one row
 * @param openBars a row for each length of bars: at most five
 * @param bars a row for each bar that still grows: at most {@code BarBuilder.MOST} of a length
 * @param market a row for each instrument of the subject, and one for its index: at most three
 * @param rules a row for each rule of the configuration that is about the subject
 * @param windows a row for each statistic that is about it
 * @param figures of each statistic a row for so many numbers of its memory: docs/signals.md says
 *     how many a window has
 * @param depth the instrument's book near its mid, where a rule or a statistic asks for it: see
 *     {@code DepthBook}
 * @param definitions one row: what the journal configured for the subject; none: nothing yet
 */
public record SubjectTables(
    Table<SubjectState> subject,
    Table<OpenBars> openBars,
    Table<BarState> bars,
    Table<MarketState> market,
    Table<RuleState> rules,
    Table<SeriesState> windows,
    Table<SampleBlock> figures,
    Table<SampleBlock> depth,
    Table<DefinitionsState> definitions) {

  /** Tables made by that factory, under the names that savepoints know. */
  public static SubjectTables of(TableFactory factory) {
    return new SubjectTables(
        factory.table("subject", SubjectState.class),
        factory.table("open-bars", OpenBars.class),
        factory.table("bars", BarState.class),
        factory.table("market", MarketState.class),
        factory.table("rules", RuleState.class),
        factory.table("windows", SeriesState.class),
        factory.table("figures", SampleBlock.class),
        factory.table("depth", SampleBlock.class),
        factory.table("definitions", DefinitionsState.class));
  }
}
