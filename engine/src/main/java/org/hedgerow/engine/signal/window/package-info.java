/**
 * Figures over windows: of bars as they are closed, or of samples that are taken by the journal's
 * clock. The calculators are those of {@code engine.statistics}.
 */
package org.hedgerow.engine.signal.window;
