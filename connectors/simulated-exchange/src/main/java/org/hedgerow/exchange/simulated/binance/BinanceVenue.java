package org.hedgerow.exchange.simulated.binance;

import java.math.BigDecimal;
import java.util.Locale;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.TimeInForce;
import org.hedgerow.exchange.simulated.matching.Venue;

/** The three venues of the Binance family; each has one account. */
public enum BinanceVenue implements Venue {
  SPOT("0.0010", "0.0010"),
  USDM("0.0005", "0.0002"),
  COINM("0.0005", "0.0002");

  final BigDecimal takerFee;
  final BigDecimal makerFee;

  BinanceVenue(String takerFee, String makerFee) {
    this.takerFee = new BigDecimal(takerFee);
    this.makerFee = new BigDecimal(makerFee);
  }

  @Override
  public String account() {
    return "binance-" + key();
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public BigDecimal takerFee(Instrument instrument) {
    return takerFee;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    return makerFee;
  }

  /** On spot a fill-or-kill order that cannot fill expires. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return futures() || request.timeInForce() != TimeInForce.FOK;
  }

  @Override
  public boolean cancelsWhatAmendedWouldTake() {
    return true;
  }

  public boolean futures() {
    return this != SPOT;
  }
}
