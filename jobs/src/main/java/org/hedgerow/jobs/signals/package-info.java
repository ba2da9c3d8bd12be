/**
 * The signals job: the journal to bars and events. Two keyed stages, one by hedge group, where what
 * counts is told from what does not, and one by subject (an instrument, or two), where the engine's
 * calculators work. Neither has timers or watermarks: what comes of a subject depends on the order
 * of one partition of the journal, and on nothing else.
 */
package org.hedgerow.jobs.signals;
