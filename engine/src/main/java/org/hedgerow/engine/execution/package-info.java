/**
 * How a quantity is spread over time. {@link org.hedgerow.engine.execution.AlmgrenChriss} trades
 * off impact against risk, {@link org.hedgerow.engine.execution.TimeWeighted} takes equal slices.
 */
package org.hedgerow.engine.execution;
