// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.CpuFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Assembles the float kernels, looks at the machine code and runs it against the reference. */
@Tag("long")
class FloatKernelTest {
  /** What float_kernels_check returns on a processor without the instruction set. */
  private static final int SKIPPED = 77;

  private static final List<InstructionSet> SETS =
      List.of(InstructionSet.SSE2, InstructionSet.AVX2, InstructionSet.AVX512);

  @TempDir Path folder;

  /** The kernels in the shapes that are used. */
  static Stream<FloatKernel> kernels() {
    return SETS.stream()
        .flatMap(set -> Arrays.stream(FloatType.values()).map(type -> new FloatKernel(set, type)));
  }

  static Stream<FloatKernel> withoutConversion() {
    return kernels().filter(kernel -> kernel.type().equals("F32"));
  }

  /** The kernels that are used, and shapes that reach every path of the emitter. */
  static Stream<FloatKernel> shapes() {
    return Stream.concat(
        kernels(),
        Stream.of(
            new FloatKernel(
                InstructionSet.SSE2, FloatType.F16, new FloatShape(1, 3, 64, 4, 64, 1, 1, 4)),
            new FloatKernel(
                InstructionSet.AVX2, FloatType.F32, new FloatShape(2, 1, 64, 1, 128, 2, 2, 1)),
            new FloatKernel(
                InstructionSet.AVX2, FloatType.BF16, new FloatShape(64, 3, 64, 2, 320, 2, 2, 8)),
            new FloatKernel(
                InstructionSet.AVX512, FloatType.F16, new FloatShape(1, 4, 64, 16, 0, 1, 29, 1)),
            new FloatKernel(
                InstructionSet.AVX512, FloatType.F32, new FloatShape(32, 3, 64, 1, 64, 4, 6, 2))));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void agreesWithTheReference(FloatKernel kernel) throws IOException {
    Path program = compile(Tools.assemble(folder, kernel, "elf64"));

    Tools.Result result = Tools.execute(folder, List.of(program.toString(), kernel.toString()));

    if (result.exitCode() == SKIPPED) {
      Assumptions.abort(kernel + " not tested: " + result.output());
    }
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).matches(kernel + ": \\d{4} cases pass");
  }

