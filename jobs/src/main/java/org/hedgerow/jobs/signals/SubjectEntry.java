package org.hedgerow.jobs.signals;

/**
 * A journal entry that counts, on its way to a subject that it concerns. Not decoded: so it crosses
 * the shuffle as it is.
 *
 * @param subject an instrument, or two with | between
 * @param value the entry in single-object encoding
 * @param joined whether its group was taken up in the middle of the journal
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record SubjectEntry(
    String subject, int partition, long offset, byte[] value, boolean joined) {}
