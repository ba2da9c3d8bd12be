/** Streams and the sockets that listen to them, whatever the dialect spoken on them. */
package org.hedgerow.exchange.simulated.wire;
