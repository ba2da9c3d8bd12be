package org.hedgerow.flink.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.junit.jupiter.api.Test;

class LoopbackPrometheusReporterTest {
  private final MetricReporter reporter =
      new LoopbackPrometheusReporterFactory().createMetricReporter(new Properties());

  @Test
  void answersOnTheLoopbackAddress() throws IOException {
    int port = freePort();
    reporter.open(ports(Integer.toString(port)));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.contains("200 OK"), answer);
    } finally {
      reporter.close();
    }
  }

  @Test
  void doesNotAnswerOnAnyOther() throws IOException {
    int port = freePort();
    reporter.open(ports(Integer.toString(port)));
    try {
      for (InetAddress other : otherAddresses()) {
        assertThrows(IOException.class, () -> new Socket(other, port).close());
      }
    } finally {
      reporter.close();
    }
  }

  @Test
  void takesTheNextPortOfTheRange() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = freePort();
      reporter.open(ports(taken.getLocalPort() + "," + free));
      new Socket(InetAddress.getLoopbackAddress(), free).close();
    } finally {
      reporter.close();
    }
  }

  @Test
  void saysWhichPortsAreTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      var refused = assertThrows(IllegalStateException.class, () -> reporter.open(ports(port)));
      assertEquals("none of the ports " + port + " is free for metrics", refused.getMessage());
    }
  }

  private static MetricConfig ports(String ports) {
    MetricConfig config = new MetricConfig();
    config.setProperty("port", ports);
    return config;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(card -> Collections.list(card.getInetAddresses()).stream())
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }
}
