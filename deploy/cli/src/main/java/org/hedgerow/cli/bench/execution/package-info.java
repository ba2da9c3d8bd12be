/**
 * Algorithms against recorded books: {@link org.hedgerow.cli.bench.execution.RecordedMarket} reads
 * them by the venues' decoders, {@link org.hedgerow.cli.bench.execution.Trial} lets a real engine
 * work one hedge, and {@link org.hedgerow.cli.bench.execution.RestingOrder} says when an order that
 * was never in that book would have been filled. Nothing of it is known to the engine.
 */
package org.hedgerow.cli.bench.execution;
