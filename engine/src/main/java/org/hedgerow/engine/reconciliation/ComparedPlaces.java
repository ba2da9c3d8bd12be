package org.hedgerow.engine.reconciliation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.schema.InstrumentDefinition;

/**
 * What one group can compare with a venue: each position on an account that its books trade or
 * hold, and for spot the coins of the base asset, since a spot venue knows no positions.
 *
 * <p>Left out is what the group does not see whole: an instrument that books of several groups
 * trade on one account (a group knows only its own fills, and not the sum), and an instrument whose
 * reports go to another group. Orders on those are not held back.
 */
final class ComparedPlaces {
  private final Map<String, List<BookPlan.Place>> places = new LinkedHashMap<>();
  private final List<String> portfolios;

  ComparedPlaces(GroupPlan plan) {
    portfolios = plan.portfolios();
    // Asked once a place, however many portfolios have it: the answer goes through all of them.
    Map<String, Boolean> whole = new LinkedHashMap<>();
    for (BookPlan book : plan.books()) {
      List<BookPlan.Place> all = new ArrayList<>(book.positions());
      book.legs().forEach(leg -> all.add(leg.place()));
      for (BookPlan.Place place : all) {
        if (whole.computeIfAbsent(
            place.account() + "/" + place.instrument(), key -> plan.isWholeOwner(place))) {
          List<BookPlan.Place> same = places.computeIfAbsent(key(place), key -> new ArrayList<>());
          if (same.stream().noneMatch(one -> one.instrument().equals(place.instrument()))) {
            same.add(place);
          }
        }
      }
    }
  }

  /** The places under each key that are on the account. */
  Set<String> on(String account) {
    Set<String> keys = new LinkedHashSet<>();
    places.forEach(
        (key, same) -> {
          if (same.get(0).account().equals(account)) {
            keys.add(key);
          }
        });
    return keys;
  }

  boolean contains(String key) {
    return places.containsKey(key);
  }

  /** One place, or for a spot coin each instrument that trades it. */
  List<BookPlan.Place> places(String key) {
    return places.get(key);
  }

  List<String> portfolios() {
    return portfolios;
  }

  /** Account and instrument, for spot account and coin. */
  static String key(BookPlan.Place place) {
    InstrumentDefinition definition = place.contract().definition();
    return place.contract().isSpot()
        ? coins(place.account(), definition.getBase())
        : position(place.account(), definition.getInstrument());
  }

  static String position(String account, String instrument) {
    return account + "/position/" + instrument;
  }

  static String coins(String account, String asset) {
    return account + "/coins/" + asset;
  }
}