  private Path compile(Path kernel) {
    Path modules = Path.of("..").toAbsolutePath().normalize();
    Path program = folder.resolve("float_kernels_check");
    List<String> command = new ArrayList<>(List.of("clang-19", "-std=c17", "-O1", "-g"));
    command.addAll(List.of("-Wall", "-Wextra", "-Wconversion", "-Werror", "-ffp-contract=off"));
    command.addAll(
        List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-z", "noexecstack"));
    command.add("-I" + modules.resolveSibling("kernel-templates/src/main/c/include"));
    command.add(modules.resolve("matmul/src/test/c/float_kernels_check.c").toString());
    for (String source :
        List.of(
            "matmul/src/main/c/weights_f32.c",
            "weights-f16/src/main/c/weights_f16.c",
            "weights-bf16/src/main/c/weights_bf16.c")) {
      Path file = modules.resolve(source);
      command.add("-I" + file.getParent());
      command.add(file.toString());
    }
    command.addAll(List.of(kernel.toString(), "-lm", "-o", program.toString()));
    Tools.run(folder, command);
    return program;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void usesTheInstructionSetAndNoMore(FloatKernel kernel) throws IOException {
    List<Instruction> code = disassemble(Tools.assemble(folder, kernel, "elf64"));

    Pattern used = Pattern.compile("%(xmm|ymm|zmm|k)(\\d+)");
    boolean wide = kernel.set().wide();
    for (Instruction instruction : code) {
      boolean vector = used.matcher(instruction.operands()).find();
      assertThat(instruction.mnemonic().startsWith("v"))
          .as("VEX or EVEX encoding of %s", instruction)
          .isEqualTo((vector && wide) || instruction.mnemonic().equals("vzeroupper"));
      for (MatchResult register : used.matcher(instruction.operands()).results().toList()) {
        assertThat(registerAllowed(kernel, register.group(1), Integer.parseInt(register.group(2))))
            .as("%s in %s", register.group(), instruction)
            .isTrue();
      }
    }
    long cleared = code.stream().filter(i -> i.mnemonic().equals("vzeroupper")).count();
    assertThat(cleared).isEqualTo(wide ? 1 : 0);
    assertThat(code.stream().anyMatch(i -> i.mnemonic().equals("vcvtph2ps")))
        .isEqualTo(wide && kernel.type().equals("F16"));
  }

  /** Narrow vectors above number 15 would be AVX-512VL. */
  private static boolean registerAllowed(FloatKernel kernel, String kind, int number) {
    return switch (kind) {
      case "xmm" -> number < 16;
      case "ymm" -> number < 16 && kernel.set().wide();
      default -> kernel.set() == InstructionSet.AVX512;
    };
  }

  /** One multiply-add for a vector of weights, and little else: what makes the kernel cheap. */
  @ParameterizedTest
  @MethodSource("withoutConversion")
  void innerLoopIsLean(FloatKernel kernel) {
    FloatShape shape = kernel.shape();
    List<String> pass =
        kernel
            .source()
            .text()
            .lines()
            .map(String::strip)
            .dropWhile(line -> !line.equals(".decode_1_pass:"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("."))
            .toList();

    boolean wide = kernel.set().wide();
    int vectors = 64 / kernel.set().vectorBytes();
    int products = vectors * (wide ? 1 : 3); // FMA; load, multiply, add
    int broadcast = wide ? 1 : 2;
    int prefetch = shape.ahead() > 0 ? 1 : 0; // a column is a cache line
    int overhead = 4; // two cursors, count, jump
    assertThat(pass).hasSize(shape.columns() * (products + broadcast + prefetch) + overhead);
  }

  @Test
  void halvesNeedTheirConversion() {
    assertThat(new FloatKernel(InstructionSet.AVX2, FloatType.F16).features())
        .containsExactlyInAnyOrder(
            CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA, CpuFeature.F16C);
    assertThat(new FloatKernel(InstructionSet.AVX512, FloatType.F16).features())
        .containsExactly(CpuFeature.AVX512F);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(() -> new FloatShape(1, 5, 64, 1, 0, 1, 1, 1))
        .hasMessage("bands = 5: must be 1 to 4");
    assertThatThrownBy(() -> new FloatShape(1, 1, 64, 1, 0, 1, 0, 1))
        .hasMessage("tokens = 0: must be 1 to 32");
    assertThatThrownBy(() -> new FloatShape(6, 1, 64, 1, 0, 1, 1, 1))
        .hasMessage("6 columns a pass: must be a power of two, at most 64");
    assertThatThrownBy(
            () ->
                new FloatKernel(
                    InstructionSet.AVX2, FloatType.F32, new FloatShape(1, 1, 64, 1, 0, 1, 7, 1)))
        .hasMessage("tiles of 1 panels x 7 tokens: AVX2 and FMA has 16 registers, not 18");
  }

  private record Instruction(String mnemonic, String operands) {}

  private List<Instruction> disassemble(Path object) {
    String listing =
        Tools.run(
            folder,
            List.of(
                "llvm-objdump-19",
                "-d",
                "--no-show-raw-insn",
                "--no-leading-addr",
                object.toString()));
    List<Instruction> code =
        listing
            .lines()
            .dropWhile(line -> !line.matches("<bb_matmul_\\w+>:"))
            .filter(line -> line.startsWith("\t") || line.startsWith(" "))
            .map(line -> line.strip().split("\\s+", 2))
            .map(parts -> new Instruction(parts[0], parts.length > 1 ? parts[1] : ""))
            .toList();
    assertThat(code).hasSizeGreaterThan(100);
    return code;
  }
}
