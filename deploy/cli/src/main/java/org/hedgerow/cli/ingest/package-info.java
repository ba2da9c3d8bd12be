/** {@code ./hedgerow ingest}: history out of files into TimescaleDB. */
package org.hedgerow.cli.ingest;
