// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results as JSON (RFC 8259), every sample included. */
final class Json {
  private Json() {}

  static String of(Results results) {
    String figures =
        results.figures().stream()
            .map(each -> figures(results, each))
            .collect(Collectors.joining(",\n"));
    return """
        {
          "processor": %s,
          "cores": %d,
          "results": [
        %s
          ]
        }
        """
        .formatted(text(results.machine().processor()), results.machine().cores(), figures);
  }

  private static String figures(Results results, Figures figures) {
    Case what = figures.what();
    return """
            {
              "shape": %s, "type": %s, "cores": %d, "depth": %d, "engine": %s,
              "prompt_tokens": %d, "decode_tokens": %d,
              "prompt_tokens_per_second": %s, "prompt_samples": %s, "prompt_ratio": %s,
              "decode_tokens_per_second": %s, "decode_samples": %s, "decode_ratio": %s,
              "bytes_per_token": %d, "read_bytes_per_second": %s, "share_of_reading": %s,
              "peak_bytes": %d
            }"""
        .formatted(
            text(what.shape().label()),
            text(what.type().name()),
            what.cores(),
            what.depth(),
            text(figures.engine()),
            what.prompt(),
            what.decode(),
            number(figures.prompt()),
            samples(figures, Sample::prompt),
            ratio(results, figures, Sample::prompt),
            number(figures.decode()),
            samples(figures, Sample::decode),
            ratio(results, figures, Sample::decode),
            what.bytesPerToken(),
            list(figures.read()),
            number(figures.shareOfReading()),
            figures.peakBytes());
  }

  private static String ratio(Results results, Figures figures, ToDoubleFunction<Sample> figure) {
    return results
        .reference(figures)
        .map(reference -> number(figures.ratio(reference, figure)))
        .orElse("null");
  }

  private static String samples(Figures figures, ToDoubleFunction<Sample> figure) {
    return list(figures.samples().stream().mapToDouble(figure).boxed().toList());
  }

  private static String list(List<Double> values) {
    return values.stream().map(Json::number).collect(Collectors.joining(", ", "[", "]"));
  }

  /** JSON has no NaN. */
  private static String number(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String text(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
