package org.hedgerow.exchange.simulated.okx;

/** For tests of other rooms: an owner who listens to the account. */
public final class OkxAccountSocket {
  private OkxAccountSocket() {}

  /** Logs in and listens for orders. */
  public static void listen(int port) throws Exception {
    new OkxClient(port).account().subscribe("{\"channel\":\"orders\",\"instType\":\"ANY\"}");
  }
}
