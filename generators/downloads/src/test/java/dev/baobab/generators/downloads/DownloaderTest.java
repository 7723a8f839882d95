// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.generators.downloads.TestServer.Answer;
import dev.baobab.generators.downloads.TestServer.Script;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that fail, lie and change their minds: the file is right, or there is an error. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DownloaderTest {
  private static final String TAG = "\"one\"";
  private static final byte[] CONTENT = content(1, 300_000);

  @TempDir Path folder;
  private TestServer server;
  private final List<String> told = new ArrayList<>();

  /** Longer than a busy machine stands still; shorter where the silence is the test. */
  private Duration silence = Duration.ofSeconds(20);

  private static byte[] content(int seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static String digest(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  @AfterEach
  void closeServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private void serve(Script script) throws IOException {
    server = new TestServer(script);
  }

  private Path file() {
    return folder.resolve("cache/model.gguf");
  }

  private Request request() {
    return Request.of(server.address("/model.gguf"), file());
  }

  private Downloader downloader() {
    return downloader(new Proxies(name -> null, Optional.empty(), Map.of()));
  }

  private Downloader downloader(Proxies proxies) {
    RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(20), silence);
    return new Downloader(
        proxies,
        policy,
        new DownloadListener() {
          @Override
          public void resumed(long from) {
            told.add("resumed " + from);
          }

          @Override
          public void retrying(String problem, Duration wait) {
            told.add(problem);
          }
        });
  }

  private void assertFetched(byte[] content) throws Exception {
    Download download = downloader().fetch(request());
    assertThat(download.sha256()).isEqualTo(digest(content));
    assertThat(file()).hasBinaryContent(content);
    assertThat(file().resolveSibling("model.gguf.sha256"))
        .hasContent(digest(content) + "  model.gguf");
    assertOnlyWholeFiles();
  }

  private void assertOnlyWholeFiles() throws IOException {
    try (var files = Files.list(file().getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .isSubsetOf("model.gguf", "model.gguf.sha256");
    }
  }

  private void assertFails(DownloadError error, String message) throws IOException {
    assertThatThrownBy(() -> downloader().fetch(request()))
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith("[" + error + "] ")
        .hasMessageContaining(message);
    assertThat(file()).doesNotExist();
  }

  @Test
  void anHonestServer() throws Exception {
    serve(asked -> Answer.honest(asked, CONTENT, TAG));

    assertFetched(CONTENT);

    assertThat(told).isEmpty();
    assertThat(server.asked()).hasSize(1);
    // What is there is not asked for again.
    assertThat(downloader().fetch(request()).fresh()).isFalse();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void brokenConnectionsAreResumed() throws Exception {
    serve(
        asked -> {
          Answer answer = Answer.honest(asked, CONTENT, TAG);
          return asked.number() < 6 ? answer.brokenAfter(50_000) : answer;
        });

    assertFetched(CONTENT);

    assertThat(told).contains("resumed 50000", "resumed 100000", "resumed 250000");
    assertThat(server.asked().get(1).header("range")).isEqualTo("bytes=50000-");
    assertThat(server.asked().get(1).header("if-range")).isEqualTo(TAG);
  }

  @Test
  void anotherProcessGoesOnWithWhatIsThere() throws Exception {
    serve(
        asked ->
            asked.number() <= 3
                ? Answer.honest(asked, CONTENT, TAG).brokenAfter(asked.number() == 1 ? 70_000 : 0)
                : Answer.honest(asked, CONTENT, TAG));
    assertFails(DownloadError.DOWNLOAD_FAILED, "3 tries");
    assertThat(file().resolveSibling("model.gguf.part")).hasSize(70_000);
    told.clear();

    assertFetched(CONTENT);

    assertThat(told).containsExactly("resumed 70000");
  }

  @Test
  void anotherAddressStartsAnew() throws Exception {
    serve(
        asked ->
            asked.target().equals("/other")
                ? Answer.honest(asked, CONTENT, TAG)
                : Answer.honest(asked, content(2, 90_000), TAG)
                    .brokenAfter(asked.number() == 1 ? 70_000 : 0));
    assertFails(DownloadError.DOWNLOAD_FAILED, "3 tries");
    told.clear();

    downloader().fetch(Request.of(server.address("/other"), file()));

    assertThat(told).isEmpty();
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @Test
  void aServerWithoutRanges() throws Exception {
    serve(
        asked -> {
          Answer all = Answer.of(200, CONTENT, "ETag: " + TAG, "Content-Length: " + CONTENT.length);
          return asked.number() == 1 ? all.brokenAfter(120_000) : all;
        });

    assertFetched(CONTENT);
  }

  @Test
  void withoutATagNothingIsResumed() throws Exception {
    serve(
        asked -> {
          assertThat(asked.from()).isEqualTo(-1);
          Answer all = Answer.of(200, CONTENT, "Content-Length: " + CONTENT.length);
          return asked.number() == 1 ? all.brokenAfter(120_000) : all;
        });

    assertFetched(CONTENT);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void theFileChangesBetweenTries() throws Exception {
    byte[] other = content(2, 200_000);
    serve(
        asked ->
            asked.number() == 1
                ? Answer.honest(asked, CONTENT, TAG).brokenAfter(120_000)
                : Answer.honest(asked, other, "\"two\""));

    assertFetched(other);
  }

  @Test
  void anotherPartThanWasAskedFor() throws Exception {
    serve(
        asked ->
            switch (asked.number()) {
              case 1 -> Answer.honest(asked, CONTENT, TAG).brokenAfter(120_000);
              case 2 ->
                  Answer.of(
                      206,
                      Arrays.copyOf(CONTENT, 100),
                      "Content-Length: 100",
                      "Content-Range: bytes 0-99/300000",
                      "ETag: " + TAG);
              default -> Answer.honest(asked, CONTENT, TAG);
            });

    assertFetched(CONTENT);
    assertThat(told).contains("the server sent another part of the file than was asked for");
  }

  @Test
  void aLengthThatIsTooLong() throws Exception {
    serve(
        asked ->
            asked.from() < 0
                ? Answer.of(200, CONTENT, "ETag: " + TAG, "Content-Length: 400000")
                : Answer.honest(asked, CONTENT, TAG));

    // Asked for what is missing, the server admits that there is no more.
    assertFetched(CONTENT);
  }

  @Test
  void aLengthThatStaysTooLong() throws Exception {
    serve(asked -> Answer.of(200, CONTENT, "ETag: " + TAG, "Content-Length: 400000"));

    assertFails(DownloadError.DOWNLOAD_FAILED, "3 tries");
  }

  @Test
  void aLengthThatIsTooShort() throws Exception {
    serve(asked -> Answer.of(200, CONTENT, "ETag: " + TAG, "Content-Length: 200000"));

    String right = digest(CONTENT);
    assertThatThrownBy(() -> downloader().fetch(request().sha256(right)))
        .hasMessageStartingWith("[DOWNLOAD_CHECKSUM_WRONG] ")
        .hasMessageContaining("not " + right);
    assertThat(file()).doesNotExist();
    assertOnlyWholeFiles();
  }

  @Test
  void aLengthThatIsNotTold() throws Exception {
    serve(asked -> Answer.of(200, CONTENT, "ETag: " + TAG));

    assertFetched(CONTENT);
  }

  @Test
  void theServersOwnChecksum() throws Exception {
    String announced = digest(CONTENT);
    serve(
        asked ->
            asked.target().equals("/model.gguf")
                ? Answer.of(
                    302,
                    new byte[0],
                    "Content-Length: 0",
                    "X-Linked-ETag: \"" + announced + "\"",
                    "Location: /store/blob")
                : Answer.honest(asked, CONTENT, TAG));

    Download download = downloader().fetch(request());

    assertThat(download.known()).isTrue();
    assertThat(download.sha256()).isEqualTo(announced);
  }

  @Test
  void notTheFileThatTheServerAnnounced() throws Exception {
    serve(asked -> Answer.honest(asked, content(2, 1000), "\"" + "0a".repeat(32) + "\""));

    assertFails(DownloadError.DOWNLOAD_CHECKSUM_WRONG, "not " + "0a".repeat(32));
    assertOnlyWholeFiles();
  }

  @Test
  void whatIsThereIsReplacedIfItIsNotWhatIsWanted() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "another");
    serve(asked -> Answer.honest(asked, CONTENT, TAG));

    Download download = downloader().fetch(request().sha256(digest(CONTENT)));

    assertThat(download.fresh()).isTrue();
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "404, DOWNLOAD_NOT_THERE",
    "410, DOWNLOAD_NOT_THERE",
    "401, DOWNLOAD_REFUSED",
    "403, DOWNLOAD_REFUSED",
    "418, DOWNLOAD_FAILED"
  })
  void whatNoRetryWouldChange(int status, DownloadError error) throws Exception {
    serve(asked -> Answer.of(status, new byte[0], "Content-Length: 0"));

    assertFails(error, "(%d)".formatted(status).replace("(418)", "418"));

    assertThat(server.asked()).hasSize(1);
    assertOnlyWholeFiles();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void whatARetryMayChange(int status) throws Exception {
    serve(
        asked ->
            asked.number() < 3
                ? Answer.of(status, new byte[0], "Content-Length: 0", "Retry-After: 1000000")
                : Answer.honest(asked, CONTENT, TAG));

    assertFetched(CONTENT);
    assertThat(told).hasSize(2).allMatch(("the server answers with " + status)::equals);
  }

  @Test
  void aServerThatFallsSilent() throws Exception {
    silence = Duration.ofMillis(400);
    serve(
        asked -> {
          Answer answer = Answer.honest(asked, CONTENT, TAG);
          return asked.number() == 1 ? answer.silentAfter(100_000) : answer;
        });

    assertFetched(CONTENT);
    assertThat(told.get(0)).startsWith("the server was silent");
  }

  @Test
  void nobodyListens() throws Exception {
    serve(asked -> Answer.honest(asked, CONTENT, TAG));
    server.close();

    assertFails(DownloadError.DOWNLOAD_FAILED, "3 tries");
  }

  @Test
  void redirectsWithoutEnd() throws Exception {
    serve(
        asked -> Answer.of(302, new byte[0], "Content-Length: 0", "Location: /" + asked.number()));

    assertFails(DownloadError.DOWNLOAD_ADDRESS_INVALID, "redirects more than 10 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://127.0.0.1/x", "file:///etc/passwd", "http://[", "mailto:a"})
  void redirectsThatAreNotFollowed(String location) throws Exception {
    serve(asked -> Answer.of(302, new byte[0], "Content-Length: 0", "Location: " + location));

    assertFails(DownloadError.DOWNLOAD_ADDRESS_INVALID, "redirects to");
  }

  @Test
  void aTokenGoesToItsServerOnly() throws Exception {
    try (TestServer store = new TestServer(asked -> Answer.honest(asked, CONTENT, TAG))) {
      serve(
          asked ->
              Answer.of(
                  302, new byte[0], "Content-Length: 0", "Location: " + store.address("/blob")));
      URI address = server.address("/model.gguf");

      downloader().fetch(new Request(address, file(), Optional.empty(), Optional.of("secret")));

      assertThat(server.asked().get(0).header("authorization")).isEqualTo("Bearer secret");
      assertThat(store.asked().get(0).headers()).doesNotContainKey("authorization");
    }
  }

  @Test
  void throughAProxy() throws Exception {
    serve(asked -> Answer.honest(asked, CONTENT, TAG));
    Proxies proxies =
        new Proxies(
            name -> null,
            Optional.empty(),
            Map.of("http_proxy", "http://127.0.0.1:" + server.port(), "no_proxy", "other"));

    // No such host: the proxy is asked for it.
    downloader(proxies).fetch(Request.of(URI.create("http://models.invalid/model.gguf"), file()));

    assertThat(file()).hasBinaryContent(CONTENT);
    assertThat(server.asked().get(0).target()).isEqualTo("http://models.invalid/model.gguf");
  }

  @Test
  void aProxyThatWantsToKnowWhoAsks() throws Exception {
    serve(
        asked ->
            asked.header("proxy-authorization").isEmpty()
                ? Answer.of(
                    407, new byte[0], "Content-Length: 0", "Proxy-Authenticate: Basic realm=\"p\"")
                : Answer.honest(asked, CONTENT, TAG));
    Request request = Request.of(URI.create("http://models.invalid/model.gguf"), file());
    String address = "127.0.0.1:" + server.port();

    downloader(
            new Proxies(
                n -> null, Optional.empty(), Map.of("HTTP_PROXY", "http://me:pw@" + address)))
        .fetch(request);

    assertThat(file()).hasBinaryContent(CONTENT);
    // me:pw
    assertThat(server.asked().get(1).header("proxy-authorization")).isEqualTo("Basic bWU6cHc=");
  }

  @Test
  void oneAtATime() throws Exception {
    serve(asked -> Answer.honest(asked, CONTENT, TAG));
    try (PartialFile other = PartialFile.open(file(), server.address("/model.gguf"))) {
      assertFails(DownloadError.DOWNLOAD_BUSY, "is written by another download");
      assertThat(other.size()).isZero();
    }
  }

  @Test
  void aStateThatIsDamaged() throws Exception {
    serve(asked -> Answer.honest(asked, CONTENT, TAG));
    Files.createDirectories(file().getParent());
    Files.writeString(file().resolveSibling("model.gguf.part"), "something");
    Files.writeString(file().resolveSibling("model.gguf.part.state"), "etag=\\u00g");

    assertFetched(CONTENT);
  }

  @Test
  void anEmptyFile() throws Exception {
    serve(asked -> Answer.honest(asked, new byte[0], TAG));

    assertFetched(new byte[0]);
  }
}
