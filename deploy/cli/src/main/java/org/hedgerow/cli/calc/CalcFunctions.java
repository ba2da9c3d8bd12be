package org.hedgerow.cli.calc;

import java.util.List;
import java.util.Optional;

/** The functions that there are. */
final class CalcFunctions {
  private static final List<CalcFunction> ALL =
      List.of(
          new Black76Function(),
          new ImpliedVolatilityFunction(),
          new ExposureFunction(),
          new PnlFunction(),
          new HedgeRatioFunction(),
          new BandFunction(),
          new VolatilityFunction(),
          new RiskFunction(),
          new PutFunction(),
          new CollarFunction(),
          new ScheduleFunction());

  private CalcFunctions() {}

  static List<CalcFunction> all() {
    return ALL;
  }

  static Optional<CalcFunction> named(String name) {
    return ALL.stream().filter(function -> function.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(CalcFunction::name).toList();
  }
}
