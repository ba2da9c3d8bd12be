/**
 * Patterns by Flink CEP, in event time. {@code BarObserver} and {@code EntryObserver} make of the
 * job's streams one small record for each thing that a pattern looks at, {@code PatternShapes} says
 * what follows what, and {@code PatternStreams} wires both. Event time is the journal's clock: the
 * receive time of the entry that made a record, with watermarks for each partition.
 */
package org.hedgerow.jobs.signals.pattern;
