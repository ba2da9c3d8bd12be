package org.hedgerow.cli.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.Alert;

/**
 * What a venue can do to those who trade there, each played on a stack that hedges. A day ends with
 * the venue well again; whether the suite came through it is judged afterwards, in the same way for
 * all ({@link DayJudge}).
 */
enum BadDay {
  /** It rejects every order, with nothing against them. */
  REJECTS(
      "rejects",
      "rejects every order for 25 s",
      List.of(
          Told.of("HEDGE_HELD_UP", BadDay.BTC, "REPEATED_REJECTS"),
          Told.of("HEDGE_HELD_UP", BadDay.ETH, "REPEATED_REJECTS"))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"venue\":\"usdm\",\"reject\":true}");
      stage.sleep(Duration.ofSeconds(25));
      stage.faults("{}");
    }
  },
  /** No request is taken or answered. */
  SAYS_NOTHING(
      "says-nothing",
      "takes no request and answers none for 25 s",
      List.of(Told.of("ORDER_UNKNOWN", "BTC", "nobody knows"))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"venue\":\"usdm\",\"mute\":25}");
      stage.sleep(Duration.ofSeconds(25));
      stage.faults("{}");
    }
  },
  /** Orders are taken and not answered. */
  TAKES_AND_SAYS_NOTHING(
      "takes-and-says-nothing",
      "takes every order for 20 s and answers none of them",
      List.of(Told.of("ANSWER_MISSING", "BTC", "gave no answer"))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"venue\":\"usdm\",\"silent\":true}");
      stage.sleep(Duration.ofSeconds(20));
      stage.faults("{}");
    }
  },
  /** Orders fill for twice what was asked. */
  OVERFILLS(
      "overfills",
      "fills three orders for twice what they ask",
      List.of(Told.of("OVERFILL", "BTC", "more than was ordered"))) {
    @Override
    void play(DayStage stage) {
      stage.strike("usdm", "overfill", "3", 3, Duration.ofSeconds(60));
      stage.faults("{}");
    }
  },
  /** What it said to be canceled fills. */
  FILLS_AFTER_CANCEL(
      "fills-after-cancel",
      "fills two orders 1.5 s after it said that they are canceled",
      List.of(Told.of("FILL_AFTER_END", "ETH", "said to be CANCELED"))) {
    @Override
    void play(DayStage stage) {
      stage.strike(
          "usdm", "fill_after_end_ms", "{\"ms\":1500,\"next\":2}", 2, Duration.ofSeconds(90));
      stage.sleep(Duration.ofSeconds(3));
      stage.faults("{}");
    }
  },
  /** Reports come out of order and twice. */
  REPORTS_DISTURBED(
      "reports-disturbed", "tells of every fill twice, and out of order, for 20 s", List.of()) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"duplicate_fills\":true,\"reorder_fills\":true}");
      stage.sleep(Duration.ofSeconds(20));
      stage.faults("{}");
    }
  },
  /** The tick becomes coarser, and the configuration learns it. */
  TICK_CHANGES(
      "tick-changes",
      "lists BTCUSDT with a tick of 0.5 instead of 0.1; config apply with the new one",
      List.of(
          Told.of("INSTRUMENT_DIFFERS", "", "BINANCE_USDM:BTCUSDT"),
          Told.of("HEDGE_HELD_UP", BadDay.BTC, "REPEATED_REJECTS"))) {
    @Override
    void play(DayStage stage) {
      stage.admin("/tick", "{\"venue\":\"usdm\",\"symbol\":\"BTCUSDT\",\"tick\":\"0.5\"}");
      stage.sleep(Duration.ofSeconds(30));
      stage.applyForGood(text -> text.replaceFirst("tick_size: 0.10", "tick_size: 0.50"));
    }
  },
  /** Closed, with what worked there still standing afterwards. */
  MAINTENANCE(
      "maintenance",
      "is closed for 20 s, streams and requests; orders stand afterwards",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, ""))) {
    @Override
    void play(DayStage stage) {
      stage.awaitWorking("binance-usdm", Duration.ofSeconds(30));
      stage.faults("{\"venue\":\"usdm\",\"maintenance\":20,\"disconnect_streams\":true}");
      stage.sleep(Duration.ofSeconds(20));
      stage.faults("{}");
    }
  },
  /** Closed, with what worked there canceled meanwhile. */
  MAINTENANCE_CANCELS(
      "maintenance-cancels",
      "is closed for 20 s and cancels what works there, unseen",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, ""))) {
    @Override
    void play(DayStage stage) {
      stage.awaitWorking("binance-usdm", Duration.ofSeconds(30));
      stage.faults("{\"venue\":\"usdm\",\"maintenance\":20,\"disconnect_streams\":true}");
      stage.admin("/cancel", "{\"venue\":\"usdm\"}");
      stage.sleep(Duration.ofSeconds(20));
      stage.faults("{}");
    }
  },
  /** The margin is gone. */
  MARGIN_SHORT(
      "margin-short",
      "has no margin for 25 s: it was withdrawn",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.BTC, "REPEATED_REJECTS"))) {
    @Override
    void play(DayStage stage) {
      String way = "{\"venue\":\"usdm\",\"asset\":\"USDT\",\"amount\":\"%s9990000\"}";
      stage.admin("/withdraw", String.format(way, ""));
      stage.sleep(Duration.ofSeconds(25));
      stage.admin("/withdraw", String.format(way, "-"));
    }
  },
  /** Quotes stop. */
  QUOTES_STOP(
      "quotes-stop",
      "streams no market data for 30 s",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, "STALE_MARKET_DATA"))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"venue\":\"usdm\",\"stall\":30}");
      stage.sleep(Duration.ofSeconds(30));
      stage.faults("{}");
    }
  },
  /** One side of the book is empty. */
  ONE_SIDED(
      "one-sided", "has no asks for 30 s", List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, ""))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"venue\":\"usdm\",\"one_sided\":30}");
      stage.sleep(Duration.ofSeconds(30));
      stage.faults("{}");
    }
  },
  /** Bids above asks: such quotes are dead letters, and the last good one grows old. */
  CROSSED(
      "crossed",
      "quotes its bids above its asks for 30 s",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, "STALE_MARKET_DATA"))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"venue\":\"usdm\",\"crossed\":30}");
      stage.sleep(Duration.ofSeconds(30));
      stage.faults("{}");
    }
  },
  /** The venue's clock is an hour ahead. */
  CLOCK_OFF(
      "clock-off",
      "has a clock an hour ahead for 30 s, in its data and where it checks requests",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, "CLOCK_SKEW"))) {
    @Override
    void play(DayStage stage) {
      stage.faults("{\"clock_offset_ms\":3600000}");
      stage.sleep(Duration.ofSeconds(30));
      stage.faults("{}");
    }
  },
  /** One venue is dead, and its part is hedged at the other. */
  ONE_VENUE_DEAD(
      "one-venue-dead",
      "is closed for 40 s: BTC is hedged at COIN-M alone, and at both afterwards",
      List.of(Told.of("HEDGE_HELD_UP", BadDay.ETH, ""))) {
    @Override
    void play(DayStage stage) {
      // Nothing is in doubt when it closes: an order that nobody knows of holds up its book.
      stage.customers(false);
      stage.sleep(Duration.ofSeconds(10));
      stage.faults("{\"venue\":\"usdm\",\"maintenance\":40,\"disconnect_streams\":true}");
      stage.sleep(Duration.ofSeconds(8));
      stage.customers(true);
      stage.sleep(Duration.ofSeconds(12));
      long from = DayStage.nowMicros();
      stage.sleep(Duration.ofSeconds(18));
      stage.mustBeHedged("BTC", from);
      stage.mustHaveTraded("binance-coinm", from);
      stage.faults("{}");
    }
  },
  /** Rejections trip a guard, which a person takes back. */
  REJECT_STORM(
      "reject-storm",
      "rejects every order; a guard of eight rejections halts the account, resume re-arms it",
      List.of(Told.of("GUARD_HALTED", "account:binance-usdm", "reject"))) {
    @Override
    void play(DayStage stage) {
      stage.apply(
          text ->
              text.replace("repeated_rejects: 5, reject_pause: 10s,", "")
                  + "  guards: {rejects: 8, on_rejects: halt}\n");
      stage.faults("{\"venue\":\"usdm\",\"reject\":true}");
      stage.awaitGuard("account:binance-usdm", Duration.ofSeconds(40));
      stage.faults("{}");
      long halted = DayStage.nowMicros();
      stage.sleep(Duration.ofSeconds(8));
      stage.mustNotHaveTraded("binance-usdm", "BTCUSDT", halted);
      stage.resume("account:binance-usdm");
    }
  },
  /** An order waits for a person. */
  APPROVAL(
      "approval",
      "does nothing; every BTC order on USD-M waits for approval, and approve lets one of them out",
      List.of(Told.of("APPROVAL_REQUESTED", "BTC", ""), Told.of("APPROVED", "BTC", ""))) {
    @Override
    void play(DayStage stage) {
      stage.apply(
          text -> text.replace("venue_down_after: 3", "approval_above: 200, approval_expires: 5m"));
      stage.approveOne(Duration.ofSeconds(40));
    }
  },
  /** An order is accepted and then not known. */
  LOSES_ORDERS(
      "loses-orders",
      "accepts an order and knows nothing of it afterwards; a person says that it is not there",
      List.of(Told.of("ORDER_VANISHED", "", "does not know it any more"))) {
    @Override
    void play(DayStage stage) {
      stage.strike("usdm", "lose", "1", 1, Duration.ofSeconds(60));
      stage.faults("{}");
      stage.resolveVanished(Duration.ofSeconds(100));
    }
  };

  /** Books, as alerts name them. */
  static final String BTC = "book:treasury/BTC";

  static final String ETH = "book:treasury/ETH";

  /**
   * An alert that must have been raised.
   *
   * @param scope empty: any
   * @param words that its text has
   */
  record Told(String code, String scope, String words) {
    /** Of an order whose fate nobody knows: it holds its book up, and that is what is told. */
    static final String DOUBT = "ORDER_UNKNOWN";

    static Told of(String code, String scope, String words) {
      return new Told(code, scope, words);
    }

    /**
     * Whether an alert says it; of a book that is held up, by whatever, also that it waits for an
     * order.
     */
    boolean isIn(Alert alert) {
      boolean said =
          alert.getCode().equals(code)
              && (scope.isEmpty() || alert.getScope().equals(scope))
              && alert.getText().contains(words);
      boolean waits =
          code.equals("HEDGE_HELD_UP")
              && words.isEmpty()
              && alert.getCode().equals(DOUBT)
              && scope.endsWith("/" + alert.getScope());
      return said || waits;
    }
  }

  /** Alerts that are critical and belong to more than one day. */
  private static final Set<String> EXPECTED_WITH =
      Set.of("ORDER_UNKNOWN", "OVERFILL", "FILL_AFTER_END", "GUARD_HALTED", "ORDER_VANISHED");

  private static final Map<String, Set<String>> ALSO =
      Map.of(
          "says-nothing", Set.of("ORDER_UNKNOWN"),
          "takes-and-says-nothing", Set.of("ORDER_UNKNOWN"),
          "maintenance", Set.of("ORDER_UNKNOWN"),
          "maintenance-cancels", Set.of("ORDER_UNKNOWN"),
          "clock-off", Set.of("ORDER_UNKNOWN"),
          "one-venue-dead", Set.of("ORDER_UNKNOWN"));

  private final String label;
  private final String what;

  /** Made by {@code List.of}. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Told> told;

  BadDay(String label, String what, List<Told> told) {
    this.label = label;
    this.what = what;
    this.told = told;
  }

  /** Plays it; returns when the venue is well, and all is said that a person has to say. */
  abstract void play(DayStage stage);

  /** As on the command line. */
  String label() {
    return label;
  }

  /** What the venue does. */
  String what() {
    return what;
  }

  /** What must have been told of it. */
  List<Told> told() {
    return told;
  }

  /** Whether a critical alert of that code belongs to this day. */
  boolean expects(String code) {
    return (EXPECTED_WITH.contains(code) && told.stream().anyMatch(one -> one.code().equals(code)))
        || ALSO.getOrDefault(label, Set.of()).contains(code);
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(BadDay::label).toList();
  }

  /**
   * The day of that name.
   *
   * @throws CommandFailed with the names that there are
   */
  static BadDay of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailed(
                    "no day " + label + "; there are " + String.join(", ", labels())));
  }
}
