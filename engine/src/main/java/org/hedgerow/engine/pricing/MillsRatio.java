package org.hedgerow.engine.pricing;

/**
 * The Mills ratio of the normal distribution, M(z) = N(-z)/n(z), and differences of it. All values
 * of Black's formula hang on it: it neither underflows nor cancels in the tail that a long exponent
 * makes small.
 *
 * <p>(z + 3) M(z) is a Chebyshev series in (z - 4)/(z + 6), which maps [-1, infinity) to [-1, 1];
 * the coefficients were computed from the definition with 60 digits and stop where the rest is
 * below 1e-17. Differences at a small distance come from the moments I_k = (-1)^k d^k M / dz^k =
 * int u^k exp(-zu - u*u/2) du, 0 < u < infinity, which are positive and obey I_(k+1) = k I_(k-1) -
 * z I_k.
 */
final class MillsRatio {
  private static final double SMALLEST = -1.0;

  /** Beyond this, M(z) is 1/z to the last digit. */
  private static final double LARGE = 1e9;

  /** Up to this z the moments are built upwards; beyond, where that loses digits, downwards. */
  private static final double UPWARDS = 3.0;

  /** Up to this multiple of max(3, z), t is small: the plain difference would lose digits. */
  private static final double SMALL = 0.2;

  /** How far up a downward recursion starts to have all digits at the bottom, by z. */
  private static final double FAR = 6.0;

  private static final int START_NEAR = 44;
  private static final int START_FAR = 24;
  private static final int MOST_TERMS = 40;

  /** Of (z + 3) M(z) in (z - 4)/(z + 6). */
  private static final double[] MILLS = {
    2.691937838381751,
    -2.52244897055354,
    1.1577389955896986,
    -0.42915085131232,
    0.12532246021304771,
    -0.026324873095699638,
    0.002520821204239864,
    0.0007526527012468782,
    -0.0004515883045343088,
    0.00012025581793744541,
    -1.724587137910383e-05,
    6.124944135153082e-08,
    5.359805803455916e-07,
    -9.0226853430236e-08,
    -5.286449270877324e-09,
    3.836517029078879e-09,
    -2.2058544446608455e-10,
    -1.2409656554143093e-10,
    1.822992456482632e-11,
    3.7901254054547225e-12,
    -9.477696072350841e-13,
    -1.221746934478983e-13,
    4.470783283743192e-14,
    4.6034623550343545e-15,
    -2.0764522967215304e-15,
    -2.1645671628862341e-16,
    9.668912261706248e-17,
    1.234136823794731e-17,
  };

  /** Of I_1(z) = 1 - z M(z) on [0, 3], in 2z/3 - 1. */
  private static final double[] MOMENT = {
    0.3697516675567008,
    -0.4011828727486911,
    0.15746804925536667,
    -0.05156726883567245,
    0.014897499061793124,
    -0.003909764425176185,
    0.0009491078089028579,
    -0.00021572816543796987,
    4.6318223880052795e-05,
    -9.456885157097891e-06,
    1.84572762513846e-06,
    -3.458132599712791e-07,
    6.241353809199966e-08,
    -1.0882891458800887e-08,
    1.8378712638587165e-09,
    -3.012447343015147e-10,
    4.801381382504637e-11,
    -7.453607493818012e-12,
    1.1286282398934954e-12,
    -1.6690999350612383e-13,
    2.413607447399854e-14,
    -3.416338482772736e-15,
    4.737838505649117e-16,
    -6.443228075637995e-17,
    8.59958917543038e-18,
    -1.1272546878636915e-18,
  };

  private MillsRatio() {}

  /**
   * M(z).
   *
   * @param z at least -1; below, N(-z) is no tail and M grows like exp(z*z/2)
   */
  static double of(double z) {
    if (z > LARGE) {
      return 1.0 / z;
    }
    if (!(z >= SMALLEST)) {
      throw new IllegalArgumentException("the Mills ratio is wanted from -1 on, not at " + z);
    }
    return chebyshev(MILLS, (z - 4.0) / (z + 6.0)) / (z + 3.0);
  }

  /**
   * M(z - t) - M(z + t), positive, with all its digits however small t is.
   *
   * @param z not negative
   * @param t not negative, at most z + 1
   */
  static double difference(double z, double t) {
    if (t > SMALL * Math.max(UPWARDS, z)) {
      return of(z - t) - of(z + t);
    }
    return z < UPWARDS ? upwards(z, t) : downwards(z, t);
  }

  /** 2 (I_1 t + I_3 t^3/3! + ...), the moments built from I_0 and I_1. */
  private static double upwards(double z, double t) {
    double square = t * t;
    double slope = z * t;
    double even = of(z);
    double odd = chebyshev(MOMENT, z / 1.5 - 1.0) * t;
    double sum = odd;
    for (int k = 2; k < MOST_TERMS; k += 2) {
      even = (square * even - slope * odd) / k;
      odd = (square * odd - slope * even) / (k + 1);
      sum += odd;
      if (odd < 1e-17 * sum) {
        break;
      }
    }
    return 2.0 * sum;
  }

  /**
   * The same sum as a nest of ratios r_k = I_k/I_(k-1) = k/(z + r_(k+1)), begun far enough up that
   * the estimate of the first is forgotten.
   */
  private static double downwards(double z, double t) {
    int start = z < FAR ? START_NEAR : START_FAR;
    double square = t * t;
    double ratio = 0.5 * (StrictMath.sqrt(z * z + 4.0 * (start + 1)) - z);
    double nest = 1.0;
    for (int k = start; k > 1; k -= 2) {
      double above = (k + 1) / (z + ratio);
      ratio = k / (z + above);
      nest = 1.0 + ratio * above * square / (k * (k + 1.0)) * nest;
    }
    double first = 1.0 / (z + ratio);
    return 2.0 * t * first / (z + first) * nest;
  }

  private static double chebyshev(double[] coefficients, double x) {
    double twice = 2.0 * x;
    double next = 0.0;
    double afterNext = 0.0;
    for (int j = coefficients.length - 1; j > 0; j--) {
      double current = twice * next - afterNext + coefficients[j];
      afterNext = next;
      next = current;
    }
    return x * next - afterNext + coefficients[0];
  }
}
