package org.hedgerow.cli.decode;

import java.util.Locale;

/** The exchanges whose recordings can be decoded, as the command line names them. */
enum Exchange {
  BINANCE,
  OKX,
  KRAKEN,
  DERIBIT,
  LUNO,
  FTX;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
