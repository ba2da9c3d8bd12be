package org.hedgerow.exchange.simulated.dialect;

import io.vertx.core.Vertx;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/**
 * What the exchange gives a dialect to work with.
 *
 * @param markets by the venue's symbol
 * @param hub the venue's streams
 * @param credentials of the account, or null: then nobody may use it
 * @param desk through which every private request goes
 * @param clock the venue's
 * @param requestLimit a minute, for venues that state it
 * @param seed of what a dialect makes up
 */
public record VenueRoom(
    Vertx vertx,
    Map<String, Market> markets,
    MatchingEngine engine,
    StreamHub hub,
    Credentials credentials,
    RequestDesk desk,
    Ledger ledger,
    LedgerRows rows,
    Faults faults,
    SkewedClock clock,
    int requestLimit,
    long seed) {}
