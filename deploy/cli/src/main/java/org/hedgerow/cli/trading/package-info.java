/** What a person says of trading: halt, reduce, cancel only, go on. */
package org.hedgerow.cli.trading;
