package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/** One asset of an account. */
public final class Wallet {
  private BigDecimal total;
  private BigDecimal locked = BigDecimal.ZERO;

  Wallet(BigDecimal total) {
    this.total = total;
  }

  public BigDecimal total() {
    return total;
  }

  /** Set aside for open orders; spot only. */
  public BigDecimal locked() {
    return locked;
  }

  public BigDecimal free() {
    return total.subtract(locked);
  }

  void add(BigDecimal amount) {
    total = total.add(amount);
  }

  void lock(BigDecimal amount) {
    locked = locked.add(amount);
  }

  void total(BigDecimal amount) {
    total = amount;
  }
}
