// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.describe;

import static dev.baobab.generators.fixture.FakeDefinition.knowing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.DataType;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.Sampler;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.goldens.Goldens;
import org.junit.jupiter.api.Test;

class DescribeTest {
  private static final CFunction FUNCTION = CFunction.of("bb_run", "run.h");

  @Test
  void text() {
    Goldens.check("describe/storyteller.txt", Describe.text(plan()));
  }

  @Test
  void dot() {
    Goldens.check("describe/storyteller.dot", Describe.dot(plan()));
  }

  @Test
  void mermaid() {
    Goldens.check("describe/storyteller.mmd", Describe.mermaid(plan()));
  }

  @Test
  void theTypeThatTheWeightsGet() {
    Model model = Model.llama2c("models/story.bin").tokenizer("models/tokenizer.bin");
    Plan plan = knowing(FakeModule.of("weights-q4-0")).model(model.quantize(DataType.Q4_0)).plan();
    assertThat(Describe.text(plan))
        .contains("models/story.bin", "needs format-packed, packed as Q4_0\n");
  }

  private static Plan plan() {
    FakeModule sampler =
        FakeModule.of("sampler")
            .number("temperature", 0.9, 0.0, 2.0)
            .integer("top-k", 40, 0.0, 65536.0, "tokens")
            .integer("seed", 42, null, null, "")
            .flag("greedy", false)
            .choice("order", "first", "last")
            .contributes(feature -> feature.gives(Sampler.class, new Sampler(FUNCTION)));
    FakeModule repl =
        FakeModule.of("repl")
            .requires("sampler")
            .text("prompt", "> ")
            .contributes(
                feature ->
                    feature
                        .adds(BootStep.class, new BootStep(Phase.READY, "prompt", FUNCTION))
                        .adds(ReplCommand.class, new ReplCommand("help", "", "Helps.", FUNCTION))
                        .adds(ReplCommand.class, new ReplCommand("quit", "", "Quits.", FUNCTION)));
    return knowing(sampler, repl, FakeModule.of("lid"))
        .install(repl, "prompt", "you \"said\"\n")
        .profile(
            HardwareProfile.builder("thinkpad-x230")
                .summary("The laptop on the shelf")
                .cpu(CpuFeature.AVX)
                .with("lid"))
        .override("sampler.temperature", "0.5")
        .plan();
  }
}
