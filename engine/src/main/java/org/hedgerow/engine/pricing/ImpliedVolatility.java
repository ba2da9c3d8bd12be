package org.hedgerow.engine.pricing;

/**
 * The volatility at which Black's formula gives a price, to the accuracy that the price itself
 * allows, wings included.
 *
 * <p>After P. Jaeckel, "Let's be rational" (Wilmott, 2015), from the mathematics: b(s) of {@link
 * NormalisedBlack} has its only inflection at s = sqrt(2|x|); the tangent there cuts the axis and
 * the bound at two more points. Between the three, a monotone rational quadratic through values and
 * slopes is the first guess; beyond them, the asymptotes z = |x|/s of sqrt(-2 ln b) and t = s/2 of
 * sqrt(-2 ln c), each shifted to meet the curve. The equation is then solved in a form that is
 * nearly linear in s by Householder's third-order steps, held in a bracket. Two to four steps do.
 */
public final class ImpliedVolatility {
  private static final int MOST_STEPS = 60;

  /**
   * The fourth power of this is below a unit in the last place: the step that was taken is last.
   */
  private static final double LAST_STEP = 3e-5;

  private ImpliedVolatility() {}

  /**
   * The annual volatility of an undiscounted price, as a fraction.
   *
   * @param price what the option costs, paid at expiry, in the unit of forward and strike (a price
   *     paid today is first divided by its discount factor; one in coin is multiplied by the
   *     forward)
   * @param forward the forward of the underlying to expiry
   * @param strike in the same unit
   * @param years to expiry
   * @return NaN where no volatility belongs to the price: at intrinsic value or below (nothing can
   *     be told then, even where a small volatility would round to the same price), at the bound
   *     (forward for a call, strike for a put) or above, or with no time left
   * @throws IllegalArgumentException if forward or strike is not positive and finite
   */
  public static double of(
      PutOrCall right, double price, double forward, double strike, double years) {
    if (!(forward > 0.0 && strike > 0.0 && forward + strike <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "forward and strike must be positive and finite, are " + forward + " and " + strike);
    }
    double bound = right == PutOrCall.CALL ? forward : strike;
    double timeValue = timeValue(right, price, forward, strike);
    if (!(timeValue > 0.0 && price < bound && years > 0.0 && years <= Double.MAX_VALUE)) {
      return Double.NaN;
    }
    double distance = Math.abs(NormalisedBlack.logMoneyness(forward, strike));
    double scale = NormalisedBlack.scale(forward, strike);
    double lacking = (bound - price) / scale;
    double deviation = deviation(distance, timeValue / scale, lacking);
    return deviation / StrictMath.sqrt(years);
  }

  /**
   * How far the volatility may be off because the price is only known to some precision, to first
   * order.
   *
   * @param precision half a unit of the price's last digit
   * @param vega of the option per 1.00 of volatility, in the price's unit
   * @return infinite where the price says nothing
   */
  public static double uncertainty(double precision, double vega) {
    return vega > 0.0 ? precision / vega : Double.POSITIVE_INFINITY;
  }

  /** price - intrinsic value, with the rounding of the intrinsic value made good. */
  private static double timeValue(PutOrCall right, double price, double forward, double strike) {
    double high = right == PutOrCall.CALL ? forward : strike;
    double low = right == PutOrCall.CALL ? strike : forward;
    if (high <= low) {
      return price;
    }
    double intrinsic = high - low;
    double back = high - intrinsic;
    double lost = (high - (intrinsic + back)) + (back - low);
    return (price - intrinsic) - lost;
  }

  /**
   * The s with b(s) = value.
   *
   * @param x |ln(F/K)|
   * @param lacking exp(-x/2) - value, which the caller may know better than the difference
   */
  static double deviation(double x, double value, double lacking) {
    double inflection = StrictMath.sqrt(2.0 * x);
    double half = 0.5 * inflection;
    double atInflection = x == 0.0 ? 0.0 : NormalisedBlack.valueOverVega(half, half);
    double vega = NormalisedBlack.vega(half, half);
    return value < atInflection * vega
        ? below(x, value, inflection, atInflection, vega)
        : above(x, value, lacking, inflection, atInflection, vega);
  }

  private static double below(
      double x, double value, double inflection, double atInflection, double vega) {
    double left = inflection - atInflection;
    if (!(left > 0.0)) {
      left = Math.min(1.25 * x, inflection);
    }
    double z = x / left;
    double t = 0.5 * left;
    double overVega = NormalisedBlack.valueOverVega(z, t);
    double leftLog = NormalisedBlack.logVega(z, t) + StrictMath.log(overVega);
    double target = StrictMath.log(value);
    if (target < leftLog) {
      double shift = -2.0 * leftLog - z * z;
      double wanted = -2.0 * target - shift;
      return lowerWing(x, wanted, shift, left);
    }
    double leftVega = NormalisedBlack.vega(z, t);
    double guess =
        guess(
            value,
            overVega * leftVega,
            atInflection * vega,
            left,
            inflection,
            1.0 / leftVega,
            1.0 / vega);
    return middle(x, value, Double.NaN, guess, left, inflection);
  }

