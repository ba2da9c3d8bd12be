/**
 * Reading JSON without trees. {@link org.hedgerow.exchanges.json.JsonFields} is for frames of
 * streams, {@link org.hedgerow.exchanges.json.JsonRows} for answers that come now and then; both
 * refuse what is missing or impossible by its name.
 */
package org.hedgerow.exchanges.json;
