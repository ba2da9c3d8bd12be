/** A day or a week as a page that stands by itself: tables and charts of what TimescaleDB holds. */
package org.hedgerow.cli.report;
