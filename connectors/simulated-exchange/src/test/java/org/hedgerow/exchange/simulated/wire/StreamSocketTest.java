package org.hedgerow.exchange.simulated.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StreamSocketTest {
  /** The example of RFC 6455, section 1.3. */
  @Test
  void acceptKeyOfTheStandard() {
    assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", StreamSocket.acceptOf("dGhlIHNhbXBsZSBub25jZQ=="));
  }
}
