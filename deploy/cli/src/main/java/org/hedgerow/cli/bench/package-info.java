/**
 * What the jobs reach on this machine, each beside its limit in the same run: rounds of the jobs
 * and of the limit take turns, so that what else the machine does falls on both.
 */
package org.hedgerow.cli.bench;
