// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.generators.emitters.report.ModelWeights.Share;
import java.util.Locale;
import java.util.Optional;

/** The model's weights by type, as they are on the boot volume, and what that costs in quality. */
final class ModelTable {
  private ModelTable() {}

  static void write(Html out, Optional<ModelWeights> model, Optional<Quality> quality) {
    if (model.isEmpty() && quality.isEmpty()) {
      return;
    }
    out.raw("<section>").element("h2", "", "Model");
    model.ifPresent(weights -> weights(out, weights));
    quality.ifPresent(measured -> out.element("p", "note", quality(measured)));
    out.raw("</section>");
  }

  private static void weights(Html out, ModelWeights model) {
    out.element(
        "p",
        "note",
        "%s: %s parameters, %s."
            .formatted(model.name(), number("%,d", model.parameters()), Html.bytes(model.bytes())));
    out.table("model", "Type", "What it is", "Tensors", "Elements", "Size", "Bits each");
    for (Share share : model.shares()) {
      out.row(
          Html.code(share.type()),
          Html.escape(share.what()),
          Html.escape("%d: %s".formatted(share.tensors(), String.join(", ", share.kinds()))),
          number("%,d", share.elements()),
          Html.bytes(share.bytes()),
          number("%.2f", 8.0 * share.bytes() / share.elements()));
    }
    out.endTable();
  }

  private static String quality(Quality quality) {
    return String.format(
        Locale.ROOT,
        "Quality: perplexity %.3f on %s (%,d tokens), against %.3f with float32 weights: %+.2f%%.",
        quality.perplexity(),
        quality.text(),
        quality.tokens(),
        quality.float32(),
        quality.loss());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
