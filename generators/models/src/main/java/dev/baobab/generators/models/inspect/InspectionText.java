// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.inspect.Inspection.TensorLine;
import dev.baobab.generators.models.inspect.Inspection.TypeLine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** An inspection as text, for a terminal. */
public final class InspectionText {
  /** Contexts whose size in memory is told, as far as the model was trained for them. */
  private static final int[] CONTEXTS = {512, 2048, 8192, 32768};

  private static final long MIB = 1 << 20;

  private final StringBuilder out = new StringBuilder();

  private InspectionText() {}

  /**
   * Writes an inspection down.
   *
   * @param all whether all metadata and all tensors are listed
   */
  public static String of(Inspection inspection, boolean all) {
    InspectionText text = new InspectionText();
    text.facts(inspection);
    if (inspection.tensors().isEmpty()) {
      text.line("Tensors             none: a vocabulary only");
    } else {
      text.types(inspection.types());
      text.memory(inspection);
    }
    if (all) {
      text.metadata(inspection.metadata());
      text.tensors(inspection.tensors());
    }
    return text.out.toString();
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }

  private void facts(Inspection inspection) {
    inspection.facts().forEach((name, value) -> line("%-20s%s", name, value));
    if (!inspection.tensors().isEmpty()) {
      line("%-20s%s", "Parameters", parameters(inspection.parameters()));
    }
  }

  private static String parameters(long count) {
    return count < 1_000_000
        ? "%,d".formatted(count)
        : count < 1_000_000_000
            ? String.format(Locale.ROOT, "%.1f million", count / 1e6)
            : String.format(Locale.ROOT, "%.2f billion", count / 1e9);
  }

  private void types(List<TypeLine> types) {
    line("");
    line("%-10s%10s%20s%14s", "Type", "Tensors", "Elements", "MiB");
    for (TypeLine type : types) {
      line("%-10s%10d%,20d%,14.1f", type.type(), type.count(), type.elements(), mib(type.bytes()));
    }
  }

  private void memory(Inspection inspection) {
    line("");
    for (TypeLine type : inspection.types()) {
      if (GgmlType.valueOf(type.type()).decoder().isEmpty()) {
        line("No kernel reads %s: take a file of another type.", type.type());
      }
    }
    line("In memory, MiB");
    long weights = inspection.types().stream().mapToLong(InspectionText::loadedBytes).sum();
    line("%-32s%,14.1f", "Weights", mib(weights));
    inspection
        .positionBytes()
        .ifPresent(
            bytes ->
                contexts(inspection)
                    .forEach(
                        context ->
                            line(
                                "%-32s%,14.1f%,14.1f in all",
                                "KV cache (f32), context %,d".formatted(context),
                                mib(bytes * context),
                                mib(weights + bytes * context))));
  }

  /** Types that can be read, but not be computed with, become others while they are loaded. */
  private static long loadedBytes(TypeLine type) {
    GgmlType stored = GgmlType.valueOf(type.type());
    if (stored.loaded().equals(stored.dataType())) {
      return type.bytes();
    }
    long blocks = type.elements() / DataType.BLOCK;
    return blocks * stored.loaded().orElseThrow().rowBytes(DataType.BLOCK);
  }

  private static IntStream contexts(Inspection inspection) {
    if (inspection.context().isEmpty()) {
      return IntStream.of(CONTEXTS);
    }
    int trained = inspection.context().getAsInt();
    return IntStream.concat(
        IntStream.of(CONTEXTS).filter(context -> context < trained), IntStream.of(trained));
  }

  private static double mib(long bytes) {
    return (double) bytes / MIB;
  }

  private void metadata(Map<String, String> metadata) {
    if (!metadata.isEmpty()) {
      line("");
      line("Metadata");
      metadata.forEach((key, value) -> line("%s = %s", MetadataText.shown(key), value));
    }
  }

  private void tensors(List<TensorLine> tensors) {
    if (tensors.isEmpty()) {
      return;
    }
    line("");
    line("Tensors");
    for (TensorLine tensor : tensors) {
      line(
          "%-40s%-8s%-20s%,14d bytes",
          MetadataText.shown(tensor.name()), tensor.type(), tensor.dimensions(), tensor.bytes());
    }
  }
}
