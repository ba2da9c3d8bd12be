package org.hedgerow.flink.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.util.NetUtils;

/**
 * Flink's Prometheus metrics under the same names, served on the loopback address only: a local
 * stack is nobody else's to read. Setting {@code port}: one port or a range, of which the first
 * free one is taken.
 */
public final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
  private static final String DEFAULT_PORTS = "9249-9299";

  private HTTPServer server;

  @Override
  public void open(MetricConfig config) {
    super.open(config);
    String ports = config.getString("port", DEFAULT_PORTS);
    for (Iterator<Integer> next = NetUtils.getPortRangeFromString(ports);
        server == null && next.hasNext(); ) {
      server = serve(next.next());
    }
    if (server == null) {
      throw new IllegalStateException("none of the ports " + ports + " is free for metrics");
    }
    log.info("metrics are served at 127.0.0.1:{}", server.getPort());
  }

  private HTTPServer serve(int port) {
    try {
      return new HTTPServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), registry(), true);
    } catch (IOException taken) {
      log.debug("port {} is taken", port, taken);
      return null;
    }
  }

  /** Where the base class collects; it keeps it from other packages. */
  private CollectorRegistry registry() {
    try {
      Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
      field.setAccessible(true);
      return (CollectorRegistry) field.get(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of Flink's Prometheus reporter", e);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
    super.close();
  }
}
