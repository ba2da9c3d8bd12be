/**
 * {@code ./hedgerow calc}: lines of JSON answered by the engine's functions. {@code JsonLines}
 * reads and writes, {@code Fields} and {@code Answer} are one line's two sides, and each function
 * is a class that passes fields on to the engine: no mathematics lives here.
 */
package org.hedgerow.cli.calc;
