/**
 * Changing the configuration of a journal that runs: its difference, what it would do, its
 * versions.
 */
package org.hedgerow.cli.config;
