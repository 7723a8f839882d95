// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.generators.composer.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The page: tiles with the main figures, then a section for each question. */
public final class Report {
  private Report() {}

  /**
   * The page of a plan.
   *
   * @param facts what the build made of the plan; empty if nothing has been built yet
   * @param quality what the type of the weights costs, if that was measured
   * @param version the framework's version
   */
  public static String of(
      Plan plan, Optional<BuildFacts> facts, Optional<Quality> quality, String version) {
    Html out = new Html();
    out.raw("<!DOCTYPE html>").raw("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.element("title", "", plan.name() + ": Baobab kernel report");
    out.raw("<style>").raw(style()).raw("</style></head><body><main>");
    out.element("p", "kicker", "Baobab " + version + " kernel report");
    out.element("h1", "", plan.name());
    tiles(out, plan, facts);
    facts.ifPresent(built -> sizes(out, plan, built));
    ModelTable.write(out, facts.flatMap(BuildFacts::model), quality);
    out.raw("<section>").element("h2", "", "Modules");
    out.element("p", "note", "In the order of the plan: each stands after those that it requires.");
    ModuleCards.write(out, plan, facts);
    out.raw("</section><section>").element("h2", "", "Contributions");
    out.element("p", "note", "By extension point, in the order in which they take effect.");
    ContributionTables.write(out, plan);
    out.raw("</section><section>").element("h2", "", "Hardware");
    HardwareFacts.write(out, plan.hardware());
    out.raw("</section>");
    facts.filter(built -> !built.files().isEmpty()).ifPresent(built -> files(out, built));
    return out.raw("</main></body></html>").text();
  }

  private static void tiles(Html out, Plan plan, Optional<BuildFacts> facts) {
    out.raw("<dl class=\"tiles\">");
    Optional<ModelWeights> model = facts.flatMap(BuildFacts::model);
    tile(out, "Model", model.map(ModelWeights::name).orElse(fileName(plan.model().weights())));
    model.ifPresent(weights -> tile(out, "Weights", Html.bytes(weights.bytes())));
    tile(out, "Hardware", plan.hardware().name());
    tile(out, "Modules", String.valueOf(plan.modules().size()));
    tile(out, "Contributions", String.valueOf(plan.contributions().toPoints().size()));
    if (facts.isPresent()) {
      facts.get().files().stream()
          .findFirst()
          .ifPresent(file -> tile(out, file.name(), Html.bytes(file.bytes())));
    } else {
      tile(out, "Size", "not built yet");
    }
    out.raw("</dl>");
  }

  private static void tile(Html out, String name, String value) {
    out.raw("<div>").element("dt", "", name).element("dd", "", value).raw("</div>");
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void sizes(Html out, Plan plan, BuildFacts facts) {
    ModuleSize total = facts.total();
    out.raw("<section>").element("h2", "", "Bytes by module");
    out.raw(
        "<p class=\"note\">%s %s &ensp; %s %s &ensp; and %s of zeroed memory at run time</p>"
            .formatted(
                "<span class=\"key code\"></span>",
                "code " + Html.bytes(total.code()),
                "<span class=\"key data\"></span>",
                "data " + Html.bytes(total.data()),
                Html.bytes(total.zeroed())));
    out.raw(SizeChart.draw(plan, facts)).raw("</section>");
  }

  private static void files(Html out, BuildFacts facts) {
    out.raw("<section>").element("h2", "", "Files").table("files", "File", "What", "Size");
    for (BuildFacts.OutputFile file : facts.files()) {
      out.row(
          Html.code(file.name()),
          Html.escape(file.what()),
          String.format(Locale.ROOT, "%s (%,d bytes)", Html.bytes(file.bytes()), file.bytes()));
    }
    out.endTable().raw("</section>");
  }

  private static String style() {
    try (InputStream in = Report.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read report.css", e);
    }
  }
}
