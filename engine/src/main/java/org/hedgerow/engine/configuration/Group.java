package org.hedgerow.engine.configuration;

import java.util.List;

/**
 * A hedge group, by default all that concerns one underlying asset and named like it.
 *
 * @param number 0 to 1023, never reused: it stands in every client order id
 * @param instruments of other groups whose market entries are copied to this one
 */
public record Group(String group, int number, List<String> instruments) {}
