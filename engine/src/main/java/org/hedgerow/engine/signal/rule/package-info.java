/**
 * Events as rules of the configuration: a {@code Measure} gives a number for each entry, and a
 * {@code Trigger} says when it is worth telling, and when again.
 */
package org.hedgerow.engine.signal.rule;
