/**
 * Prices sampled on the journal's clock, and the statistics of what was sampled: what strategies
 * and bands decide by. A function of the journal alone, kept in the group's tables.
 */
package org.hedgerow.engine.series;
