// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What surrounds the body of a kernel: it saves the registers that the Microsoft x64 calling
 * convention wants back (rbx, rbp, rsi, rdi, r12 to r15; xmm6 to xmm15) and restores them.
 *
 * <p>The body starts with the address of {@code bb_matmul_args} in {@code rcx} and ends by running
 * through or by a jump to {@link #RETURN}. It may use rax, rcx, rdx, r8 to r11 and what the frame
 * names.
 *
 * @param set the instruction set
 * @param general further general registers that the body uses
 * @param vectors vector registers that it uses, from number 0
 * @param slots 8-byte places on the stack, see {@link #slot}
 */
record KernelFrame(InstructionSet set, List<String> general, int vectors, int slots) {
  /** Local label of the way out. */
  static final String RETURN = ".return";

  private static final int FIRST_SAVED = 6;
  private static final int END_OF_SAVED = 16;
  private static final int XMM_BYTES = 16;
  private static final int CACHE_LINE = 64;

  /** A place on the stack. */
  static String slot(int index) {
    return index == 0 ? "[rsp]" : "[rsp + %d]".formatted(8 * index);
  }

  /** Writes the whole function. */
  void function(NasmWriter asm, String symbol, Runnable body) {
    asm.blank().line("section .text").blank();
    start(asm, symbol);
    enter(asm);
    end(asm, body);
  }

  /**
   * Writes two functions of one body, which finds in {@code rax} whether the second was called: 0
   * or 1.
   */
  void functions(NasmWriter asm, String symbol, String second, Runnable body) {
    asm.blank().line("section .text").blank();
    start(asm, second);
    asm.op("mov", "eax", 1);
    asm.op("jmp", symbol + ".enter");
    asm.close("");
    start(asm, symbol);
    asm.op("xor", "eax", "eax");
    asm.label(".enter");
    enter(asm);
    end(asm, body);
  }

  private static void start(NasmWriter asm, String symbol) {
    asm.line("global %s", symbol);
    asm.line("align %d", CACHE_LINE);
    asm.comment("void %s(const bb_matmul_args *args), args in rcx".formatted(symbol));
    asm.open("%s:", symbol);
  }

  private void end(NasmWriter asm, Runnable body) {
    asm.blank();
    body.run();
    asm.blank();
    asm.close("%s:", RETURN);
    asm.open("; Back to the caller, with its registers.");
    leave(asm);
    asm.close("");
  }

  private void enter(NasmWriter asm) {
    general.forEach(register -> asm.op("push", register));
    if (bytes() > 0) {
      asm.op("sub", "rsp", bytes());
    }
    saved().forEach(number -> asm.op(move(), save(number), "xmm" + number));
  }

  private void leave(NasmWriter asm) {
    if (set.wide()) {
      // Mixing with SSE code is slow while upper halves are in use.
      asm.op("vzeroupper");
    }
    saved().forEach(number -> asm.op(move(), "xmm" + number, save(number)));
    if (bytes() > 0) {
      asm.op("add", "rsp", bytes());
    }
    List<String> pushed = new ArrayList<>(general);
    Collections.reverse(pushed);
    pushed.forEach(register -> asm.op("pop", register));
    asm.op("ret");
  }

  private List<Integer> saved() {
    return IntStream.range(FIRST_SAVED, Math.min(vectors, END_OF_SAVED)).boxed().toList();
  }

  private int bytes() {
    return 8 * slots + saved().size() * XMM_BYTES;
  }

  private String save(int number) {
    return slot(slots + (number - FIRST_SAVED) * XMM_BYTES / 8);
  }

  private String move() {
    return set.wide() ? "vmovups" : "movups";
  }
}
