// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals that deal with models' files, in a folder that is no project. */
class ModelGoalsTest {
  private static final Path MODELS = Project.CHECKOUT.resolve("examples/storyteller/models");
  private static final String PLUGIN = "dev.baobab:baobab-maven-plugin:0.1.0-SNAPSHOT:";

  @TempDir Path folder;

  private Outcome mvn(String goal, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = PLUGIN + goal;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Project(folder).mvn(all);
  }

  @Test
  void convertedAndInspected() throws Exception {
    String from = "-Dfrom=" + MODELS.resolve("demo.bin");
    String tokenizer = "-Dtokenizer=" + MODELS.resolve("tokenizer.bin");

    assertThat(mvn("convert", from, "-Dto=demo.gguf", tokenizer, "-Dtype=Q8_0").succeeds().output())
        .contains("Written: ");
    assertThat(mvn("inspect", "-Dmodel=demo.gguf", "-Dall").succeeds().output())
        .contains("GGUF version 3", "Quantization        Q8_0", "SentencePiece", "In memory, MiB")
        .contains("blk.0.attn_q.weight", "llama.block_count = ");
    assertThat(mvn("convert", from, "-Dto=demo.gguf", tokenizer).fails().output())
        .contains("is there already", "-Dforce");
    assertThat(mvn("convert", "-Dfrom=demo.gguf", "-Dto=small.gguf", "-Dtype=Q9").fails().output())
        .contains("type is \"Q9\": use one of [F32,");
    assertThat(mvn("inspect", "-Dmodel=none.gguf").fails().output()).contains("is not there");
    assertThat(mvn("inspect").fails().output()).contains("mvn baobab:inspect -Dmodel=FILE");
  }

  @Test
  void pulled() throws Exception {
    byte[] content = Files.readAllBytes(MODELS.resolve("demo.bin"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/demo.bin",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    try {
      String url = "-Durl=http://127.0.0.1:%d/demo.bin".formatted(server.getAddress().getPort());

      assertThat(mvn("pull", url, "-Dcache=" + folder.resolve("cache")).succeeds().output())
          .contains("Downloaded: ", "SHA-256: ", "llama2.c, weights F32")
          .contains("model(Model.llama2c(ModelCache.file(\"demo.bin\")));");
      assertThat(folder.resolve("cache/demo.bin")).hasBinaryContent(content);
      assertThat(
              mvn("pull", url, "-Dcache=" + folder.resolve("2"), "-Dsha256=" + "0a".repeat(32))
                  .fails()
                  .output())
          .contains("[DOWNLOAD_CHECKSUM_WRONG]");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theCatalogue() throws Exception {
    assertThat(mvn("pull").succeeds().output()).contains("stories15m", "qwen3-0.6b", "Apache-2.0");
    assertThat(mvn("pull", "-Dname=gpt-7").fails().output()).contains("[DOWNLOAD_NAME_UNKNOWN]");
  }

  @Test
  void aModelOfTheCache() throws Exception {
    Project project = Project.copyOf("minimal", folder);
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Project.copy(MODELS, cache);
    String definition = definition(project);
    project.edit(
        definition,
        "import dev.baobab.dsl.Model;",
        "import dev.baobab.dsl.Model;\nimport dev.baobab.dsl.ModelCache;");
    String source = Files.readString(project.file(definition));
    Files.writeString(
        project.file(definition),
        source.replaceAll("\"[^\"]*/(demo|tokenizer)\\.bin\"", "ModelCache.file(\"$1.bin\")"));

    Outcome run = project.mvn("-q", "run", Project.ALONE, "-Dcache=" + cache).succeeds();

    assertThat(Files.readString(project.file(definition)))
        .contains("ModelCache.file(\"demo.bin\")");
    assertThat(run.output()).contains(Project.STORY);
  }

  private static String definition(Project project) throws IOException {
    try (var files = Files.walk(project.folder().resolve("src"))) {
      Path file = files.filter(f -> f.endsWith("Minimal.java")).findFirst().orElseThrow();
      return project.folder().relativize(file).toString();
    }
  }
}
