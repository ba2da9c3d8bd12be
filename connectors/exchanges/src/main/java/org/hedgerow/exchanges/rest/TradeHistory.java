package org.hedgerow.exchanges.rest;

import java.io.IOException;
import java.util.OptionalLong;
import org.hedgerow.exchanges.json.InvalidFieldException;

/**
 * How a venue is asked for public trades that a connection did not hear: page after page, until one
 * reaches back to when it was last heard. Times are the venue's, in microseconds since the Unix
 * epoch. Implementations hold no state of their own; the answers themselves are read by the venue's
 * decoder.
 */
public interface TradeHistory {
  /** Whether this one of a subscription's snapshots is a list of trades. */
  boolean lists(String snapshot);

  /**
   * What to ask first.
   *
   * @param since from when on trades are wanted; empty if the connection was never heard
   * @return null if nothing is to be asked
   */
  String first(String snapshot, OptionalLong since);

  /**
   * What an answer leaves to be asked.
   *
   * @param request what was asked
   * @throws IOException if the answer is no JSON
   * @throws InvalidFieldException if it is no list of trades, an error of the venue among others
   */
  Step after(String request, byte[] answer, long since) throws IOException, InvalidFieldException;

  /** The venue's symbol of what is asked for, as in the names of instruments. */
  String symbol(String request);

  /** The share of the venue's requests that may go into this, by whichever connection. */
  RequestShare share();

  /** Pages of one list after which what is left is told as missing. */
  default int mostPages() {
    return 100;
  }

  /**
   * What follows from an answer.
   *
   * @param next to be asked; null if nothing
   * @param reached up to where, of what was wanted, all is had: backwards from now or onwards from
   *     the beginning, as the venue pages
   * @param why the venue has no more of what is missing; null if nothing is
   */
  record Step(String next, long reached, String why) {
    /** Nothing is missing. */
    public static final Step DONE = new Step(null, 0, null);

    /** There is more, by that request. */
    public static Step on(String next, long reached) {
      return new Step(next, reached, null);
    }

    /** The venue tells no more, although there was more. */
    public static Step ends(long reached, String why) {
      return new Step(null, reached, why);
    }
  }

  /** Whether pages go from the newest trades to older ones. */
  boolean isBackwards();
}
