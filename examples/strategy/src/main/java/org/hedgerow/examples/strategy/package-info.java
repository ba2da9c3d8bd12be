/** An example of a strategy of a user's own; docs/strategies.md says how it gets onto a cluster. */
package org.hedgerow.examples.strategy;
