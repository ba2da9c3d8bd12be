/** Limits as the configuration gives them, read and ready: of orders, of books and groups. */
package org.hedgerow.engine.risk.limits;
