package org.hedgerow.engine.risk;

import static org.hedgerow.engine.risk.Denial.plain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.risk.limits.BookLimits;

/**
 * What an order adds to what is held. Working orders count as if they were filled, those of the
 * order's own direction; an order that makes the measured quantity smaller passes, however large
 * that is.
 */
final class PositionChecks {
  private PositionChecks() {}

  static Optional<String> maxPosition(RiskContext context) {
    List<HeldLine> before = context.lines().all();
    List<HeldLine> after = context.lines().with(context.portfolio(), context.order());
    for (Map.Entry<String, BigDecimal> limit : context.terms().positions().entrySet()) {
      Predicate<HeldLine> concerned = concerned(limit.getKey());
      if (after.stream().noneMatch(line -> concerned.test(line) && isHere(context, line))) {
        continue;
      }
      BigDecimal was = delta(context, before, concerned, false);
      BigDecimal then = delta(context, after, concerned, true);
      if (then.abs().compareTo(limit.getValue()) > 0 && !isSmaller(context, was, then)) {
        return Optional.of(
            limit.getKey() + "=" + plain(then.abs()) + " maximum=" + plain(limit.getValue()));
      }
    }
    return Optional.empty();
  }

  private static boolean isHere(RiskContext context, HeldLine line) {
    return line.portfolio().equals(context.portfolio())
        && line.place().account().equals(context.account())
        && line.place().instrument().equals(context.instrument());
  }

  /** Against the sign of what is held, and not across zero. */
  private static boolean isSmaller(RiskContext context, BigDecimal held, BigDecimal then) {
    return context.signed().signum() * held.signum() < 0 && then.signum() * held.signum() >= 0;
  }

  private static Predicate<HeldLine> concerned(String scope) {
    int colon = scope.indexOf(':');
    String name = scope.substring(colon + 1);
    return switch (scope.substring(0, colon)) {
      case "instrument" -> line -> line.place().instrument().equals(name);
      case "venue" -> line -> line.place().contract().definition().getVenue().equals(name);
      default -> line -> line.place().contract().definition().getBase().equals(name);
    };
  }

  /** In units of the underlying, with what works in the order's direction. */
  private static BigDecimal delta(
      RiskContext context, List<HeldLine> lines, Predicate<HeldLine> some, boolean working) {
    BigDecimal sum = BigDecimal.ZERO;
    for (HeldLine line : lines) {
      if (some.test(line)) {
        BigDecimal quantity = working ? line.with(context.isBuy()) : line.held();
        sum = sum.add(context.lines().delta(line, quantity));
      }
    }
    return sum;
  }

  static Optional<String> maxGross(RiskContext context) {
    return scoped(
        context,
        BookLimits::gross,
        (mine, limit) -> {
          BigDecimal was = gross(context, context.lines().all(), mine);
          BigDecimal then = gross(context, after(context), mine);
          return exceeds("gross", was, then, limit);
        });
  }

  static Optional<String> maxConcentration(RiskContext context) {
    String venue = context.definition().getVenue();
    return scoped(
        context,
        limits -> limits.concentration().map(share -> share.multiply(limits.gross().get())),
        (mine, limit) -> {
          Predicate<HeldLine> there =
              mine.and(line -> line.place().contract().definition().getVenue().equals(venue));
          BigDecimal was = gross(context, context.lines().all(), there);
          BigDecimal then = gross(context, after(context), there);
          return exceeds("venue=" + venue + " gross", was, then, limit);
        });
  }

  private static List<HeldLine> after(RiskContext context) {
    return context.lines().with(context.portfolio(), context.order());
  }

  private static BigDecimal gross(
      RiskContext context, List<HeldLine> lines, Predicate<HeldLine> some) {
    BigDecimal sum = BigDecimal.ZERO;
    for (HeldLine line : lines) {
      if (some.test(line)) {
        sum = sum.add(context.lines().value(line, line.worst()));
      }
    }
    return sum;
  }

  private static Optional<String> exceeds(
      String what, BigDecimal was, BigDecimal then, BigDecimal limit) {
    return then.compareTo(limit) > 0 && then.compareTo(was) > 0
        ? Optional.of(what + "=" + plain(then) + " maximum=" + plain(limit))
        : Optional.empty();
  }

  static Optional<String> maxNet(RiskContext context) {
    return scopedBooks(
        context,
        BookLimits::net,
        (portfolio, limit) -> {
          Optional<BigDecimal> price =
              context.lines().price(reference(context)).filter(mark -> mark.signum() > 0);
          if (price.isEmpty()) {
            return Optional.of("net=unknown maximum=" + plain(limit));
          }
          return netExceeds(context, "net", portfolio, limit, price.get());
        });
  }

  static Optional<String> maxDelta(RiskContext context) {
    return scopedBooks(
        context,
        BookLimits::delta,
        (portfolio, limit) -> netExceeds(context, "delta", portfolio, limit, BigDecimal.ONE));
  }

  /** The instrument by whose price the portfolio's book counts the asset. */
  private static BookPlan.Place reference(RiskContext context) {
    for (BookPlan book : context.state().plan().books()) {
      if (book.portfolio().equals(context.portfolio())) {
        return new BookPlan.Place(
            "", context.state().plan().contract(book.reference()).orElseThrow());
      }
    }
    return context.place();
  }

