package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A rational number, exact: what formulas say before anything is rounded. */
public record Fraction(BigInteger numerator, BigInteger denominator) {
  public static final Fraction ZERO = of("0");

  public Fraction {
    BigInteger common = numerator.gcd(denominator);
    BigInteger sign = BigInteger.valueOf(denominator.signum());
    numerator = numerator.divide(common).multiply(sign);
    denominator = denominator.divide(common).multiply(sign);
  }

  public static Fraction of(String decimal) {
    return of(new BigDecimal(decimal));
  }

  public static Fraction of(BigDecimal decimal) {
    BigDecimal plain = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    return new Fraction(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
  }

  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Fraction over(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }
}
