package org.hedgerow.exchanges.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WholeAnswerTest {
  /** Of a body of ten bytes as many as are given; then the server says nothing any more. */
  private static HttpRequest answered(ServerSocket server, String part, long millis) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[4_096]);
                socket
                    .getOutputStream()
                    .write(
                        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + part)
                            .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                // Until the client ends it.
                socket.getInputStream().read(new byte[1]);
              } catch (java.io.IOException e) {
                // The test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
        .timeout(Duration.ofMillis(millis))
        .build();
  }

  @Test
  void aWholeOneIsHad() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertEquals(
          "0123456789",
          new String(
              WholeAnswer.of(HttpClient.newHttpClient(), answered(server, "0123456789", 30_000))
                  .join()
                  .body(),
              StandardCharsets.US_ASCII));
    }
  }

  @Test
  void oneThatNeverEndsIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletionException failure =
          assertThrows(
              CompletionException.class,
              () ->
                  WholeAnswer.of(HttpClient.newHttpClient(), answered(server, "01234", 150))
                      .join());
      assertInstanceOf(TimeoutException.class, failure.getCause());
    }
  }
}
