/** The risk job: one machine across all groups. */
package org.hedgerow.jobs.risk;
