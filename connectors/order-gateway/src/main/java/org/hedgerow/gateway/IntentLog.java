package org.hedgerow.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The intent log: nothing is sent that is not in it, and what came of it is in it before anyone is
 * told.
 */
interface IntentLog extends AutoCloseable {
  /**
   * Takes an account: whoever owned it before can neither reserve nor report any more. Returns the
   * new epoch.
   */
  long take(String account) throws IOException;

  /** Every order of the account that has no outcome, oldest first. */
  List<Reservation> open(String account) throws IOException;

  /**
   * Logs the intent to send, all in one round trip. An order is refused if it is in the log
   * already, if the account is halted, or if another owner has taken it.
   *
   * @return the ids of the orders that may be sent now
   * @throws FencedException if another owner has taken the account
   */
  Set<String> reserve(String account, long epoch, List<Reservation> orders) throws IOException;

  /**
   * Writes what came of an order, with the report that says so, before anyone is told. An outcome
   * is final: there is one for each reservation.
   *
   * @throws FencedException if another owner has taken the account
   * @throws IOException if it has an outcome already, or was never reserved
   */
  void conclude(Reservation reservation, String outcome, byte[] report) throws IOException;

  /** Reports that were written and may not have reached the journal, oldest first. */
  List<byte[]> unpublished(String account) throws IOException;

  /** Notes that the report of that order is in the journal. */
  void published(String clientOrderId, int commandNumber) throws IOException;

  @Override
  void close();
}
