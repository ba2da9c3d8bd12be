package org.hedgerow.jobs.signals;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Statistic;

/**
 * What the first half of the job gives to whoever looks for patterns in it. Of one subject the
 * records of each stream come in an order that the journal alone decides; they are not keyed, and
 * have no watermarks. Event times: a bar's start plus length; a signal's {@code toMicros}.
 *
 * @param entries market entries that count, by subject, and ticks once a second
 * @param bars each bar when its interval is over; those with {@code correction} came before in
 *     another form, or after later ones, and are not for who goes on in time
 * @param statistics figures over windows, at the end of each bar or interval
 * @param signals journal entries with a Signal as payload, without a group
 */
record SignalStreams(
    DataStream<SubjectEntry> entries,
    DataStream<Bar> bars,
    DataStream<Statistic> statistics,
    DataStream<JournalEntry> signals) {}
