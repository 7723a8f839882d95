// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.baobab.dsl.source.NasmWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Assembles the kernels for quantized weights, runs them, and looks at their machine code. */
@Tag("long")
class QuantKernelTest {
  /** What quant_kernels_check returns on a processor without the instruction set. */
  private static final int SKIPPED = 77;

  private static final Path MODULE = Path.of("").toAbsolutePath();

  private static final List<String> CLANG =
      List.of("clang-19", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

  @TempDir static Path shared;

  @TempDir Path folder;

  static Stream<AssemblyKernel> kernels() {
    return Arrays.stream(InstructionSet.values()).flatMap(QuantKernels::of);
  }

  /**
   * Tiles of other sizes than the tuned ones, other numbers of bands, with and without prefetch.
   */
  static Stream<AssemblyKernel> otherShapes() {
    QuantShape least = new QuantShape(List.of(1), 1, 0);
    QuantShape three = new QuantShape(List.of(3, 2, 1), 3, 1024);
    return Arrays.stream(QuantFormat.values())
        .flatMap(
            format ->
                Stream.of(
                        Map.entry(InstructionSet.SSE2, least),
                        Map.entry(InstructionSet.AVX2, least),
                        Map.entry(InstructionSet.AVX_VNNI, least),
                        Map.entry(InstructionSet.AVX512, three),
                        Map.entry(InstructionSet.AVX512_VNNI, three))
                    .map(other -> QuantKernels.of(other.getKey(), format, other.getValue())));
  }

  @ParameterizedTest
  @MethodSource({"kernels", "otherShapes"})
  void agreesWithTheReference(AssemblyKernel kernel) throws IOException {
    Path object = Tools.assemble(folder, kernel, "elf64");
    check(kernel, kernel.symbol(), object, kernel.set());
    if (kernel.farSymbol().isPresent()) {
      check(kernel, kernel.farSymbol().get(), object, kernel.set());
    }
  }

  /**
   * A processor without AVX-VNNI may have the same instructions in EVEX encoding: then all but the
   * encoding can be tried on it.
   */
  @ParameterizedTest
  @EnumSource
  void avxVnniAgreesWithTheReferenceInEvexEncoding(QuantFormat format) throws IOException {
    AssemblyKernel kernel = avxVnni(format);
    Path assembly = folder.resolve("evex.asm");
    String text = kernel.source().text();
    Files.writeString(assembly, text.replaceAll("db .*; (vpdpbusd)", "$1"));
    Path object = folder.resolve("evex.o");
    Tools.run(
        folder,
        List.of("nasm", "-Wall", "-Werror", "-f", "elf64", "-o", object.toString(), "evex.asm"));

    check(kernel, kernel.symbol(), object, InstructionSet.AVX512_VNNI);
  }

  private static AssemblyKernel avxVnni(QuantFormat format) {
    return QuantKernels.of(InstructionSet.AVX_VNNI)
        .filter(kernel -> kernel.type().equals(format.name()))
        .findFirst()
        .orElseThrow();
  }

  private void check(AssemblyKernel kernel, String symbol, Path object, InstructionSet needed) {
    Path program = folder.resolve("quant_kernels_check");
    List<String> link = new ArrayList<>(CLANG);
    link.addAll(List.of("-z", "noexecstack", "-Wl,--defsym=kernel=" + symbol));
    link.addAll(List.of(compiledCheck(kernel.type()).toString(), object.toString()));
    link.addAll(List.of("-lm", "-o", program.toString()));
    Tools.run(folder, link);

    Tools.Result result = Tools.execute(folder, List.of(program.toString(), needed.id()));

    if (result.exitCode() == SKIPPED) {
      Assumptions.abort(kernel + " not tested: " + result.output());
    }
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).matches(needed.id() + ": \\d{4,} cases pass");
  }

  /** The C part of the test for a type, compiled when it is first needed. */
  private static Path compiledCheck(String type) {
    Path object = shared.resolve(type + ".o");
    if (Files.exists(object)) {
      return object;
    }
    Path templates = MODULE.resolve("../../kernel-templates/src/main/c/include").normalize();
    List<String> compile = new ArrayList<>(CLANG);
    compile.addAll(List.of("-std=c17", "-O2", "-g", "-Wall", "-Wextra", "-Wconversion", "-Werror"));
    compile.addAll(List.of("-ffp-contract=off", "-DTYPE=BB_DTYPE_" + type));
    compile.addAll(List.of("-I" + MODULE.resolve("src/main/c"), "-I" + templates));
    compile.addAll(List.of("-c", MODULE.resolve("src/test/c/quant_kernels_check.c").toString()));
    compile.addAll(List.of("-o", object.toString()));
    Tools.run(shared, compile);
    return object;
  }

  /** The bytes that are written by hand are the instructions that their comments say. */
  @ParameterizedTest
  @EnumSource
  void avxVnniIsEncodedAsTheCommentsSay(QuantFormat format) throws IOException {
    AssemblyKernel kernel = avxVnni(format);
    List<String> said =
        Pattern.compile("; vpdpbusd ymm(\\d+), ymm(\\d+), ymm(\\d+)")
            .matcher(kernel.source().text())
            .results()
            .map(m -> "%%ymm%s, %%ymm%s, %%ymm%s".formatted(m.group(3), m.group(2), m.group(1)))
            .toList();

    List<String> encoded =
        disassemble(kernel).stream()
            .filter(instruction -> instruction.startsWith("{vex} vpdpbusd"))
            .map(instruction -> instruction.replace("{vex} vpdpbusd ", ""))
            .toList();

    assertThat(encoded).isNotEmpty().isEqualTo(said);
  }

