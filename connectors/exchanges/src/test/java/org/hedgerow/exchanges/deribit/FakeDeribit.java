package org.hedgerow.exchanges.deribit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers requests by HTTP on this machine, and keeps them. */
final class FakeDeribit implements Closeable {
  /** What came; {@code target} is path and query. */
  record Request(String method, String target, String authorization, String body) {}

  /** What goes back. */
  record Reply(int status, String body) {
    static Reply result(String result) {
      return new Reply(200, "{\"jsonrpc\":\"2.0\",\"result\":" + result + "}");
    }

    static Reply error(int code, String message) {
      return new Reply(
          400,
          "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":"
              + code
              + ",\"message\":\""
              + message
              + "\"}}");
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** By how much its clock is ahead of this machine's. */
  volatile long aheadMillis;

  /** Answers all but the time; null breaks the connection. */
  volatile Function<Request, Reply> replies = request -> new Reply(503, "");

  private final HttpServer server;

  FakeDeribit() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** What came besides questions for the time. */
  List<Request> asked() {
    return requests.stream().filter(one -> !one.target().endsWith("/get_time")).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(request);
    Reply reply =
        request.target().endsWith("/get_time")
            ? Reply.result(Long.toString(System.currentTimeMillis() + aheadMillis))
            : replies.apply(request);
    if (reply != null) {
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
