package org.hedgerow.jobs.marketdata;

/**
 * A journal entry that lacks only what its group's writer knows: the sequence before it.
 *
 * <p>The payload is encoded already, as the union of the journal's schema. So it is encoded once
 * for all groups that get a copy, and the shuffle carries bytes instead of a tree.
 *
 * @param id the business identity of account entries and ticks; null for market entries
 * @param venueTimeMicros null where the venue says none
 */
@SuppressWarnings("ArrayRecordComponent")
public record JournalDraft(
    String group,
    String stream,
    long sequence,
    String id,
    Long venueTimeMicros,
    long receiveTimeMicros,
    boolean copy,
    byte[] payload) {}
