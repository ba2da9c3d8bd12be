package org.hedgerow.engine.configuration;

import java.util.List;

/**
 * A portfolio.
 *
 * @param number 0 to 1023, never reused: it stands in every client order id
 * @param accounting how it is valued
 */
public record Portfolio(
    String portfolio,
    int number,
    List<Holding> holdings,
    List<Book> books,
    Accounting accounting) {}
