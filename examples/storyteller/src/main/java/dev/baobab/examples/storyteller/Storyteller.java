// SPDX-License-Identifier: Apache-2.0
package dev.baobab.examples.storyteller;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.module.configfile.ConfigFile;
import dev.baobab.module.consolescreen.ConsoleScreen;
import dev.baobab.module.diagnostics.Diagnostics;
import dev.baobab.module.drcconfidence.Confidence;
import dev.baobab.module.heapbump.Heap;
import dev.baobab.module.matmul.MatMul;
import dev.baobab.module.memorytimetravel.TimeTravel;
import dev.baobab.module.repl.Repl;
import dev.baobab.module.sampler.Sampler;
import dev.baobab.module.smp.Smp;
import dev.baobab.module.story.Story;
import dev.baobab.module.vector.Vectors;

/** Boots into a story, and then into a prompt that goes on with yours. */
@Kernel("storyteller")
public final class Storyteller extends KernelDefinition {
  @Override
  protected void configure() {
    model(Model.llama2c("models/demo.bin").tokenizer("models/tokenizer.bin"));

    install(Heap.bump());
    install(MatMul.sse2(), MatMul.avx2(), MatMul.avx512()); // the best one is picked on the machine
    install(MatMul.avxVnni(), MatMul.avx512Vnni()); // for quantized weights
    install(Vectors.avx2(), Vectors.avx512()); // here too
    install(Smp.options()); // all processors
    install(Sampler.options().temperature(0.8).topP(0.9));
    install(Story.options().prompt("Once upon a time"));
    install(Repl.options().prompt("> "));
    install(ConfigFile.options());
    install(ConsoleScreen.options()); // letters of its own on the display
    install(Diagnostics.options());
    install(TimeTravel.options());
    install(Confidence.options());

    hardware(
        "thinkpad-x230",
        machine ->
            machine
                .summary("A laptop of 2012 with AVX but not AVX2")
                .cpu(CpuFeature.AVX)
                .memoryMiB(4096)
                .without(MatMul.avx2(), MatMul.avx512(), Vectors.avx2(), Vectors.avx512())
                .without(MatMul.avxVnni(), MatMul.avx512Vnni()));
  }
}
