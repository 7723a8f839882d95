// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionReferenceTest {
  private static ModuleDescriptor module(String id, OptionDescriptor... options) {
    return new ModuleDescriptor(
        id,
        "Fruit.options",
        "Keeps a|b",
        "Keeps all of <it>.",
        Set.of(id, "fruit"),
        List.of("kernel"),
        List.of("worms"),
        Set.of(CpuFeature.FMA, CpuFeature.AVX),
        List.of(),
        List.of(),
        List.of(options));
  }

  private static OptionDescriptor option(
      String name, OptionType type, Object value, Optional<Double> min, Optional<Double> max) {
    List<String> choices =
        type == OptionType.CHOICE ? List.of("red", "dark-red") : List.<String>of();
    String unit = type == OptionType.INTEGER ? "MiB" : "";
    boolean tunable = type == OptionType.NUMBER;
    return new OptionDescriptor(
        name, type, value, min, max, 31, choices, unit, tunable, "The %s.".formatted(name));
  }

  @Test
  void listsEverythingThatAnOptionHas() {
    String page =
        OptionReference.of(
            List.of(
                module(
                    "fruit-basket",
                    option("big", OptionType.BOOLEAN, false, Optional.empty(), Optional.empty()),
                    option("size", OptionType.INTEGER, 4L, Optional.of(1.0), Optional.empty()),
                    option("max-p", OptionType.NUMBER, 0.9, Optional.of(0.0), Optional.of(1.0)),
                    option("free", OptionType.NUMBER, 1e-5, Optional.empty(), Optional.empty()),
                    option("name", OptionType.TEXT, "", Optional.empty(), Optional.empty()),
                    option(
                        "color", OptionType.CHOICE, "red", Optional.empty(), Optional.empty()))));

    assertThat(page)
        .endsWith(
            """

            ## fruit-basket

            Keeps all of &lt;it>.

            - Builder: `Fruit.options()`
            - Provides: `fruit`
            - Requires: `kernel`
            - Conflicts with: `worms`
            - Processor needs: AVX, FMA

            | option | meaning | type | default | allowed | while it runs | in C |
            | --- | --- | --- | --- | --- | --- | --- |
            | `big` | The big. | boolean | `false` | true, false | no | `BB_FRUIT_BASKET_BIG` |
            | `size` | The size. | integer | `4` | at least 1 MiB | no | `BB_FRUIT_BASKET_SIZE` |
            | `max-p` | The max-p. | number | `0.9` | 0 to 1 | yes | `BB_FRUIT_BASKET_MAX_P` `bb_options.fruit_basket.max_p` |
            | `free` | The free. | number | `0.00001` | any | yes | `BB_FRUIT_BASKET_FREE` `bb_options.fruit_basket.free` |
            | `name` | The name. | text | empty | 31 bytes at most | no | `BB_FRUIT_BASKET_NAME` |
            | `color` | The color. | choice | `red` | red, dark-red | no | `BB_FRUIT_BASKET_COLOR` |
            """);
  }

  @Test
  void theKernelComesFirst() {
    String page = OptionReference.of(List.of(module("apple"), module("kernel")));

    assertThat(page)
        .contains(
            """
            | [kernel](#kernel) | Keeps a\\|b | 0 |
            | [apple](#apple) | Keeps a\\|b | 0 |
            """)
        .endsWith("\nNo options.\n");
    assertThat(page.indexOf("\n## kernel\n")).isLessThan(page.indexOf("\n## apple\n"));
  }
}
