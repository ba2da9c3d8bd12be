package org.hedgerow.engine.pricing;

/** The right an option gives (FIX PutOrCall, tag 201). */
public enum PutOrCall {
  PUT(-1),
  CALL(1);

  private final int sign;

  PutOrCall(int sign) {
    this.sign = sign;
  }

  /** +1 for a call and -1 for a put: the sign of (price at expiry - strike) that pays. */
  public int sign() {
    return sign;
  }

  /** What exercise pays now, in the unit of both prices; never negative. */
  public double intrinsic(double forward, double strike) {
    return Math.max(sign * (forward - strike), 0.0);
  }
}
