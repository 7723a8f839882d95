// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which proxy is used for which address: Java's system properties if they name one, else what was
 * given (Maven's settings), else the variables {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy} of the environment, in lower or upper case.
 */
public final class Proxies extends ProxySelector {
  private final UnaryOperator<String> properties;
  private final Optional<ProxyServer> given;
  private final Map<String, String> environment;

  /**
   * @param properties Java's system properties
   * @param given a proxy that is named elsewhere, for both kinds of addresses
   * @param environment the environment's variables
   */
  public Proxies(
      UnaryOperator<String> properties,
      Optional<ProxyServer> given,
      Map<String, String> environment) {
    this.properties = properties;
    this.given = given;
    this.environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static Proxies ofThisProcess(Optional<ProxyServer> given) {
    return new Proxies(System::getProperty, given, System.getenv());
  }

  @Override
  public List<Proxy> select(URI address) {
    return List.of(
        server(address)
            .map(
                server ->
                    new Proxy(Proxy.Type.HTTP, new InetSocketAddress(server.host(), server.port())))
            .orElse(Proxy.NO_PROXY));
  }

  private Optional<ProxyServer> server(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    String host = address.getHost();
    Optional<ProxyServer> server =
        fromProperties(scheme).or(() -> given).or(() -> fromEnvironment(scheme));
    return server.filter(found -> !found.isDirect(host));
  }

  private Optional<ProxyServer> fromProperties(String scheme) {
    String host = properties.apply(scheme + ".proxyHost");
    if (host == null || host.isEmpty()) {
      return Optional.empty();
    }
    String port = properties.apply(scheme + ".proxyPort");
    String direct = properties.apply("http.nonProxyHosts");
    return Optional.of(
        new ProxyServer(
            host,
            port == null || !port.matches("\\d{1,5}")
                ? ProxyServer.defaultPort(scheme)
                : Integer.parseInt(port),
            Optional.ofNullable(properties.apply(scheme + ".proxyUser")),
            Optional.ofNullable(properties.apply(scheme + ".proxyPassword")),
            // Java's own default.
            direct == null ? "localhost|127.*|[::1]" : direct));
  }

  private Optional<ProxyServer> fromEnvironment(String scheme) {
    String direct = variable("no_proxy").orElse("");
    return variable(scheme + "_proxy")
        .or(() -> variable("all_proxy"))
        .flatMap(text -> ProxyServer.parse(text, direct));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  /** Tells proxies who asks, if one of them has a user. */
  Optional<Authenticator> authenticator() {
    List<ProxyServer> servers =
        List.of("https", "http").stream()
            .map(scheme -> fromProperties(scheme).or(() -> given).or(() -> fromEnvironment(scheme)))
            .flatMap(Optional::stream)
            .filter(server -> server.user().isPresent())
            .toList();
    return servers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() != RequestorType.PROXY
                    ? null
                    : servers.stream()
                        .filter(
                            server ->
                                server.host().equalsIgnoreCase(getRequestingHost())
                                    && server.port() == getRequestingPort())
                        .findFirst()
                        .map(ProxyServer::authentication)
                        .orElse(null);
              }
            });
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException e) {
    // The download fails with the same exception, and tells of it.
  }
}
