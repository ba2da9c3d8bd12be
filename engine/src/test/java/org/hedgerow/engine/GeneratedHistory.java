package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.hedgerow.engine.UnreliableVenue.Mood;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Side;

/**
 * One random history of a book: a market that drifts, jumps, goes silent and crosses itself,
 * customers, an {@link UnreliableVenue} and its statements, operators who stop, resume and approve,
 * limits that change and restarts, each step judged by {@link HistoryLaws}.
 */
final class GeneratedHistory {
  private static final List<String> SCOPES =
      List.of(
          "all",
          "group:BTC",
          "group:ETH",
          "portfolio:treasury",
          "book:treasury/BTC",
          "venue:BINANCE_USDM",
          "account:binance-coinm",
          "account:deribit",
          "instrument:" + Scenario.LINEAR,
          "instrument:" + Listed.CURVED);

  private static final List<Mood> MOODS =
      List.of(Mood.FAIR, Mood.FAIR, Mood.REJECTS_ALL, Mood.ANSWERS_NOTHING, Mood.LIES);
  private static final List<String> ACCOUNTS =
      List.of("binance-spot", "binance-usdm", "binance-coinm", "deribit");

  /** Between ticks when nothing happens any more. */
  private static final long RESTING_MICROS = 200_000;

  final JudgedScenario judged;
  private final Scenario scenario;
  private final UnreliableVenue venue;
  private final HistoryLaws laws;
  private final Random random;
  private final GeneratedTerms terms;
  private final GeneratedQuotes quotes;
  private boolean silent;

  GeneratedHistory(long seed) {
    random = new Random(seed);
    terms = GeneratedTerms.of(random);
    quotes = new GeneratedQuotes(terms, random);
    DrawnLimits limits = DrawnLimits.of(terms, random);
    judged = new JudgedScenario(terms, limits, random);
    scenario = judged.scenario;
    venue = judged.venue;
    laws = judged.laws;
    judged.configure(limits);
    ACCOUNTS.forEach(account -> judged.state(account, 0));
    judged.tick();
    quotes.still(scenario.clock).forEach(judged::quote);
    judged.tick();
  }

  void step() {
    switch (random.nextInt(26)) {
      case 0, 1, 2, 3, 4, 5, 6 -> judged.tick();
      case 7, 8, 9, 10, 11 -> {
        if (!silent) {
          quotes.next(scenario.clock).forEach(judged::quote);
        }
      }
      case 12, 13 -> customer();
      case 14, 15 -> venue.tradeWithWhatStands();
      case 16 -> rarely();
      case 17 -> statement();
      default -> {
        if (venue.hasNews()) {
          judged.tell(venue.news());
        }
      }
    }
  }

  private void rarely() {
    switch (random.nextInt(14)) {
      case 0, 1 -> command();
      case 2 -> silent = !silent;
      case 3 -> scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
      case 4 -> judged.configure(DrawnLimits.of(terms, random));
      case 5 -> quotes.jump();
      case 6, 7, 8 -> venue.changeMood(MOODS.get(random.nextInt(MOODS.size())));
      case 9 -> approve();
      case 10 ->
          judged.strangers.put(
              terms.listed().get(random.nextInt(terms.listed().size())).name(),
              BigDecimal.valueOf(random.nextInt(3) - 1));
      default -> scenario.clock += 1_000_000L * random.nextInt(3);
    }
  }

  /** Somebody else's trade on an account of the book: of a coin, or of a call that is owed. */
  private void customer() {
    boolean option = terms.owed(Listed.OWED).signum() != 0 && random.nextInt(3) == 0;
    Listed listed = Listed.named(option ? Listed.OWED : Scenario.SPOT);
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    String quantity =
        List.of(option ? "1" : "0.05", option ? "2" : "0.7", "3").get(random.nextInt(3));
    String price = option ? laws.market.mid(Listed.OWED).toPlainString() : quotes.price();
    judged.customer(listed, side, quantity, price);
  }

  /** What a venue states of an account, sometimes late; or coins that it adds or takes. */
  private void statement() {
    String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    if (random.nextInt(3) > 0) {
      judged.state(account, random.nextInt(4) == 0 ? 300_000 : 0);
    } else if (account.equals("binance-coinm") || account.equals("deribit")) {
      BigDecimal change = new BigDecimal(random.nextInt(21) - 10).movePointLeft(2);
      judged.fund(account, change);
    }
  }

  private void approve() {
    if (!judged.asked.isEmpty()) {
      String number = judged.asked.remove(judged.asked.size() - 1);
      laws.limits.approved(number);
      judged.say(CommandType.APPROVE, number);
    }
  }

  private void command() {
    List<String> stopped = laws.stopped();
    boolean resume = !stopped.isEmpty() && random.nextInt(3) > 0;
    CommandType type =
        resume
            ? CommandType.RESUME
            : List.of(
                    CommandType.HALT,
                    CommandType.REDUCE,
                    CommandType.CANCEL_ONLY,
                    CommandType.FLATTEN)
                .get(random.nextInt(4));
    String scope =
        resume
            ? stopped.get(random.nextInt(stopped.size()))
            : SCOPES.get(random.nextInt(SCOPES.size()));
    judged.say(type, scope);
  }

  /**
   * All stops and limits are taken back, venue and statements are fair, the market stands still:
   * within four minutes nothing works any more, and the book is where it should be.
   */
  void comeToRest() {
    venue.changeMood(Mood.FAITHFUL);
    judged.strangers.clear();
    for (String scope : laws.stopped()) {
      judged.say(CommandType.RESUME, scope);
    }
    judged.configure(DrawnLimits.none());
    long rolls = Listed.named(Listed.NEAR).expiryMicros();
    for (int i = 0; i < 800 && !(judged.isAtRest() && laws.measure.isHome()); i++) {
      rest(i);
    }
    assertTrue(judged.isAtRest(), "does not come to rest");
    assertTrue(laws.measure.isHome(), () -> "does not come home: " + laws.measure.residual());
    for (Listed one : terms.listed()) {
      assertEquals(
          0,
          venue
              .position(one.name())
              .add(laws.book.others(one.name()))
              .compareTo(laws.book.position(one.name())),
          () ->
              one.name()
                  + ": the venue has "
                  + venue.position(one.name())
                  + ", the engine "
                  + laws.book.position(one.name()));
    }
    if (terms.measure() == GeneratedTerms.Measure.ROLLED && scenario.clock < rolls - 5_000_000) {
      rolled(rolls);
    }
  }

  private void rest(int step) {
    if (step % 4 == 0) {
      quotes.still(scenario.clock).forEach(judged::quote);
      venue.tradeWithWhatStands();
    }
    if (step % 12 == 6) {
      ACCOUNTS.forEach(account -> judged.state(account, 0));
    }
    scenario.clock += RESTING_MICROS;
    judged.tick();
    while (venue.hasNews()) {
      judged.tell(venue.news());
    }
  }

  /** Nothing of note is left in a future when it expires: a package is completed by then. */
  private void rolled(long expiry) {
    for (int i = 0; scenario.clock < expiry; i++) {
      rest(i);
    }
    BigDecimal left = laws.book.position(Listed.NEAR).abs();
    assertTrue(left.compareTo(new BigDecimal("0.005")) <= 0, () -> left + " expire");
  }

  @Override
  public String toString() {
    return terms + ", " + judged;
  }
}
