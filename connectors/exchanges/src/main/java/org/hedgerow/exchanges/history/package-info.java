/**
 * History out of files: exports of candles, trades, funding and option chains as CSV, and
 * recordings of frames. {@link org.hedgerow.exchanges.history.HistoryFile} reads a file, mends or
 * drops what is wrong with it, counts both in a {@link
 * org.hedgerow.exchanges.history.HistoryTally}, and gives the rest to {@link
 * org.hedgerow.exchanges.history.HistoryRows}.
 */
package org.hedgerow.exchanges.history;