  private static double above(
      double x, double value, double lacking, double inflection, double atInflection, double vega) {
    double half = 0.5 * inflection;
    double right = inflection + NormalisedBlack.complementOverVega(half, half);
    double z = x / right;
    double t = 0.5 * right;
    double complement = NormalisedBlack.complementOverVega(z, t);
    double rightVega = NormalisedBlack.vega(z, t);
    if (lacking < complement * rightVega) {
      double rightLog = NormalisedBlack.logVega(z, t) + StrictMath.log(complement);
      double shift = -2.0 * rightLog - t * t;
      return upperWing(x, -2.0 * StrictMath.log(lacking) - shift, shift, right);
    }
    double bound = StrictMath.exp(-0.5 * x);
    double guess =
        guess(
            value,
            atInflection * vega,
            bound - complement * rightVega,
            inflection,
            right,
            1.0 / vega,
            1.0 / rightVega);
    return middle(x, value, lacking < value ? lacking : Double.NaN, guess, inflection, right);
  }

  /** A monotone rational quadratic (Gregory and Delbourgo, 1982) for s as a function of b. */
  private static double guess(
      double value,
      double leftValue,
      double rightValue,
      double left,
      double right,
      double leftSlope,
      double rightSlope) {
    double width = rightValue - leftValue;
    double share = (value - leftValue) / width;
    double chord = (right - left) / width;
    double rest = share * (1.0 - share);
    double guess =
        left
            + (right - left)
                * (chord * share * share + leftSlope * rest)
                / (chord + (leftSlope + rightSlope - 2.0 * chord) * rest);
    return guess > left && guess < right ? guess : 0.5 * (left + right);
  }

  /** Solves b(s) = value, or c(s) = lacking where that is given, between two points. */
  private static double middle(
      double x, double value, double lacking, double guess, double left, double right) {
    double low = left;
    double high = right;
    double s = guess;
    for (int step = 0; step < MOST_STEPS; step++) {
      double z = x / s;
      double t = 0.5 * s;
      double vega = NormalisedBlack.vega(z, t);
      double newton =
          Double.isNaN(lacking)
              ? value / vega - NormalisedBlack.valueOverVega(z, t)
              : NormalisedBlack.complementOverVega(z, t) - lacking / vega;
      if (newton > 0.0) {
        low = s;
      } else {
        high = s;
      }
      double second = z * z / s - 0.25 * s;
      double third = second * second - 3.0 * z * z / (s * s) - 0.25;
      double next = s + NormalDistribution.householder(newton, second, third);
      boolean inside = next >= low && next <= high;
      next = inside ? next : 0.5 * (low + high);
      double change = Math.abs(next - s);
      s = next;
      if (change <= LAST_STEP * s && (inside || high - low <= Math.ulp(s))) {
        break;
      }
    }
    return s;
  }

  /** Solves 1/sqrt(u) = 1/sqrt(wanted) for u(s) = -2 ln b(s) - shift, which is about (x/s)^2. */
  private static double lowerWing(double x, double wanted, double shift, double right) {
    double low = 0.0;
    double high = right;
    double s = Math.min(x / StrictMath.sqrt(wanted), right);
    for (int step = 0; step < MOST_STEPS; step++) {
      double z = x / s;
      double t = 0.5 * s;
      double overVega = NormalisedBlack.valueOverVega(z, t);
      double u = -2.0 * (NormalisedBlack.logVega(z, t) + StrictMath.log(overVega)) - shift;
      double newton = u * (StrictMath.sqrt(u / wanted) - 1.0) * overVega;
      if (newton > 0.0) {
        low = s;
      } else {
        high = s;
      }
      double rate = 1.0 / overVega;
      double inverse = 1.0 / u;
      double second = z * z / s - 0.25 * s;
      double third = second * second - 3.0 * z * z / (s * s) - 0.25;
      double bend = (3.0 * inverse - 1.0) * rate;
      third += 3.0 * bend * second + (15.0 * inverse * inverse - 9.0 * inverse + 2.0) * rate * rate;
      double next = s + NormalDistribution.householder(newton, second + bend, third);
      boolean inside = next >= low && next <= high;
      next = inside ? next : 0.5 * (low + high);
      double change = Math.abs(next - s);
      s = next;
      if (change <= LAST_STEP * s && (inside || high - low <= Math.ulp(s))) {
        break;
      }
    }
    return s;
  }

  /** Solves sqrt(u) = sqrt(wanted) for u(s) = -2 ln c(s) - shift, which is about (s/2)^2. */
  private static double upperWing(double x, double wanted, double shift, double left) {
    double low = left;
    double high = Double.MAX_VALUE;
    double root = StrictMath.sqrt(wanted);
    double s = Math.max(2.0 * root, left);
    for (int step = 0; step < MOST_STEPS; step++) {
      double z = x / s;
      double t = 0.5 * s;
      double complement = NormalisedBlack.complementOverVega(z, t);
      double u = -2.0 * (NormalisedBlack.logVega(z, t) + StrictMath.log(complement)) - shift;
      double newton = (root - StrictMath.sqrt(u)) * StrictMath.sqrt(u) * complement;
      if (newton > 0.0) {
        low = s;
      } else {
        high = s;
      }
      double rate = -1.0 / complement;
      double inverse = 1.0 / u;
      double second = z * z / s - 0.25 * s;
      double third = second * second - 3.0 * z * z / (s * s) - 0.25;
      double bend = (inverse - 1.0) * rate;
      third += 3.0 * bend * second + (3.0 * inverse * inverse - 3.0 * inverse + 2.0) * rate * rate;
      double next = s + NormalDistribution.householder(newton, second + bend, third);
      boolean inside = next >= low && next <= high;
      next = inside ? next : 0.5 * (low + Math.min(high, 2.0 * low + 1.0));
      double change = Math.abs(next - s);
      s = next;
      if (change <= LAST_STEP * s && (inside || high - low <= Math.ulp(s))) {
        break;
      }
    }
    return s;
  }
}
