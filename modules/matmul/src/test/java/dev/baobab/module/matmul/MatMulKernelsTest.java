// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Assembles the emitted kernels, looks at the machine code and runs it against the reference. */
class MatMulKernelsTest {
  /** What matmul_kernels_test returns on a processor without the instruction set. */
  private static final int SKIPPED = 77;

  @TempDir Path folder;

  static List<InstructionSet> instructionSets() {
    return InstructionSet.all();
  }

  /** The tuned shapes, and others that reach every path of the emitter. */
  static Stream<Arguments> shapes() {
    return Stream.concat(
        InstructionSet.all().stream().map(isa -> Arguments.of(isa, isa.tuned())),
        Stream.of(
            Arguments.of(new Sse2(), new MicroKernel(13, 2)),
            Arguments.of(new Sse2(), new MicroKernel(7, 1)),
            Arguments.of(new Avx2(), new MicroKernel(1, 1)),
            Arguments.of(new Avx2(), new MicroKernel(12, 1)),
            Arguments.of(new Avx2(), new MicroKernel(5, 3)),
            Arguments.of(new Avx512(), new MicroKernel(14, 2)),
            Arguments.of(new Avx512(), new MicroKernel(2, 32))));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void agreesWithTheReference(InstructionSet isa, MicroKernel shape) throws IOException {
    Path object = Tools.assemble(folder, isa, shape, "elf64");
    Path module = Path.of("").toAbsolutePath();
    List<String> compile = new ArrayList<>(List.of("clang-19", "-std=c17", "-O1", "-g"));
    compile.addAll(List.of("-Wall", "-Wextra", "-Wconversion", "-Werror"));
    compile.addAll(
        List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-z", "noexecstack"));
    compile.add("-I" + module.resolve("src/main/c"));
    compile.add("-I" + module.resolve("../../kernel-templates/src/main/c/include").normalize());
    compile.add(module.resolve("src/main/c/matmul_reference.c").toString());
    compile.add(module.resolve("src/test/c/matmul_kernels_test.c").toString());
    compile.addAll(List.of(object.toString(), "-lm", "-o", "matmul_kernels_test"));
    Tools.run(folder, compile);

    Tools.Result result =
        Tools.execute(folder, List.of(folder.resolve("matmul_kernels_test").toString(), isa.id()));

    if (result.exitCode() == SKIPPED) {
      Assumptions.abort(isa.title() + " not tested: " + result.output());
    }
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).matches(isa.id() + ": \\d{5} cases pass");
  }

  @ParameterizedTest
  @MethodSource("instructionSets")
  void assemblesForUefi(InstructionSet isa) throws IOException {
    Path object = Tools.assemble(folder, isa, isa.tuned(), "win64");

    assertThat(Tools.run(folder, List.of("llvm-nm-19", "--extern-only", object.toString())))
        .matches("[0-9a-f]+ T " + MatMulEmitter.symbol(isa, WeightType.F32));
  }

  @ParameterizedTest
  @MethodSource("instructionSets")
  void usesTheInstructionSetAndNoMore(InstructionSet isa) throws IOException {
    List<Instruction> code = disassemble(Tools.assemble(folder, isa, isa.tuned(), "elf64"));

    Pattern used = Pattern.compile("%(xmm|ymm|zmm|k)(\\d+)");
    for (Instruction instruction : code) {
      boolean vex = instruction.mnemonic().matches("v.*|k(mov|and|or|xor|not|test|shift|add).*");
      boolean vector = used.matcher(instruction.operands()).find();
      assertThat(vex)
          .as("VEX or EVEX encoding of %s", instruction)
          .isEqualTo(
              (vector && !(isa instanceof Sse2)) || instruction.mnemonic().equals("vzeroupper"));
      for (MatchResult register : used.matcher(instruction.operands()).results().toList()) {
        assertThat(registerAllowed(isa, register.group(1), Integer.parseInt(register.group(2))))
            .as("%s in %s", register.group(), instruction)
            .isTrue();
      }
    }
    long cleared = code.stream().filter(i -> i.mnemonic().equals("vzeroupper")).count();
    assertThat(cleared).isEqualTo(isa instanceof Sse2 ? 0 : 1);
  }

  private static boolean registerAllowed(InstructionSet isa, String kind, int number) {
    return switch (isa.id()) {
      case "sse2" -> kind.equals("xmm");
      case "avx2" -> (kind.equals("xmm") || kind.equals("ymm")) && number < 16;
      // Narrow vectors above 15 would be AVX-512VL; zmm6 to zmm15 would have to be saved.
      case "avx512" -> kind.equals("k") || (kind.equals("zmm") && number > 15) || number < 6;
      default -> throw new IllegalArgumentException(isa.id());
    };
  }

  /** One multiply-add for a vector of weights, and little else: what makes the kernel cheap. */
  @ParameterizedTest
  @MethodSource("instructionSets")
  void innerLoopIsLean(InstructionSet isa) {
    MicroKernel shape = isa.tuned();
    List<String> step =
        MatMulEmitter.emit(isa, WeightType.F32)
            .text()
            .lines()
            .map(String::strip)
            .dropWhile(line -> !line.equals(".step%d:".formatted(shape.rowBlock())))
            .skip(1)
            .takeWhile(line -> !line.startsWith(".after"))
            .toList();

    int products = shape.rowBlock() * shape.unroll();
    int instructionsPerProduct = isa instanceof Sse2 ? 3 : 1; // load, multiply, add; or one FMA
    int loadsOfX = shape.unroll();
    int overhead = 4; // two cursors, compare, jump
    assertThat(step).hasSize(products * instructionsPerProduct + loadsOfX + overhead);
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
            .filter(line -> line.startsWith("\t") || line.startsWith(" "))
            .map(line -> line.strip().split("\\s+", 2))
            .map(parts -> new Instruction(parts[0], parts.length > 1 ? parts[1] : ""))
            .toList();
    assertThat(code).hasSizeGreaterThan(100);
    return code;
  }
}
