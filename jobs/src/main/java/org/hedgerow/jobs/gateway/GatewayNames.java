package org.hedgerow.jobs.gateway;

/** Operator uids and names of the gateway job. A uid is never changed: state is found by it. */
final class GatewayNames {
  static final String JOB = "gateway";

  static final String ORDERS_UID = "orders";
  static final String ORDERS = "Topic orders";
  static final String DECODE_UID = "decode-orders";
  static final String DECODE = "Decode orders";
  static final String VENUES_UID = "order-gateway";
  static final String VENUES = "Order gateway";

  private GatewayNames() {}
}
