/**
 * From alerts to people: what belongs together is told together ({@link
 * org.hedgerow.alerts.AlertFolding}), and a sink sends it to a log, an HTTP endpoint or a chat.
 */
package org.hedgerow.alerts;
