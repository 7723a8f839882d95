// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ModelFormat;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import java.util.List;
import java.util.stream.Collectors;

/** Asks the formats whose the model's file is, and remembers the answer. */
final class ModelFormatHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<ModelFormat> formats =
        plan.contributions(ModelFormat.class).stream().map(Contribution::value).toList();
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("no module of the plan contributes a ModelFormat");
    }
    out.header("bb_kernel.h");
    out.blank()
        .line("BB_ERROR(unknown_format, \"E-MODEL-FORMAT\",")
        .line("         \"Use a model of an installed format, or install the module that reads \"")
        .line("         \"this one and build the kernel again.\");")
        .line("const bb_status bb_model_no_format = &unknown_format;")
        .blank()
        .line(
            "/* The format that accepted the file: its header and its weights have one reader. */")
        .open("static enum {");
    out.line("FORMAT_NONE,");
    formats.forEach(format -> out.line("%s,", constant(format)));
    out.close("} accepted_format;");
    header(formats, out);
    load(formats, out);
  }

  private static void header(List<ModelFormat> formats, HookWriter out) {
    out.function("bb_status bb_hooks_model_header(bb_kernel *kernel, bb_source *source)")
        .line("uint8_t head[4096];")
        .line("size_t length = source->size < sizeof(head) ? (size_t)source->size : sizeof(head);")
        .line("bb_status status = bb_source_read(source, 0, head, length);")
        .when("status", "return status;");
    for (ModelFormat format : formats) {
      out.open("if (%s(head, length, source->size)) {", out.use(format.probe()))
          .line("accepted_format = %s;", constant(format))
          .line("status = %s(kernel, source);", out.use(format.header()))
          .line("kernel->model.format = %s;", CWriter.literal(format.name()))
          .line("return status;")
          .close("}");
    }
    String names = formats.stream().map(ModelFormat::name).collect(Collectors.joining(", "));
    out.line("accepted_format = FORMAT_NONE;")
        .line(
            "return bb_fail(&unknown_format, \"%s is of no format that this kernel reads: %s\", source->name,")
        .line("               %s);", CWriter.literal(names))
        .end();
  }

  private static void load(List<ModelFormat> formats, HookWriter out) {
    out.function("bb_status bb_hooks_model_load(bb_kernel *kernel, bb_source *source)")
        .line("switch (accepted_format) {");
    for (ModelFormat format : formats) {
      out.line("case %s:", constant(format))
          .line("    return %s(kernel, source);", out.use(format.load()));
    }
    out.line("case FORMAT_NONE:")
        .line("    break;")
        .line("}")
        .line("return bb_fail(&unknown_format, \"no format read the header of %s\", source->name);")
        .end();
  }

  private static String constant(ModelFormat format) {
    return "FORMAT_" + CText.constant(format.name());
  }
}
