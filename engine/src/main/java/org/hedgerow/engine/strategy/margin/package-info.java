/** How much margin a hedge in coin-margined contracts has, and should have. */
package org.hedgerow.engine.strategy.margin;
