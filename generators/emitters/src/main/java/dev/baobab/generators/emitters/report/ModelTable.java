// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.generators.emitters.report.ModelWeights.Quality;
import dev.baobab.generators.emitters.report.ModelWeights.Share;
import java.util.Locale;

/** The model's weights by type, and what that costs in quality. */
final class ModelTable {
  private ModelTable() {}

  static void write(Html out, ModelWeights model) {
    out.raw("<section>").element("h2", "", "Model");
    out.element("p", "note", note(model));
    out.table("model", "Type", "What it is", "Tensors", "Elements", "Size", "Bits each");
    for (Share share : model.shares()) {
      out.row(
          Html.code(share.type().name()),
          Html.escape(share.type().summary()),
          Html.escape("%d: %s".formatted(share.tensors(), String.join(", ", share.kinds()))),
          number("%,d", share.elements()),
          Html.bytes(share.bytes()),
          number("%.2f", 8.0 * share.bytes() / share.elements()));
    }
    out.endTable().raw("</section>");
  }

  private static String note(ModelWeights model) {
    String size =
        "%s: %s parameters, %s"
            .formatted(model.name(), number("%,d", model.parameters()), Html.bytes(model.bytes()));
    return size + model.quality().map(ModelTable::quality).orElse("") + ".";
  }

  private static String quality(Quality quality) {
    return String.format(
        Locale.ROOT,
        "; perplexity %.3f on %s, %+.2f%% against float32",
        quality.perplexity(),
        quality.text(),
        100 * (quality.perplexity() / quality.asTrained() - 1));
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
