/**
 * What the signals job works out of the journal, as plain Java: a state machine for each subject,
 * which is an instrument or a pair of them, as deterministic a function of its entries as a hedge
 * group is. {@code bar} makes bars, {@code rule} tells events, {@code window} figures over time.
 */
package org.hedgerow.engine.signal;
