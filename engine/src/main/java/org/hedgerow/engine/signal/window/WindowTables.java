package org.hedgerow.engine.signal.window;

import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.SeriesState;

/**
 * What statistics are kept in.
 *
 * @param windows a row for each statistic of the subject: where it stands
 * @param figures the calculator's memory, {@value RunningStatistic#BLOCK} numbers a row; how many
 *     there are is said by the window's length, in docs/signals.md
 */
public record WindowTables(Table<SeriesState> windows, Table<SampleBlock> figures) {}
