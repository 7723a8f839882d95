// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One try: asks for what is missing, checks what the server makes of it, writes it down. */
final class Attempt {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})");

  private final Redirects redirects;
  private final Request wanted;
  private final PartialFile part;
  private final RetryPolicy policy;
  private final DownloadListener listener;

  Attempt(
      Redirects redirects,
      Request wanted,
      PartialFile part,
      RetryPolicy policy,
      DownloadListener listener) {
    this.redirects = redirects;
    this.wanted = wanted;
    this.part = part;
    this.policy = policy;
    this.listener = listener;
  }

  /**
   * Makes the part whole.
   *
   * @throws TryAgain if it is not, but another try may make it so
   * @throws DownloadException if none will
   */
  void run() throws IOException, InterruptedException {
    long have = part.size();
    // Without a tag nobody can tell whether the server's file is still the same.
    if (have > 0 && part.tag().isEmpty()) {
      part.clear();
      have = 0;
    }
    List<HttpResponse<InputStream>> answers =
        have > 0
            ? redirects.get("Range", "bytes=%d-".formatted(have), "If-Range", part.tag().get())
            : redirects.get();
    HttpResponse<InputStream> last = answers.get(answers.size() - 1);
    try (InputStream body = last.body()) {
      switch (last.statusCode()) {
        case 200 -> whole(answers, body);
        case 206 -> rest(have, last.headers(), body);
        case 416 -> beyond(have, last.headers());
        default -> throw refusal(last);
      }
    }
  }

  /** The file from its start: the first try, or the server knows no ranges, or has a new file. */
  private void whole(List<HttpResponse<InputStream>> answers, InputStream body) throws IOException {
    HttpHeaders headers = answers.get(answers.size() - 1).headers();
    part.clear();
    part.remember(strongTag(headers), announced(answers));
    OptionalLong length = headers.firstValueAsLong("Content-Length");
    requireSpace(length);
    receive(body, length.orElse(-1));
  }

  private void rest(long have, HttpHeaders headers, InputStream body) throws IOException {
    Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    boolean same = strongTag(headers).map(tag -> tag.equals(part.tag().orElse(""))).orElse(true);
    if (!range.matches() || Long.parseLong(range.group(1)) != have || !same) {
      part.clear();
      throw new TryAgain("the server sent another part of the file than was asked for");
    }
    listener.resumed(have);
    long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    requireSpace(headers.firstValueAsLong("Content-Length"));
    receive(body, total);
  }

  /** The server has no more than is there: all of it, or another file. */
  private void beyond(long have, HttpHeaders headers) throws IOException {
    Matcher range = UNSATISFIED.matcher(headers.firstValue("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != have) {
      part.clear();
      throw new TryAgain("the server's file is shorter than what was downloaded of it");
    }
  }

  private void receive(InputStream body, long total) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long done = part.size();
    try (Watchdog watchdog = new Watchdog(body, policy.silence())) {
      try {
        for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
          watchdog.alive();
          part.append(buffer, length);
          done += length;
          listener.received(done, total);
        }
      } catch (IOException e) {
        throw watchdog.barked()
            ? silent()
            : new TryAgain("the connection broke: " + e.getMessage());
      }
      if (watchdog.barked()) {
        throw silent();
      }
    }
    if (total >= 0 && done != total) {
      throw new TryAgain("the server ended after %,d of %,d bytes".formatted(done, total));
    }
  }

  private TryAgain silent() {
    return new TryAgain("the server was silent for %d s".formatted(policy.silence().toSeconds()));
  }

  private void requireSpace(OptionalLong length) {
    // Not by a FileStore: looking for its mount point fails in a changed root.
    long free = part.path().toAbsolutePath().getParent().toFile().getUsableSpace();
    if (length.isPresent() && length.getAsLong() > free) {
      throw new DownloadException(
          DownloadError.DOWNLOAD_NO_SPACE,
          "make room, or choose another folder with -Dcache=FOLDER",
          "%s needs %,d bytes more; its disk has %,d.",
          part.path(),
          length.getAsLong(),
          free);
    }
  }

  /** A tag that stands for the same bytes (RFC 9110, 8.8.1), as a range needs it. */
  private static Optional<String> strongTag(HttpHeaders headers) {
    return headers.firstValue("ETag").filter(tag -> tag.matches("\"[^\"]+\""));
  }

  /** The digest that one of the answers tells: model hubs use it as the tag of large files. */
  private static Optional<String> announced(List<HttpResponse<InputStream>> answers) {
    for (HttpResponse<?> answer : answers) {
      for (String header : List.of("X-Linked-ETag", "ETag")) {
        Optional<String> digest =
            answer
                .headers()
                .firstValue(header)
                .map(tag -> tag.replace("\"", "").toLowerCase(Locale.ROOT))
                .filter(FileDigest::isDigest);
        if (digest.isPresent()) {
          return digest;
        }
      }
    }
    return Optional.empty();
  }

  private IOException refusal(HttpResponse<?> answer) {
    int code = answer.statusCode();
    switch (code) {
      case 404, 410 ->
          throw new DownloadException(
              DownloadError.DOWNLOAD_NOT_THERE,
              "look at the address in a browser: the file may have been renamed",
              "%s: the server has no such file (%d).",
              wanted.address(),
              code);
      case 401, 403 ->
          throw new DownloadException(
              DownloadError.DOWNLOAD_REFUSED,
              "accept the model's licence on its page, and set HF_TOKEN to a token of yours",
              "%s: the server does not give it to everyone (%d).",
              wanted.address(),
              code);
      case 407 ->
          throw new DownloadException(
              DownloadError.DOWNLOAD_REFUSED,
              "give the proxy's user and password in its address, or in Maven's settings.xml",
              "%s: the proxy wants to know who asks (407).",
              wanted.address());
      default -> {
        if (code == 408 || code == 425 || code == 429 || code >= 500) {
          return new TryAgain(
              "the server answers with %d".formatted(code), retryAfter(answer.headers()));
        }
        throw new DownloadException(
            DownloadError.DOWNLOAD_FAILED,
            "look at the address in a browser",
            "%s: the server answers with %d.",
            wanted.address(),
            code);
      }
    }
  }

  private Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,9}"))
        .map(value -> policy.asked(Long.parseLong(value)));
  }
}
