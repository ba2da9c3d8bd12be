package org.hedgerow.jobs.marketdata;

/** Operator uids, names and state names of the market-data job. They are never changed. */
final class MarketDataNames {
  static final String JOB = "market-data";

  static final String RAW_FRAMES_UID = "raw-frames";
  static final String RAW_FRAMES = "Topic raw-frames";
  static final String ROUTE_UID = "decode-and-route";
  static final String ROUTE = "Decode, clean, route";
  static final String TICKER_UID = "ticker";
  static final String TICKER = "Ticker";
  static final String TICKS_UID = "ticks-to-groups";
  static final String TICKS = "Ticks to every group";
  static final String WRITER_UID = "chain-entries";
  static final String WRITER = "Chain entries";
  static final String JOURNAL_UID = "journal";
  static final String JOURNAL = "Topic journal";
  static final String DEAD_LETTERS_UID = "dead-letters";
  static final String DEAD_LETTERS = "Topic dead-letters";

  static final String DATA_QUALITY_UID = "data-quality";
  static final String DATA_QUALITY = "Topic data-quality";

  static final String ALERTS_UID = "alerts";
  static final String ALERTS = "Topic alerts";

  /** Of {@link #ROUTE_UID}: the newest epoch of each connection. */
  static final String EPOCHS_STATE = "connection-epochs";

  /** Of {@link #ROUTE_UID}: what the cleaning knows of each raw partition. */
  static final String CLEANING_STATE = "cleaning";

  /** Of {@link #ROUTE_UID}: what decoders must know of earlier frames, by connection. */
  static final String DECODERS_STATE = "remembered-frames";

  /** Of {@link #WRITER_UID}: the last sequence of each stream, per group. */
  static final String PREVIOUS_STATE = "previous-sequences";

  private MarketDataNames() {}
}
