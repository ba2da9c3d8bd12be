package org.hedgerow.exchanges;

import java.time.Duration;

/**
 * What came back when an account's snapshot was asked for.
 *
 * @param request what was asked, path and query, without anything that proves who asks; with {@code
 *     #} and what went wrong at its end where the answer is not usable
 * @param body the answer as it was received
 * @param usable whether it is what was asked for; if not, it is kept, and asked for again
 * @param notBefore the venue wants no further request before this has passed; zero where it says
 *     nothing
 */
@SuppressWarnings("ArrayRecordComponent")
public record SnapshotAnswer(String request, byte[] body, boolean usable, Duration notBefore) {}
