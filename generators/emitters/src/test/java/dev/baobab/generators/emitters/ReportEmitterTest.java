// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.report.BuildFacts;
import dev.baobab.generators.emitters.report.ModelWeights;
import dev.baobab.generators.emitters.report.ModuleSize;
import dev.baobab.generators.emitters.report.Quality;
import dev.baobab.generators.goldens.Goldens;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportEmitterTest {
  private static final BuildFacts FACTS =
      new BuildFacts(
          Map.of(
              "kernel", new ModuleSize(31_200, 9_800, 12_288),
              "orchard", new ModuleSize(4_100, 2_600, 64)),
          List.of(
              new BuildFacts.OutputFile("BOOTX64.EFI", "the kernel", 50_688),
              new BuildFacts.OutputFile("fruit.img", "disk image", 67_108_864)),
          Optional.of(
              new ModelWeights(
                  "stories260K Q8_0",
                  259_904,
                  List.of(
                      new ModelWeights.Share(
                          DataType.F32.name(),
                          DataType.F32.summary(),
                          List.of("attention norm", "final norm"),
                          11,
                          704,
                          2816),
                      new ModelWeights.Share(
                          DataType.F16.name(),
                          DataType.F16.summary(),
                          List.of("down"),
                          5,
                          55_040,
                          110_080),
                      new ModelWeights.Share(
                          DataType.Q8_0.name(),
                          DataType.Q8_0.summary(),
                          List.of("embedding", "query"),
                          31,
                          204_160,
                          220_000)))));

  private static final Quality QUALITY = new Quality("story.txt", 224, 1.352, 1.35);

  @Test
  void builtKernel() throws IOException {
    Goldens.check(
        "report-built.html", page(FakePlans.rich(), Optional.of(FACTS), Optional.of(QUALITY)));
  }

  @Test
  void kernelThatIsNotBuiltYet() throws IOException {
    Goldens.check("report-plan.html", page(FakePlans.least(), Optional.empty(), Optional.empty()));
  }

  @Test
  void qualityIsToldBeforeTheKernelIsBuilt() {
    assertThat(page(FakePlans.least(), Optional.empty(), Optional.of(QUALITY)))
        .contains(
            "perplexity 1.352 on story.txt (224 tokens), against 1.350 with float32 weights: +0.15%.");
  }

  @Test
  void textsOfModulesAreEscaped() {
    String summary = "<script>alert(\"&\")</script>";
    Plan plan = FakePlans.plan(new FakeModule("kernel", summary));
    assertThat(page(plan, Optional.empty(), Optional.empty()))
        .contains("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void everyElementIsClosed() throws Exception {
    String page = page(FakePlans.rich(), Optional.of(FACTS), Optional.of(QUALITY));
    String body =
        page.substring(page.indexOf("<main>"), page.indexOf("</body>"))
            .replace("<br>", "<br/>")
            .replace("&ensp;", " ");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(body)));
  }

  private static String page(Plan plan, Optional<BuildFacts> facts, Optional<Quality> quality) {
    return ReportEmitter.emit(plan, facts, quality).replace(FrameworkVersion.current(), "1.2.3");
  }
}
