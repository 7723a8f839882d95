// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Follows a server's redirects by hand: so a token goes to no other server, the headers of each
 * answer are seen, and nobody is sent from https to http.
 */
final class Redirects {
  private static final int MOST = 10;
  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final Request wanted;
  private final Duration patience;

  Redirects(HttpClient client, Request wanted, Duration patience) {
    this.client = client;
    this.wanted = wanted;
    this.patience = patience;
  }

  /**
   * The answers, of which the last is no redirect and has a body to be closed.
   *
   * @param headers names and values in turns
   */
  List<HttpResponse<InputStream>> get(String... headers) throws IOException, InterruptedException {
    List<HttpResponse<InputStream>> answers = new ArrayList<>();
    URI address = wanted.address();
    while (answers.size() <= MOST) {
      HttpResponse<InputStream> answer =
          client.send(request(address, headers), head -> new BodyStream());
      answers.add(answer);
      if (!CODES.contains(answer.statusCode())) {
        return answers;
      }
      answer.body().close();
      address = next(address, answer);
    }
    throw new DownloadException(
        DownloadError.DOWNLOAD_ADDRESS_INVALID,
        "look at the address in a browser, and give the one that it ends at",
        "%s redirects more than %d times.",
        wanted.address(),
        MOST);
  }

  private HttpRequest request(URI address, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("User-Agent", "baobab")
            // A compressed body would have another length, and other ranges.
            .header("Accept-Encoding", "identity");
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (wanted.token().isPresent() && sameServer(address, wanted.address())) {
      request.header("Authorization", "Bearer " + wanted.token().get());
    }
    return request.build();
  }

  private static boolean sameServer(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }

  private static URI next(URI from, HttpResponse<?> answer) {
    String location = answer.headers().firstValue("Location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw invalid(from, location);
    }
    boolean downgraded =
        from.getScheme().equals("https") && !Objects.equals("https", to.getScheme());
    if (location.isEmpty() || !Addresses.isUsable(to) || downgraded) {
      throw invalid(from, location);
    }
    return to;
  }

  private static DownloadException invalid(URI from, String location) {
    return new DownloadException(
        DownloadError.DOWNLOAD_ADDRESS_INVALID,
        "give an address that leads to the file itself",
        "%s redirects to \"%s\", which is not followed.",
        from,
        location);
  }
}
