// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.Allocator;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Conversation;
import dev.baobab.dsl.extension.MatMul;
import dev.baobab.dsl.extension.ModelChoice;
import dev.baobab.dsl.extension.Parallel;
import dev.baobab.dsl.extension.Sampler;
import dev.baobab.dsl.extension.VectorMath;
import dev.baobab.generators.composer.Plan;
import java.util.List;
import java.util.regex.Pattern;

/** Gives the functions of the capabilities the names that the kernel calls. */
final class CapabilityCalls implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    plan.capability(Allocator.class).ifPresent(allocator -> allocator(allocator, out));
    plan.capability(Sampler.class).ifPresent(sampler -> sampler(sampler, out));
    plan.capability(MatMul.class).ifPresent(matmul -> matmul(matmul, out));
    plan.capability(VectorMath.class).ifPresent(vector -> vector(vector, out));
    plan.capability(ModelChoice.class)
        .ifPresentOrElse(choice -> choice(choice, out), () -> oneModel(out));
    out.header("bb_parallel.h");
    plan.capability(Parallel.class)
        .ifPresentOrElse(parallel -> parallel(parallel, out), () -> serial(out));
    out.header("bb_conversation.h");
    plan.capability(Conversation.class)
        .ifPresentOrElse(
            conversation -> conversation(conversation, out), () -> withoutConversation(out));
  }

  private static void allocator(Allocator allocator, HookWriter out) {
    call(
        out,
        "bb_status bb_arena_create(bb_kernel *kernel, bb_arena_id arena, size_t bytes)",
        allocator.create(),
        "kernel, arena, bytes");
    call(
        out,
        "void *bb_arena_allocate(bb_arena_id arena, size_t bytes, bb_status *status)",
        allocator.allocate(),
        "arena, bytes, status");
    call(out, "bb_arena_usage bb_arena_usage_of(bb_arena_id arena)", allocator.usage(), "arena");
    call(out, "void bb_arena_release(bb_arena_id arena)", allocator.release(), "arena");
  }

  private static void sampler(Sampler sampler, HookWriter out) {
    call(
        out,
        "int32_t bb_sampler_sample(bb_kernel *kernel, bb_logits *logits, const bb_sampling"
            + " *settings)",
        sampler.sample(),
        "kernel, logits, settings");
  }

  private static void matmul(MatMul matmul, HookWriter out) {
    out.header("bb_matmul.h");
    call(
        out,
        "void bb_matmul_run(bb_dtype type, const bb_matmul_args *args)",
        matmul.run(),
        "type, args");
  }

  private static void vector(VectorMath vector, HookWriter out) {
    out.header("bb_vector_set.h");
    call(out, "const bb_vector_set *bb_vector(void)", vector.set(), "");
  }

  private static final String CHOOSE = "bb_status bb_model_choose(bb_kernel *kernel)";
  private static final String KNOWN =
      "bool bb_model_is_known(bb_kernel *kernel, const char *name, size_t length)";
  private static final String CHANGE =
      "bb_status bb_model_change(bb_kernel *kernel, const char *name, size_t length)";

  private static void choice(ModelChoice choice, HookWriter out) {
    out.header("bb_model_boot.h");
    call(out, CHOOSE, choice.choose(), "kernel");
    call(out, KNOWN, choice.known(), "kernel, name, length");
    call(out, CHANGE, choice.change(), "kernel, name, length");
  }

  /** Without the capability: the definition's model. */
  private static void oneModel(HookWriter out) {
    out.header("bb_model_boot.h")
        .function(CHOOSE)
        .line("(void)kernel;")
        .line("return BB_OK;")
        .end()
        .function(KNOWN)
        .line("(void)kernel;")
        .line("(void)name;")
        .line("(void)length;")
        .line("return false;")
        .end()
        .blank()
        .line(
            "BB_ERROR(one_model, \"E-MODEL-CHOICE\", \"Install module model-menu and build the"
                + " kernel again.\");")
        .function(CHANGE)
        .line("(void)kernel;")
        .line(
            "return bb_fail(&one_model, \"this kernel has one model; %.*s is another\","
                + " (int)length, name);")
        .end();
  }

  private static final String RUN = "void bb_parallel_run(const bb_work *work)";
  private static final String PAIR = "bool bb_parallel_pair(const bb_pair *pair)";
  private static final String MEET =
      "bool bb_parallel_meet(bb_side *side, const bb_work *work, const float *halves[2])";
  private static final String SHARE = "size_t bb_parallel_share(const bb_side *side, size_t items)";
  private static final String SETTLE = "void bb_parallel_settle(void)";
  private static final String PROCESSORS = "size_t bb_parallel_processors(void)";
  private static final String SHOW = "void bb_parallel_show(bb_kernel *kernel)";

  private static void parallel(Parallel parallel, HookWriter out) {
    call(out, RUN, parallel.run(), "work");
    call(out, PAIR, parallel.pair(), "pair");
    call(out, MEET, parallel.meet(), "side, work, halves");
    call(out, SHARE, parallel.share(), "side, items");
    call(out, SETTLE, parallel.settle(), "");
    call(out, PROCESSORS, parallel.processors(), "");
    call(out, SHOW, parallel.show(), "kernel");
  }

  /** Without the capability: one processor, which does it all. */
  private static void serial(HookWriter out) {
    out.function(RUN)
        .line("bb_work_run_alone(work);")
        .end()
        .function(PAIR)
        .line("(void)pair;")
        .line("return false;")
        .end()
        .function(MEET)
        .line("(void)side;")
        .line("(void)work;")
        .line("(void)halves;")
        .line("return false;")
        .end()
        .function(SHARE)
        .line("(void)side;")
        .line("return items;")
        .end()
        .blank()
        .line(SETTLE + " {}")
        .function(PROCESSORS)
        .line("return 1;")
        .end()
        .function(SHOW)
        .line("(void)kernel;")
        .end();
  }

  private static final String BEGIN = "bool bb_conversation_begin(bb_kernel *kernel)";
  private static final String ANSWER =
      "bool bb_conversation_answer(bb_kernel *kernel, const char *text, size_t length, bb_status"
          + " *status)";
  private static final String FORGET = "bool bb_conversation_forget(bb_kernel *kernel)";

  private static void conversation(Conversation conversation, HookWriter out) {
    call(out, BEGIN, conversation.begin(), "kernel");
    call(out, ANSWER, conversation.answer(), "kernel, text, length, status");
    call(out, FORGET, conversation.forget(), "kernel");
  }

  /** Without the capability nobody answers. */
  private static void withoutConversation(HookWriter out) {
    out.function(BEGIN).line("(void)kernel;").line("return false;").end();
    out.function(ANSWER);
    for (String parameter : List.of("kernel", "text", "length", "status")) {
      out.line("(void)%s;", parameter);
    }
    out.line("return false;").end();
    out.function(FORGET).line("(void)kernel;").line("return false;").end();
  }

  /** A call under the kernel's name, unless the module's function has that name already. */
  private static void call(HookWriter out, String signature, CFunction function, String arguments) {
    if (!Pattern.compile("\\b%s\\(".formatted(function.symbol())).matcher(signature).find()) {
      String result = signature.startsWith("void bb_") ? "" : "return ";
      out.function(signature).line("%s%s(%s);", result, out.use(function), arguments).end();
    }
  }
}
