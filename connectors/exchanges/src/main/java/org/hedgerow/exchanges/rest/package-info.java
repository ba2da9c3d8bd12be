/**
 * What the venues' ways to ask over REST have in common: an answer is had whole or not at all, what
 * was read is not asked for again, and several answers become one frame.
 */
package org.hedgerow.exchanges.rest;
