/**
 * What a portfolio is worth and where its profit came from (docs/accounting.md). {@link
 * org.hedgerow.engine.portfolio.accounting.AccountLine} is the arithmetic, {@link
 * org.hedgerow.engine.portfolio.accounting.Ledger} books what happens, {@link
 * org.hedgerow.engine.portfolio.accounting.Valuations} converts and adds up.
 */
package org.hedgerow.engine.portfolio.accounting;
