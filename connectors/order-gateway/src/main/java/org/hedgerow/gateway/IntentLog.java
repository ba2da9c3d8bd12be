package org.hedgerow.gateway;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.schema.Order;

/**
 * The intent log: nothing is sent that is not in it, and what came of it is in it before anyone is
 * told.
 */
interface IntentLog extends AutoCloseable {
  /** The outcome of an order that was refused since trading is stopped where it goes. */
  String HALTED = "HALTED";

  /**
   * Takes an account: whoever owned it before can neither reserve nor report any more. Returns the
   * new epoch.
   */
  long take(String account) throws IOException;

  /** Accounts with something left to do: orders without a final outcome, reports not published. */
  Set<String> accountsWithOpenOrders() throws IOException;

  /** Every order of the account whose outcome has no report, oldest first. */
  List<OpenOrder> open(String account) throws IOException;

  /**
   * Logs the intent to send, all in one round trip. An order is refused if its id is in the log
   * with this command number or a higher one. {@link Stops} refuse too; that refusal is in the row
   * at once, so that the order is not sent when the stop is over.
   *
   * @param orders with different ids
   * @throws FencedException if another owner has taken the account
   */
  Reserved reserve(String account, long epoch, List<Reservation> orders) throws IOException;

  /** What the log holds of those ids. */
  List<Recorded> recorded(Collection<String> clientOrderIds) throws IOException;

  /**
   * Reserves the next attempt of an order: same id, new deadline.
   *
   * @param last the attempt before
   * @throws FencedException if another owner has taken the account
   */
  Attempt attemptAgain(Reservation last, long deadlineMicros) throws IOException;

  /** The stops of trading that every reserve of the account goes by now. */
  Stops stops(String account) throws IOException;

  /** Notes that an order without an outcome is to be canceled, and so never sent again. */
  void cancelRequested(Reservation reservation) throws IOException;

  /** Notes that nobody knows what became of an order, for the operator. */
  void unknown(Reservation reservation) throws IOException;

  /**
   * Notes that the venue had taken an order and does not know it any more, for the operator. Its
   * outcome stays, until a person gives it another.
   */
  void vanished(Order order) throws IOException;

  /**
   * Writes what came of an order, with the report that says so, before anyone is told. An outcome
   * is final: there is one for each reservation.
   *
   * @return whether it was written; false if a person has resolved the order before
   * @throws FencedException if another owner has taken the account
   * @throws IOException if it has an outcome already, or was never reserved
   */
  default boolean conclude(Reservation reservation, String outcome, byte[] report)
      throws IOException {
    return conclude(outcome, List.of(new Conclusion(reservation, report))).isEmpty();
  }

  /**
   * The same of many that came to the same end, in one round trip.
   *
   * @param conclusions of one account under one epoch
   * @return the client order ids of those that a person has resolved before, and that are not
   *     written
   */
  Set<String> conclude(String outcome, List<Conclusion> conclusions) throws IOException;

  /** Reports that were written and may not have reached the journal, oldest first. */
  List<byte[]> unpublished(String account) throws IOException;

  /** Notes that the reports of those orders are in the journal, in one round trip. */
  void published(List<Published> reports) throws IOException;

  /** Symbols in which orders were placed that may still be in the book. */
  Set<String> workingSymbols(String account) throws IOException;

  @Override
  void close();

  /**
   * An order without a final outcome.
   *
   * @param halted refused, and that is not told yet
   * @param cancelRequested never to be sent again
   * @param unknown the journal was told that nobody knows
   */
  record OpenOrder(
      Reservation reservation, boolean halted, boolean cancelRequested, boolean unknown) {}

  /**
   * An order's end.
   *
   * @param report encoded, as it will be published
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Conclusion(Reservation reservation, byte[] report) {}

  /** An order whose report is in the journal. */
  record Published(String clientOrderId, int commandNumber) {}

  /**
   * What became of a batch, by client order id; what is in neither was in the log before.
   *
   * @param granted may be sent now
   * @param halted refused by a stop
   */
  record Reserved(Set<String> granted, Set<String> halted) {}

  /**
   * A row of the log.
   *
   * @param outcome empty while there is none
   */
  record Recorded(Order order, long deadlineMicros, Optional<String> outcome) {}

  /** What became of a further attempt. */
  enum Attempt {
    GRANTED,
    HALTED,
    /** A person has resolved the order. */
    RESOLVED
  }
}
