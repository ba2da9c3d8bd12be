package org.hedgerow.engine.configuration;

import java.util.List;

/**
 * A portfolio.
 *
 * @param number 0 to 1023, never reused: it stands in every client order id
 */
public record Portfolio(String portfolio, int number, List<Holding> holdings, List<Book> books) {}
