package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Quote;

/** What can be read off the market as it stands, with nothing remembered. */
final class QuoteMeasures {
  private QuoteMeasures() {}

  /** A number that each quote may change. */
  private interface OfQuotes extends Measure {
    @Override
    default boolean concerns(SubjectView view) {
      return view.payload() instanceof Quote;
    }
  }

  /** (ask - bid) / mid, a fraction. */
  record Spread() implements OfQuotes {
    @Override
    public double value(SubjectView view, Memory memory) {
      return (view.ask() - view.bid()) / view.mid();
    }

    @Override
    public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
      into.put("bid", view.bid());
      into.put("ask", view.ask());
    }

    @Override
    public String noun() {
      return "spread";
    }
  }

  /** (bid quantity - ask quantity) / their sum at the best prices: 1 is bids alone. */
  record Imbalance() implements OfQuotes {
    @Override
    public double value(SubjectView view, Memory memory) {
      double bid = view.bidQuantity();
      double ask = view.askQuantity();
      return (bid - ask) / (bid + ask);
    }

    @Override
    public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
      into.put("bidQuantity", view.bidQuantity());
      into.put("askQuantity", view.askQuantity());
    }

    @Override
    public String noun() {
      return "book imbalance";
    }
  }

  /**
   * Mid over the other's mid less 1, a fraction, where both quotes are fresh.
   *
   * @param freshMicros how old a quote may be, by receive time
   */
  record Basis(long freshMicros) implements OfQuotes {
    @Override
    public double value(SubjectView view, Memory memory) {
      return view.quoteAgeMicros() > freshMicros
          ? Double.NaN
          : (view.mid() - view.midAgainst()) / view.midAgainst();
    }

    @Override
    public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
      into.put("mid", view.mid());
      into.put("midAgainst", view.midAgainst());
    }

    @Override
    public String noun() {
      return "basis";
    }
  }

  /** Mid over what it is pegged to less 1, a fraction. */
  record Depeg(double peg) implements OfQuotes {
    @Override
    public double value(SubjectView view, Memory memory) {
      return (view.mid() - peg) / peg;
    }

    @Override
    public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
      into.put("mid", view.mid());
      into.put("peg", peg);
    }

    @Override
    public String noun() {
      return "deviation from the peg";
    }
  }

  /** The funding rate, a fraction an interval; positive: longs pay shorts. */
  record FundingRate() implements Measure {
    @Override
    public boolean concerns(SubjectView view) {
      return view.payload() instanceof Funding;
    }

    @Override
    public double value(SubjectView view, Memory memory) {
      return view.fundingRate();
    }

    @Override
    public String noun() {
      return "funding rate";
    }
  }

  /** Mark over index less 1, a fraction. */
  record MarkAgainstIndex() implements Measure {
    @Override
    public boolean concerns(SubjectView view) {
      return view.payload() instanceof Mark || view.payload() instanceof Index;
    }

    @Override
    public double value(SubjectView view, Memory memory) {
      return (view.mark() - view.index()) / view.index();
    }

    @Override
    public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
      into.put("mark", view.mark());
      into.put("index", view.index());
    }

    @Override
    public String noun() {
      return "mark against index";
    }
  }

  /** A price. */
  record Price(PriceKind kind) implements Measure {
    @Override
    public boolean concerns(SubjectView view) {
      return !Double.isNaN(view.changed(kind));
    }

    @Override
    public double value(SubjectView view, Memory memory) {
      return view.changed(kind);
    }

    @Override
    public String noun() {
      return kind.noun();
    }
  }
}
