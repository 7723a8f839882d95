// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Tokenizer;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the tokenizers who knows the model's vocabulary, and calls that one from then on. With one
 * tokenizer there is nothing to remember: its functions are called directly.
 */
final class TokenizerHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Tokenizer> tokenizers =
        plan.contributions(Tokenizer.class).stream().map(Contribution::value).toList();
    if (tokenizers.isEmpty()) {
      throw new IllegalArgumentException("no module of the plan contributes a Tokenizer");
    }
    out.header("bb_kernel.h").header("bb_tokenizer.h");
    if (tokenizers.size() > 1) {
      out.blank().line("/* The tokenizer that knows the model's vocabulary. */");
      out.open("static enum {");
      tokenizers.forEach(tokenizer -> out.line("%s,", constant(tokenizer)));
      out.close("} chosen_tokenizer;");
    }
    choose(tokenizers, out);
    call(
        tokenizers,
        out,
        "size_t bb_tokenizer_demand(bb_kernel *kernel)",
        Tokenizer::demand,
        "kernel");
    call(
        tokenizers,
        out,
        "bb_status bb_tokenizer_load(bb_kernel *kernel, bb_source *source)",
        Tokenizer::load,
        "kernel, source");
    call(
        tokenizers,
        out,
        "bb_status bb_tokenizer_encode(bb_kernel *kernel, const char *text, size_t length,"
            + " unsigned flags,\n                              int32_t *out, size_t capacity, size_t"
            + " *count)",
        Tokenizer::encode,
        "kernel, text, length, flags, out, capacity, count");
    call(
        tokenizers,
        out,
        "size_t bb_tokenizer_decode(bb_kernel *kernel, int32_t previous, int32_t token, const char"
            + " **text)",
        Tokenizer::decode,
        "kernel, previous, token, text");
    call(tokenizers, out, "size_t bb_tokenizer_size(bb_kernel *kernel)", Tokenizer::size, "kernel");
  }

  private static void choose(List<Tokenizer> tokenizers, HookWriter out) {
    out.blank()
        .line("BB_ERROR(unknown_vocabulary, \"E-TOKENIZER-KIND\",")
        .line(
            "         \"Install the module of the vocabulary's tokenizer and build the kernel again, \"")
        .line("         \"or use another model.\");")
        .function("bb_status bb_tokenizer_choose(bb_kernel *kernel)")
        .line("const bb_vocabulary *vocabulary = &kernel->model.vocabulary;");
    for (Tokenizer tokenizer : tokenizers) {
      String serves = "%s(vocabulary)".formatted(out.use(tokenizer.serves()));
      if (tokenizers.size() == 1) {
        out.when(serves, "return BB_OK;");
      } else {
        out.open("if (%s) {", serves)
            .line("chosen_tokenizer = %s;", constant(tokenizer))
            .line("return BB_OK;")
            .close("}");
      }
    }
    String names = tokenizers.stream().map(Tokenizer::name).collect(Collectors.joining(", "));
    out.line("static const char known[] = %s;", CWriter.literal(names))
        .line("const char *kind = vocabulary->count > 0 ? vocabulary->model : \"llama2.c\";")
        .line(
            "return bb_fail(&unknown_vocabulary, \"%s has a vocabulary of kind %s; known are %s\",")
        .line("               kernel->model_source.name, kind, known);")
        .end();
  }

  /** A call of the chosen tokenizer's function: the first one's, unless it is another's turn. */
  private static void call(
      List<Tokenizer> tokenizers,
      HookWriter out,
      String signature,
      Function<Tokenizer, CFunction> function,
      String arguments) {
    out.function(signature);
    for (Tokenizer tokenizer : tokenizers.subList(1, tokenizers.size())) {
      out.when(
          "chosen_tokenizer == " + constant(tokenizer),
          "return %s(%s);".formatted(out.use(function.apply(tokenizer)), arguments));
    }
    out.line("return %s(%s);", out.use(function.apply(tokenizers.get(0))), arguments).end();
  }

  private static String constant(Tokenizer tokenizer) {
    return "TOKENIZER_" + CText.constant(tokenizer.name());
  }
}
