package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.util.Arrays;
import org.hedgerow.exchanges.json.FieldNames;
import org.hedgerow.exchanges.json.JsonFields;

/**
 * One message of a user stream: that an order's status changed, that an order was filled, or that
 * an account's balance changed. One object, used again for each.
 */
final class AccountMessage {
  private static final byte[] EMPTY_STRING = {'"', '"'};
  private static final FieldNames NAMES =
      new FieldNames(
          "type",
          "error_code",
          "order_status_update",
          "order_fill_update",
          "balance_update",
          "order_id",
          "market_id",
          "status");
  private static final int TYPE = NAMES.slot("type");
  private static final int ERROR_CODE = NAMES.slot("error_code");
  private static final int[] UPDATES = {
    NAMES.slot("order_status_update"), NAMES.slot("order_fill_update")
  };
  private static final int ORDER_ID = NAMES.slot("order_id");
  private static final int MARKET_ID = NAMES.slot("market_id");
  private static final int STATUS = NAMES.slot("status");

  private final JsonFields root = new JsonFields(NAMES);
  private boolean keepAlive;

  /**
   * Reads a message.
   *
   * @throws IOException if it is no JSON, or breaks off
   */
  void read(byte[] bytes) throws IOException {
    keepAlive = bytes.length == 0 || Arrays.equals(bytes, EMPTY_STRING);
    if (!keepAlive) {
      root.read(bytes);
    }
  }

  /** Luno's word, or keep-alive; an empty string where there is none. */
  String type() {
    return keepAlive ? "keep-alive" : root.text(TYPE);
  }

  /** Luno's code of an error, or null. */
  String errorCode() {
    return keepAlive || !root.hasText(ERROR_CODE) ? null : root.text(ERROR_CODE);
  }

  /** The order that it is about; an empty string where it is about none. */
  String orderId() {
    return of(ORDER_ID);
  }

  /** The pair of that order. */
  String pair() {
    return of(MARKET_ID);
  }

  /** The order's status, where that is what changed. */
  String status() {
    return of(STATUS);
  }

  private String of(int slot) {
    if (!keepAlive) {
      for (int update : UPDATES) {
        if (root.isObject(update)) {
          return root.object(update).text(slot);
        }
      }
    }
    return "";
  }
}
