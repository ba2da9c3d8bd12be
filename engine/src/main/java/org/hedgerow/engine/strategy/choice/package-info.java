/** Which of the allowed instruments carries a hedge. */
package org.hedgerow.engine.strategy.choice;
