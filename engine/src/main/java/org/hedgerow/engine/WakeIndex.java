package org.hedgerow.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.Strategy;

/**
 * Which books have to be looked at. A book that stands inside its band is not looked at again
 * before something happened that can move it: a fill or another change of what it holds, a new
 * sample of a series that its target or its band is made of, a configuration, or a price beyond
 * those up to which it cannot have left its band. What an entry costs grows with the books that it
 * moves, not with the books that there are.
 *
 * <p>This is memory of the operator and no state. Looking at a book that did not have to be looked
 * at changes nothing, so that after a restart, when all are to be looked at, the same decisions
 * come at the same entries.
 */
final class WakeIndex {
  private final Map<String, Integer> books = new LinkedHashMap<>();
  private final Map<String, Prices> prices = new LinkedHashMap<>();
  private final Map<SeriesDefinition, BitSet> listeners = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final List<Figure> figureOf = new ArrayList<>();
  private final BitSet awake = new BitSet();
  private final BitSet denied = new BitSet();
  private final BitSet others = new BitSet();
  private final TreeMap<Long, BitSet> turns = new TreeMap<>();
  private final BitSet rolling = new BitSet();

  /** The prices of an instrument, or figures, at which books wake: a heap for each direction. */
  private record Prices(WakeHeap above, WakeHeap below) {}

  /** What the series of strategies that are the same come down to, and beyond what books wake. */
  private static final class Figure {
    private final Strategy strategy;
    private final Prices beyond;
    private final BitSet books = new BitSet();
    private double now;

    Figure(Strategy strategy, int books) {
      this.strategy = strategy;
      this.beyond = new Prices(new WakeHeap(books), new WakeHeap(books));
    }
  }

  /**
   * Takes a plan: every book is awake.
   *
   * @param series of each definition that the books ask for
   */
  void configure(List<BookHedging> plans, Function<SeriesDefinition, SampledSeries> series) {
    figures.clear();
    figureOf.clear();
    books.clear();
    prices.clear();
    listeners.clear();
    awake.clear();
    denied.clear();
    others.clear();
    turns.clear();
    rolling.clear();
    for (int i = 0; i < plans.size(); i++) {
      books.put(plans.get(i).book().portfolio(), i);
      awake.set(i);
      for (SeriesDefinition definition : plans.get(i).band().series()) {
        listeners.computeIfAbsent(definition, one -> new BitSet()).set(i);
      }
      Strategy strategy = plans.get(i).strategy();
      Figure figure =
          figures.computeIfAbsent(
              plans.get(i).sameness(), one -> new Figure(strategy, plans.size()));
      figure.now = strategy.series().isEmpty() ? 0 : strategy.figure(series);
      figure.books.set(i);
      figureOf.add(figure);
      for (long turn : plans.get(i).turns()) {
        turns.computeIfAbsent(turn, one -> new BitSet()).set(i);
      }
      List<BookPlan.Place> places = new ArrayList<>(plans.get(i).book().positions());
      plans.get(i).book().legs().forEach(leg -> places.add(leg.place()));
      for (BookPlan.Place place : places) {
        if (place.contract().isInverse()) {
          prices.computeIfAbsent(
              place.instrument(),
              one -> new Prices(new WakeHeap(plans.size()), new WakeHeap(plans.size())));
        }
      }
    }
  }

  /**
   * The clock has moved. A book whose futures expire is looked at when they do, and at every tick
   * from when it may have to roll the first of them.
   */
  void tick(long clockMicros) {
    while (!turns.isEmpty() && turns.firstKey() <= clockMicros) {
      rolling.or(turns.pollFirstEntry().getValue());
    }
    awake.or(rolling);
  }

  /** What the portfolio holds has changed, or an order of it is in flight no more. */
  void wake(String portfolio) {
    Integer book = books.get(portfolio);
    if (book != null) {
      awake.set(book);
      others.clear(book);
    }
  }

  /**
   * A series has a new sample.
   *
   * @param series of each definition that the books ask for
   */
  void sampled(SeriesDefinition definition, Function<SeriesDefinition, SampledSeries> series) {
    BitSet set = listeners.get(definition);
    if (set != null) {
      awake.or(set);
    }
    for (Figure figure : figures.values()) {
      if (figure.strategy.series().contains(definition)) {
        figure.now = figure.strategy.figure(series);
        if (Double.isNaN(figure.now)) {
          awake.or(figure.books);
        } else {
          reach(figure.beyond, figure.now);
        }
      }
    }
  }

  /** The figure of the book's strategy; NaN: it has none. */
  double figure(int book) {
    return figureOf.get(book).now;
  }

  /** Wakes the book where the figure of its strategy gets so far from what it is now. */
  void wakeBeyondFigure(int book, double room) {
    Figure figure = figureOf.get(book);
    figure.beyond.above().set(book, figure.now + room);
    figure.beyond.below().set(book, -(figure.now - room));
  }

  /** Whether prices of that instrument can wake a book. */
  boolean listensTo(String instrument) {
    return prices.containsKey(instrument);
  }

  /** An instrument has a price. */
  void price(String instrument, double price) {
    Prices heaps = prices.get(instrument);
    if (heaps == null) {
      return;
    }
    reach(heaps, price);
  }

  private void reach(Prices heaps, double price) {
    while (heaps.above().least() <= price) {
      awake.set(heaps.above().take());
    }
    while (heaps.below().least() <= -price) {
      awake.set(heaps.below().take());
    }
  }

  /** The next book at or after that one that is to be looked at; -1: none. */
  int next(int from) {
    return awake.nextSetBit(from);
  }

  /**
   * The same, of those that have to be looked at for a report of another book's order too: with a
   * thousand orders working, to ask each book for each report is most of what a halt costs.
   */
  int nextOfOthers(int from) {
    int next = awake.nextSetBit(from);
    while (next >= 0 && others.get(next)) {
      next = awake.nextSetBit(next + 1);
    }
    return next;
  }

  /** A report of the portfolio's own order has come. */
  void reported(String portfolio) {
    Integer book = books.get(portfolio);
    if (book != null) {
      others.clear(book);
    }
  }

  /** Reports of other books' orders are nothing to the book until anything else happens. */
  void ignoreOthers(int book) {
    others.set(book);
  }

  /** Every book that is awake is looked at: what reports are to each is found anew. */
  void lookAtAll() {
    others.clear();
  }

  /** The book need not be looked at before something wakes it. */
  void sleep(int book) {
    awake.clear(book);
  }

  /** Wakes the book where the instrument's price reaches one of these, instead of those before. */
  void wakeBeyond(int book, String instrument, double below, double above) {
    Prices heaps = prices.get(instrument);
    heaps.above().set(book, above);
    heaps.below().set(book, -below);
  }

  /** No price of the instrument wakes the book. */
  void ignore(int book, String instrument) {
    Prices heaps = prices.get(instrument);
    heaps.above().remove(book);
    heaps.below().remove(book);
  }

  /** Whether a hedge of the book was wanted and denied. */
  void denied(int book, boolean is) {
    denied.set(book, is);
  }

  /** Whether any book wanted a hedge and was denied, so that a fresh quote may let it through. */
  boolean isAnyDenied() {
    return !denied.isEmpty();
  }
}
