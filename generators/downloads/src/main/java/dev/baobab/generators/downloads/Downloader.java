// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Downloads files, of which only whole and checked ones are ever in their place. What a try leaves
 * behind, the next one goes on with, also one of another process on another day.
 */
public final class Downloader {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final HttpClient client;
  private final RetryPolicy policy;
  private final DownloadListener listener;

  /**
   * @param proxies which proxy is used for which address
   */
  public Downloader(Proxies proxies, RetryPolicy policy, DownloadListener listener) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies);
    Optional<Authenticator> authenticator = proxies.authenticator();
    authenticator.ifPresent(builder::authenticator);
    this.client = builder.build();
    this.policy = policy;
    this.listener = listener;
  }

  /**
   * Makes a file be there.
   *
   * @throws DownloadException if it cannot be had, or is not what it must be
   */
  public Download fetch(Request request) throws IOException, InterruptedException {
    if (Files.exists(request.file())) {
      Optional<Download> there = existing(request);
      if (there.isPresent()) {
        return there.get();
      }
    }
    try (PartialFile part = PartialFile.open(request.file(), request.address())) {
      receive(request, part);
      return finish(request, part);
    }
  }

  /**
   * A file that is in its place is whole; whether it is the one that is wanted, its digest says.
   */
  private Optional<Download> existing(Request request) throws IOException {
    Path note = note(request.file());
    String digest =
        Files.exists(note)
            ? Files.readString(note).strip().split(" ", 2)[0]
            : FileDigest.of(request.file(), listener);
    boolean known = request.sha256().isPresent();
    return known && !request.sha256().get().equals(digest)
        ? Optional.empty()
        : Optional.of(new Download(request.file(), digest, known, false));
  }

  private void receive(Request request, PartialFile part) throws IOException, InterruptedException {
    Redirects redirects = new Redirects(client, request, policy.silence());
    int failures = 0;
    long most = part.size();
    while (true) {
      TryAgain problem;
      try {
        new Attempt(redirects, request, part, policy, listener).run();
        return;
      } catch (TryAgain e) {
        problem = e;
      } catch (IOException e) {
        problem = new TryAgain(e.getMessage() == null ? e.toString() : e.getMessage());
      }
      // A slow but sure way is a way: only tries without progress count.
      failures = part.size() > most ? 1 : failures + 1;
      most = Math.max(most, part.size());
      if (failures >= policy.tries()) {
        throw failed(request, failures, problem);
      }
      Duration wait = problem.askedWait().orElse(policy.wait(failures));
      listener.retrying(problem.getMessage(), wait);
      Thread.sleep(wait.toMillis());
    }
  }

  private static DownloadException failed(Request request, int failures, TryAgain problem) {
    return new DownloadException(
        DownloadError.DOWNLOAD_FAILED,
        "look after the network and the proxy, and pull again: it goes on where it ended",
        "%s: %d tries, the last: %s.",
        request.address(),
        failures,
        problem.getMessage());
  }

  private Download finish(Request request, PartialFile part) throws IOException {
    String digest = FileDigest.of(part.path(), listener);
    Optional<String> expected = request.sha256().or(part::digest);
    if (expected.isPresent() && !expected.get().equals(digest)) {
      part.discard();
      throw new DownloadException(
          DownloadError.DOWNLOAD_CHECKSUM_WRONG,
          "pull again; if it stays, the server has another file than it should",
          "%s has SHA-256 %s, not %s.",
          request.address(),
          digest,
          expected.get());
    }
    part.complete();
    Files.writeString(
        note(request.file()),
        "%s  %s%n".formatted(digest, request.file().getFileName()),
        StandardCharsets.UTF_8);
    return new Download(request.file(), digest, expected.isPresent(), true);
  }

  /** Where a file's digest is remembered, as sha256sum writes and checks it. */
  private static Path note(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }
}
