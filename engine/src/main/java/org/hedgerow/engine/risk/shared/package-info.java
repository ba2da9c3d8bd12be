/**
 * Limits that groups share, as one group sees them: what of them it uses, what it is allowed, and
 * what it tells the risk job.
 */
package org.hedgerow.engine.risk.shared;
