package org.hedgerow.engine.pricing;

/**
 * Value and sensitivities of one option, by the conventions of E. G. Haug, "The Complete Guide to
 * Option Pricing Formulas" (2007): per unit of the underlying, per year, per 1.00 of volatility and
 * of rate. Mutable, so that one object serves a caller's whole loop.
 */
public final class OptionGreeks {
  double value;
  double delta;
  double gamma;
  double vega;
  double theta;
  double rho;
  double vanna;
  double volga;
  double charm;
  double speed;

  /** In the unit of the underlying's price, paid today. */
  public double value() {
    return value;
  }

  /** dV/dS; for an option on a forward dV/dF. */
  public double delta() {
    return delta;
  }

  /** d delta / dS. */
  public double gamma() {
    return gamma;
  }

  /** dV/d sigma, per 1.00 of volatility. */
  public double vega() {
    return vega;
  }

  /** dV/dt as calendar time passes, per year. */
  public double theta() {
    return theta;
  }

  /** dV/dr per 1.00 of rate; what stays fixed is said where the greeks are made. */
  public double rho() {
    return rho;
  }

  /** d delta / d sigma. */
  public double vanna() {
    return vanna;
  }

  /** d vega / d sigma, also called vomma. */
  public double volga() {
    return volga;
  }

  /** d delta / dt as calendar time passes, per year. */
  public double charm() {
    return charm;
  }

  /** d gamma / dS. */
  public double speed() {
    return speed;
  }
}
