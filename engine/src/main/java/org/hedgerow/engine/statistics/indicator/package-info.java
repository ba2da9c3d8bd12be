/**
 * Technical indicators over streams of prices and bars. Where libraries start them differently,
 * TA-Lib's way is the default and the others have a name. NaN until there is enough data.
 */
package org.hedgerow.engine.statistics.indicator;
