/** Dated futures that come to their end: when, and into what, a hedge in them is carried on. */
package org.hedgerow.engine.strategy.roll;
