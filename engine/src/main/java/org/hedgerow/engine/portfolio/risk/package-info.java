/**
 * What the risk job does across groups: it sums up what they hold, tells what that risks, says
 * where a limit is broken, and gives each group its part of limits that they share.
 */
package org.hedgerow.engine.portfolio.risk;
