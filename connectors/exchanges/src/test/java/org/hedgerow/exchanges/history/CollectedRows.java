package org.hedgerow.exchanges.history;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/** Keeps what was kept of a file, for a test to look at. */
final class CollectedRows implements HistoryRows {
  final List<Candle> candles = new ArrayList<>();
  final List<String> others = new ArrayList<>();

  @Override
  public void candle(Candle candle) {
    candles.add(candle);
  }

  @Override
  public void funding(String instrument, long timeMicros, Decimal rate) {
    others.add("funding " + instrument + " " + timeMicros + " " + Decimals.toString(rate));
  }

  @Override
  public void option(long timeMicros, OptionQuote quote) {
    others.add(
        "option "
            + quote.getInstrument()
            + " "
            + timeMicros
            + " "
            + text(quote.getBidPrice())
            + " "
            + text(quote.getAskPrice()));
  }

  private static String text(Decimal number) {
    return number == null ? "none" : Decimals.toString(number);
  }

  @Override
  public void trade(long timeMicros, Trade trade) {
    others.add(
        "trade "
            + trade.getInstrument()
            + " "
            + timeMicros
            + " "
            + trade.getTradeId()
            + " "
            + trade.getAggressor());
  }

  @Override
  public void quote(long timeMicros, int place, Quote quote) {
    others.add("quote " + quote.getInstrument() + " " + timeMicros + " " + place);
  }

  @Override
  public void price(String kind, String instrument, long timeMicros, int place, Decimal value) {
    others.add(kind + " " + instrument + " " + timeMicros + " " + place);
  }
}
