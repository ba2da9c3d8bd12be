/** What runs once a frame, an entry or a quote, measured alone. */
package org.hedgerow.benchmarks;
