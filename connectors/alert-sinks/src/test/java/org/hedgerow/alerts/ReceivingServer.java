package org.hedgerow.alerts;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** The other side, on this machine: takes requests down and answers what a test says. */
final class ReceivingServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile IntFunction<Answer> answers = n -> new Answer(200, "{\"ok\":true}");

  @SuppressWarnings("ArrayRecordComponent")
  record Request(String path, Headers headers, byte[] body, long millis) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, String body, String... headers) {}

  ReceivingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              new Request(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  body,
                  System.currentTimeMillis()));
          Answer answer = answers.apply(requests.size());
          for (int i = 0; i < answer.headers().length; i += 2) {
            exchange.getResponseHeaders().add(answer.headers()[i], answer.headers()[i + 1]);
          }
          byte[] bytes = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** The n-th request, from 1, is answered so. */
  void answer(IntFunction<Answer> answers) {
    this.answers = answers;
  }

  List<Request> requests() {
    return requests;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
