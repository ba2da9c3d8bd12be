package org.hedgerow.exchange.simulated.option;

import java.util.List;

/** The strikes that are listed, around where the generated market begins. */
public final class Strikes {
  private Strikes() {}

  /** In dollars, of options on that asset; none where the asset has no options. */
  public static List<Integer> of(String base) {
    return switch (base) {
      case "BTC" -> List.of(54_000, 58_000, 62_000, 66_000, 70_000);
      case "ETH" -> List.of(2_300, 2_500, 2_700, 2_900, 3_100);
      default -> List.of();
    };
  }
}
