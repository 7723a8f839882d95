// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proxy for HTTP.
 *
 * @param host its host
 * @param port its port
 * @param user whom it knows
 * @param password that user's password
 * @param direct hosts that are asked directly, separated by bars or commas; with stars, or, as
 *     no_proxy has it, the ends of their names
 */
public record ProxyServer(
    String host, int port, Optional<String> user, Optional<String> password, String direct) {
  /** The proxy of a variable of the environment; empty if it names none. */
  static Optional<ProxyServer> parse(String text, String direct) {
    try {
      URI address = new URI(text.contains("://") ? text.strip() : "http://" + text.strip());
      if (address.getHost() == null) {
        return Optional.empty();
      }
      String[] user =
          address.getUserInfo() == null ? new String[0] : address.getUserInfo().split(":", 2);
      return Optional.of(
          new ProxyServer(
              address.getHost(),
              address.getPort() < 0 ? defaultPort(address.getScheme()) : address.getPort(),
              user.length > 0 ? Optional.of(user[0]) : Optional.empty(),
              user.length > 1 ? Optional.of(user[1]) : Optional.empty(),
              direct));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The port of addresses that name none. */
  static int defaultPort(String scheme) {
    return scheme.equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Whether a host is asked without the proxy. */
  boolean isDirect(String name) {
    return Arrays.stream(direct.split("[|,\\s]+"))
        .filter(pattern -> !pattern.isEmpty())
        .anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), name));
  }

  private static boolean matches(String pattern, String name) {
    String host = name.toLowerCase(Locale.ROOT);
    if (pattern.contains("*")) {
      String expression =
          Arrays.stream(pattern.split("\\*", -1))
              .map(Pattern::quote)
              .reduce((a, b) -> a + ".*" + b)
              .orElse("");
      return host.matches(expression);
    }
    String end = pattern.startsWith(".") ? pattern.substring(1) : pattern;
    return host.equals(end) || host.endsWith("." + end);
  }

  PasswordAuthentication authentication() {
    return new PasswordAuthentication(user.orElse(""), password.orElse("").toCharArray());
  }
}
