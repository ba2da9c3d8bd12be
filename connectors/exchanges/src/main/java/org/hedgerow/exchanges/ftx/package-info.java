/**
 * FTX, which ended in November 2022: its recorded frames and lists of markets still replay. There
 * is nothing to connect to and nothing to send orders to.
 */
package org.hedgerow.exchanges.ftx;
