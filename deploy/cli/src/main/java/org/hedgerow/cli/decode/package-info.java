/** {@code ./hedgerow decode}: recorded messages of an exchange as normalised payloads. */
package org.hedgerow.cli.decode;