  /** Exposure with what works in the order's direction, before the order and after it. */
  private static Optional<String> netExceeds(
      RiskContext context, String what, String portfolio, BigDecimal limit, BigDecimal price) {
    BigDecimal net = BigDecimal.ZERO;
    for (BookPlan book : context.state().plan().books()) {
      if (!portfolio.isEmpty() && !book.portfolio().equals(portfolio)) {
        continue;
      }
      Optional<Exposure> exposure =
          Exposure.of(book, context.state().holdings(), context.market(), context.clockMicros());
      if (exposure.isEmpty()) {
        return Optional.of(what + "=unknown maximum=" + plain(limit));
      }
      net = net.add(exposure.get().net());
    }
    BigDecimal working = BigDecimal.ZERO;
    for (HeldLine line : context.lines().all()) {
      if (portfolio.isEmpty() || line.portfolio().equals(portfolio)) {
        BigDecimal open = line.with(context.isBuy()).subtract(line.held());
        working = working.add(context.lines().delta(line, open));
      }
    }
    BigDecimal was = net.add(working);
    BigDecimal then = was.add(context.order().delta());
    return exceeds(what, was.abs().multiply(price), then.abs().multiply(price), limit);
  }

  static Optional<String> maxGamma(RiskContext context) {
    return greek(context, "gamma", BookLimits::gamma, OptionValuation::gamma);
  }

  static Optional<String> maxVega(RiskContext context) {
    return greek(context, "vega", BookLimits::vega, OptionValuation::vega);
  }

  private static Optional<String> greek(
      RiskContext context,
      String what,
      Function<BookLimits, Optional<BigDecimal>> limited,
      Function<OptionValuation, Double> greek) {
    if (!context.contract().isOption()) {
      return Optional.empty();
    }
    return scoped(
        context,
        limited,
        (mine, limit) -> {
          double was = 0;
          double then = 0;
          for (HeldLine line : after(context)) {
            if (!mine.test(line) || !line.place().contract().isOption()) {
              continue;
            }
            Optional<OptionValuation> valuation =
                OptionValuation.of(
                    line.place().contract(), context.market(), context.clockMicros());
            if (line.worst().signum() == 0) {
              continue;
            }
            double each = valuation.map(greek).orElse(Double.NaN);
            was += units(line, line.held()) * each;
            then += units(line, line.with(context.isBuy())) * each;
          }
          if (Double.isNaN(then) || Double.isInfinite(then)) {
            return Optional.of(what + "=unknown maximum=" + plain(limit));
          }
          return exceeds(
              what, new BigDecimal(Math.abs(was)), new BigDecimal(Math.abs(then)), limit);
        });
  }

  private static double units(HeldLine line, BigDecimal quantity) {
    return line.place().contract().delta(quantity, BigDecimal.ONE).doubleValue();
  }

  static Optional<String> maxDailyLoss(RiskContext context) {
    return loss(
        context,
        "daily_loss",
        BookLimits::dailyLoss,
        name -> context.state().losses().daily(name, context.clockMicros()));
  }

  static Optional<String> maxDrawdown(RiskContext context) {
    return loss(
        context, "drawdown", BookLimits::drawdown, name -> context.state().losses().drawdown(name));
  }

  /** Who has lost that much may still make positions smaller. */
  private static Optional<String> loss(
      RiskContext context,
      String what,
      Function<BookLimits, Optional<BigDecimal>> limited,
      Function<String, BigDecimal> lost) {
    if (context.reduces()) {
      return Optional.empty();
    }
    return scopedBooks(
        context,
        limited,
        (portfolio, limit) -> {
          BigDecimal loss = lost.apply(portfolio);
          return loss.compareTo(limit) >= 0
              ? Optional.of(what + "=" + plain(loss) + " maximum=" + plain(limit))
              : Optional.empty();
        });
  }

  /** After the order exposure is smaller, and not beyond the band on the other side. */
  static Optional<String> hedgeOvershoot(RiskContext context) {
    if (context.packageDelta().isPresent()) {
      BigDecimal after = context.net().add(context.packageDelta().get());
      // A package of legs that is to leave exposure as it is may not take it out of the band.
      return after.abs().compareTo(context.net().abs().max(context.band())) <= 0
          ? Optional.empty()
          : Optional.of(overshoot(context, after));
    }
    BigDecimal after = context.net().add(context.order().delta());
    boolean smaller = after.abs().compareTo(context.net().abs()) < 0;
    boolean beyond =
        after.signum() * context.net().signum() < 0 && after.abs().compareTo(context.band()) > 0;
    return smaller && !beyond ? Optional.empty() : Optional.of(overshoot(context, after));
  }

  private static String overshoot(RiskContext context, BigDecimal after) {
    return "before="
        + plain(context.net())
        + " after="
        + plain(after)
        + " band="
        + plain(context.band());
  }

  /** Judges some lines by a limit. */
  private interface ByLines {
    Optional<String> judge(Predicate<HeldLine> mine, BigDecimal limit);
  }

  /** Judges a book, or with an empty name the group, by a limit. */
  private interface ByBook {
    Optional<String> judge(String portfolio, BigDecimal limit);
  }

  private static Optional<String> scoped(
      RiskContext context, Function<BookLimits, Optional<BigDecimal>> limited, ByLines judge) {
    return scopedBooks(
        context,
        limited,
        (portfolio, limit) ->
            judge.judge(
                portfolio.isEmpty() ? line -> true : line -> line.portfolio().equals(portfolio),
                limit));
  }

  /** By the limit of the book, then by that of the group. */
  private static Optional<String> scopedBooks(
      RiskContext context, Function<BookLimits, Optional<BigDecimal>> limited, ByBook judge) {
    Optional<String> ofBook =
        limited
            .apply(context.book())
            .flatMap(limit -> judge.judge(context.portfolio(), limit))
            .map(why -> "book=" + context.portfolio() + " " + why);
    return ofBook.or(
        () ->
            limited
                .apply(context.group())
                .flatMap(limit -> judge.judge("", limit))
                .map(why -> "group=" + context.state().plan().group() + " " + why));
  }
}