  @Test
  void vexEncodingReachesAllRegisters() throws IOException {
    for (int n = 0; n < 16; n++) {
      NasmWriter asm = NasmWriter.file(getClass(), "All registers.");
      VexDotProduct.write(asm, n, (n + 5) % 16, (n + 9) % 16);
      Path assembly = folder.resolve("vex.asm");
      Files.writeString(assembly, asm.text());
      Tools.run(folder, List.of("nasm", "-f", "elf64", "-o", "vex.o", "vex.asm"));

      assertThat(
              Tools.run(folder, List.of("llvm-objdump-19", "-d", "vex.o")).replaceAll("\\s+", " "))
          .endsWith(
              "{vex} vpdpbusd %%ymm%d, %%ymm%d, %%ymm%d".formatted((n + 9) % 16, (n + 5) % 16, n));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void usesTheInstructionSetAndNoMore(AssemblyKernel kernel) throws IOException {
    Pattern used = Pattern.compile("%(xmm|ymm|zmm|k)(\\d+)");
    List<String> code = disassemble(kernel);

    for (String instruction : code) {
      List<MatchResult> registers = used.matcher(instruction).results().toList();
      boolean vex = instruction.startsWith("v") || instruction.startsWith("{vex}");
      assertThat(vex)
          .as("VEX or EVEX encoding of %s", instruction)
          .isEqualTo(
              (!registers.isEmpty() && kernel.set().wide()) || instruction.equals("vzeroupper"));
      for (MatchResult register : registers) {
        int number = Integer.parseInt(register.group(2));
        assertThat(registerAllowed(kernel.set(), register.group(1), number))
            .as("%s in %s", register.group(), instruction)
            .isTrue();
      }
    }
    assertThat(code.stream().filter("vzeroupper"::equals).count())
        .isEqualTo(kernel.set().wide() ? 1 : 0);
  }

  private static boolean registerAllowed(InstructionSet set, String kind, int number) {
    return switch (set) {
      case SSE2 -> kind.equals("xmm");
      case AVX2, AVX_VNNI -> (kind.equals("xmm") || kind.equals("ymm")) && number < 16;
      // Narrow vectors above 15 would be AVX-512VL.
      case AVX512, AVX512_VNNI -> kind.equals("k") || kind.equals("zmm") || number < 16;
    };
  }

  /**
   * What one pass of the loop over blocks costs with one token, which is nearly all of a call: one
   * block in SSE2, three in AVX-512 with Q4_0, two in the others.
   */
  @Test
  void blocksAreLean() {
    assertThat(kernels())
        .extracting(AssemblyKernel::toString, QuantKernelTest::instructionsOfABlock)
        .containsExactly(
            tuple("sse2-q8_0", 415),
            tuple("sse2-q4_0", 418),
            tuple("sse2-q4_1", 471),
            tuple("avx2-q8_0", 202),
            tuple("avx2-q4_0", 172),
            tuple("avx2-q4_1", 177),
            tuple("avx-vnni-q8_0", 120),
            tuple("avx-vnni-q4_0", 144),
            tuple("avx-vnni-q4_1", 149),
            tuple("avx512-q8_0", 155),
            tuple("avx512-q4_0", 125),
            tuple("avx512-q4_1", 129),
            tuple("avx512-vnni-q8_0", 66),
            tuple("avx512-vnni-q4_0", 96),
            tuple("avx512-vnni-q4_1", 100));
  }

  private static int instructionsOfABlock(AssemblyKernel kernel) {
    return (int)
        kernel
            .source()
            .text()
            .lines()
            .map(String::strip)
            .dropWhile(line -> !line.startsWith(".block1"))
            .skip(1)
            .takeWhile(line -> !line.startsWith(".store1"))
            .filter(line -> !line.startsWith(";"))
            .count();
  }

  @Test
  void refusesMoreTokensThanRegisters() {
    AssemblyKernel kernel =
        new QuantSignKernel(InstructionSet.AVX2, new QuantShape(List.of(4, 1), 1, 0));

    assertThatThrownBy(kernel::source)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "QuantShape[tokens=[4, 1], bands=1, near=0, alone=0, far=0]: needs 21 registers, AVX2 and FMA has 16");
  }

  @Test
  void refusesTilesThatLeaveTokensOver() {
    assertThatThrownBy(() -> new QuantShape(List.of(4, 2), 1, 0))
        .hasMessage("tiles of [4, 2] tokens: the last must be 1");
  }

  private List<String> disassemble(AssemblyKernel kernel) throws IOException {
    Path object = Tools.assemble(folder, kernel, "elf64");
    String listing =
        Tools.run(
            folder,
            List.of(
                "llvm-objdump-19",
                "-d",
                "--no-show-raw-insn",
                "--no-leading-addr",
                object.toString()));
    List<String> code =
        listing
            .lines()
            .filter(line -> line.startsWith("\t") || line.startsWith(" "))
            .map(line -> line.strip().replaceAll("\\s+", " "))
            .toList();
    assertThat(code).hasSizeGreaterThan(100);
    return code;
  }
}
