package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.hedgerow.exchanges.Credentials;
import org.junit.jupiter.api.Test;

class SignatureTest {
  /** The example of docs.deribit.com, Authentication, "Deribit signature credentials". */
  @Test
  void theVenuesOwnExample() {
    assertEquals(
        "56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1",
        Signature.of("AMANDASECRECT", 1_576_074_319_000L, "1iqt2wls", ""));
  }

  /**
   * By printf '1576074319000\n1iqt2wls\nGET\n/api/v2/private/get_account_summary?currency=BTC\n\n'
   * piped into openssl dgst -sha256 -hmac AMANDASECRECT: the documentation's recipe for requests.
   */
  @Test
  void aRequestSignsMethodPathAndBody() {
    assertEquals(
        "9bfbc51a2bc372d72cc396cf1a213dc78d42eb74cb7dc272351833ad0de276ab",
        Signature.ofRequest(
            "AMANDASECRECT",
            1_576_074_319_000L,
            "1iqt2wls",
            "GET",
            "/api/v2/private/get_account_summary?currency=BTC",
            ""));
  }

  @Test
  void aLoginHasTheSignatureAndNotTheSecret() {
    DeribitAccess access =
        new DeribitAccess(
            URI.create("http://127.0.0.1:1"), new Credentials("t", "AMANDA", "AMANDASECRECT"));
    String login = access.login(1, 1_576_074_319_000L, "1iqt2wls");
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"public/auth\",\"params\":{"
            + "\"grant_type\":\"client_signature\",\"client_id\":\"AMANDA\","
            + "\"timestamp\":1576074319000,\"nonce\":\"1iqt2wls\",\"data\":\"\","
            + "\"signature\":"
            + "\"56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1\","
            + "\"scope\":\"account:read trade:read\"}}",
        login);
    assertFalse(login.contains("AMANDASECRECT"));
    assertTrue(DeribitRest.nonce().matches("[0-9a-f]{16}"));
  }
}
