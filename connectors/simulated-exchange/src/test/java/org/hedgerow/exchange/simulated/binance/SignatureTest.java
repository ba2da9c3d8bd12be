package org.hedgerow.exchange.simulated.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The worked examples of the venue's own documentation. */
class SignatureTest {
  private static final String SECRET =
      "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
  private static final String ORDER = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC";
  private static final String REST = "quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
  private static final String SIGNED =
      "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
  private static final String SIGNED_SPLIT =
      "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77";

  @Test
  void queryString() {
    Parameters parameters = new Parameters(ORDER + "&" + REST + "&signature=" + SIGNED, "");
    assertEquals(SIGNED, Signature.of(SECRET, parameters.signed()));
    assertTrue(Signature.matches(SECRET, parameters.signed(), parameters.signature()));
  }

  @Test
  void queryStringAndBodyAreJoinedWithoutASeparator() {
    Parameters parameters = new Parameters(ORDER, REST + "&signature=" + SIGNED_SPLIT);
    assertTrue(Signature.matches(SECRET, parameters.signed(), parameters.signature()));
  }

  @Test
  void anotherOrderOfParametersIsAnotherSignature() {
    Parameters parameters = new Parameters(REST + "&" + ORDER, "");
    assertFalse(Signature.matches(SECRET, parameters.signed(), SIGNED));
  }
}
