// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.SourceFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only what is installed gets into the tables, and the assembly of nothing else is emitted. */
class DispatchGeneratorTest {
  @Test
  void keepsTheKernelsOfInstalledTypesFastestFirst() {
    String text =
        dispatch(
            List.of(type("F32"), type("Q8_0")),
            List.of(
                reference("F32"),
                reference("Q8_0"),
                new FloatKernel(InstructionSet.AVX2, FloatType.F32).contribution(),
                new FloatKernel(InstructionSet.AVX2, FloatType.F16).contribution(),
                new FloatKernel(InstructionSet.AVX512, FloatType.F32).contribution()));

    assertThat(text)
        .contains(
            """
            const bb_weight_type bb_matmul_types[] = {
                {"F32", BB_DTYPE_F32, false, bb_pack_f32, bb_unpack_f32},
                {"Q8_0", BB_DTYPE_Q8_0, true, bb_pack_q8_0, bb_unpack_q8_0},
            };
            const size_t bb_matmul_type_count = 2;

            const bb_matmul_kernel bb_matmul_kernels[] = {
                {"avx512-f32", "avx512", BB_DTYPE_F32, BB_CPU_AVX512F},
                {"avx2-f32", "avx2", BB_DTYPE_F32, BB_CPU_AVX | BB_CPU_AVX2 | BB_CPU_FMA},
                {"reference-f32", "reference", BB_DTYPE_F32, 0},
                {"reference-q8_0", "reference", BB_DTYPE_Q8_0, 0},
            };
            const size_t bb_matmul_kernel_count = 4;
            """)
        .contains(
            """
                case 1:
                    bb_matmul_avx2_f32(args);
                    return;
            """)
        .contains(
            """
            void bb_matmul_adapt(void)
            {
            }
            """)
        .doesNotContain("f16");
  }

  @Test
  void callsTheFunctionThatFetchesFarWhereThatHelps() {
    String text =
        dispatch(
            List.of(type("Q8_0")),
            List.of(
                reference("Q8_0"),
                QuantKernels.of(InstructionSet.AVX512).findFirst().orElseThrow().contribution()));

    assertThat(text)
        .contains(
            """
            static bool fetches_far;

            void bb_matmul_adapt(void)
            {
                fetches_far = !bb_cpu_finds_streams();
            }
            """)
        .contains("(fetches_far ? bb_matmul_avx512_q8_0_far : bb_matmul_avx512_q8_0)(args);")
        .contains("bb_matmul_reference(args);");
  }

  @Test
  void wantsAKernelThatEveryProcessorCanRun() {
    assertThatThrownBy(
            () ->
                dispatch(
                    List.of(type("F16")),
                    List.of(new FloatKernel(InstructionSet.AVX2, FloatType.F16).contribution())))
        .hasMessage(
            "weights of type F16 have no matrix kernel that every processor can run: contribute"
                + " one");
  }

  @Test
  void emitsTheAssemblyOfInstalledTypesOnly() {
    Set<Contribution<WeightType>> types = contributions(List.of(type("F32"), type("BF16")));

    assertThat(new Avx2Module.Assembly(types).generate())
        .extracting(SourceFile::path)
        .containsExactly(
            "generated/matmul/matmul_avx2_bf16.asm", "generated/matmul/matmul_avx2_f32.asm");
    assertThat(new Avx2Module.Assembly(Set.of()).generate()).isEmpty();
  }

  private static String dispatch(List<WeightType> types, List<MatMulKernel> kernels) {
    return new DispatchGenerator(contributions(types), contributions(kernels))
        .generate()
        .iterator()
        .next()
        .text();
  }

  private static <T> Set<Contribution<T>> contributions(List<T> values) {
    Set<Contribution<T>> contributions = new LinkedHashSet<>();
    values.forEach(
        value -> contributions.add(new Contribution<>("m", 0, contributions.size(), value)));
    return contributions;
  }

  private static WeightType type(String name) {
    String suffix = name.toLowerCase(Locale.ROOT);
    return new WeightType(
        name,
        name.startsWith("Q"),
        CFunction.of("bb_pack_" + suffix, "types.h"),
        CFunction.of("bb_unpack_" + suffix, "types.h"));
  }

  private static MatMulKernel reference(String type) {
    return new MatMulKernel(
        "reference", type, Set.of(), 0, CFunction.of("bb_matmul_reference", "types.h"));
  }
}
