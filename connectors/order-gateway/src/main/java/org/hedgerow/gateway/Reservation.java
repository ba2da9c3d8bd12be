package org.hedgerow.gateway;

import org.hedgerow.schema.Order;

/**
 * An order whose intent is in the log, so that it may be sent.
 *
 * @param epoch of the account's owner that reserved it
 * @param attempt counts the times that it may have been sent, from 1
 * @param deadlineMicros until when the venue may take this attempt, by the venue's clock
 */
record Reservation(Order order, long epoch, int attempt, long deadlineMicros) {}
