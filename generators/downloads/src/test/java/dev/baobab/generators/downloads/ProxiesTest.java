// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static final Optional<ProxyServer> GIVEN =
      Optional.of(
          new ProxyServer("settings", 8080, Optional.empty(), Optional.empty(), "*.local|here"));

  private static String proxy(
      Map<String, String> properties,
      Optional<ProxyServer> given,
      Map<String, String> environment,
      String address) {
    Proxies proxies = new Proxies(properties::get, given, environment);
    return proxies.select(URI.create(address)).get(0).toString();
  }

  @Test
  void theNearestCounts() {
    Map<String, String> properties = Map.of("https.proxyHost", "java", "https.proxyPort", "3128");
    Map<String, String> environment = Map.of("https_proxy", "http://shell:1080");
    String address = "https://huggingface.co/x";

    assertThat(proxy(properties, GIVEN, environment, address)).contains("HTTP @ java", ":3128");
    assertThat(proxy(Map.of(), GIVEN, environment, address)).contains("settings", ":8080");
    assertThat(proxy(Map.of(), Optional.empty(), environment, address)).contains("shell", ":1080");
    assertThat(proxy(Map.of(), Optional.empty(), Map.of(), address)).isEqualTo("DIRECT");
  }

  @Test
  void eachKindOfAddressHasItsOwn() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "secure:1", "http_proxy", "plain:2", "ALL_PROXY", "any:3");

    assertThat(proxy(Map.of(), Optional.empty(), environment, "https://a/")).contains("secure");
    assertThat(proxy(Map.of(), Optional.empty(), environment, "http://a/")).contains("plain");
    assertThat(proxy(Map.of(), Optional.empty(), Map.of("all_proxy", "any"), "http://a/"))
        .contains("any", ":80");
  }

  @ParameterizedTest
  @CsvSource({
    "host.local, true",
    "here, true",
    "there, false",
    "local, false",
    "HOST.LOCAL, true",
    "nowhere, false"
  })
  void hostsOfMavensSettings(String host, boolean direct) {
    assertThat(GIVEN.get().isDirect(host)).isEqualTo(direct);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, true",
    "www.example.org, true",
    "badexample.org, false",
    "intern.net, true",
    "a.intern.net, true",
    "huggingface.co, false"
  })
  void hostsOfTheEnvironment(String host, boolean direct) {
    Map<String, String> environment =
        Map.of("http_proxy", "proxy:1", "no_proxy", "example.org, .intern.net");

    assertThat(proxy(Map.of(), Optional.empty(), environment, "http://" + host + "/"))
        .isEqualTo(direct ? "DIRECT" : proxy(Map.of(), Optional.empty(), environment, "http://x/"));
  }

  @Test
  void whatIsNoProxyIsNone() {
    assertThat(proxy(Map.of(), Optional.empty(), Map.of("http_proxy", "http://["), "http://a/"))
        .isEqualTo("DIRECT");
    assertThat(ProxyServer.parse("https://me:a:b@proxy", "").orElseThrow())
        .isEqualTo(new ProxyServer("proxy", 443, Optional.of("me"), Optional.of("a:b"), ""));
  }
}
