package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.schema.BookDelta;

/** What can be read off the book within some basis points of its mid. */
final class DepthMeasures {
  private DepthMeasures() {}

  /** Which side is looked at. */
  enum Side {
    BID,
    ASK,
    /** Whichever has less. */
    THINNER
  }

  /** A number that each change of the book may change. */
  private interface OfBooks extends Measure {
    double basisPoints();

    @Override
    default boolean concerns(SubjectView view) {
      return view.payload() instanceof BookDelta;
    }

    @Override
    default void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
      into.put("bidDepth", view.depth().within(true, basisPoints()));
      into.put("askDepth", view.depth().within(false, basisPoints()));
      into.put("mid", view.depth().mid());
      into.put("withinBps", basisPoints());
    }
  }

  /** What is bid for or offered, in quote units. */
  record Depth(Side side, double basisPoints) implements OfBooks {
    @Override
    public double value(SubjectView view, Memory memory) {
      return switch (side) {
        case BID -> view.depth().within(true, basisPoints);
        case ASK -> view.depth().within(false, basisPoints);
        case THINNER ->
            Math.min(
                view.depth().within(true, basisPoints), view.depth().within(false, basisPoints));
      };
    }

    @Override
    public String noun() {
      return "depth";
    }
  }

  /** (bids - asks) / their sum, by what they are worth: 1 is bids alone. */
  record Imbalance(double basisPoints) implements OfBooks {
    @Override
    public double value(SubjectView view, Memory memory) {
      double bid = view.depth().within(true, basisPoints);
      double ask = view.depth().within(false, basisPoints);
      return (bid - ask) / (bid + ask);
    }

    @Override
    public String noun() {
      return "book imbalance";
    }
  }
}
