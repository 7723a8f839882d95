// SPDX-License-Identifier: Apache-2.0
package dev.baobab.examples.chat;

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.module.anymodel.AnyModel;
import dev.baobab.module.chat.Chat;
import dev.baobab.module.configfile.ConfigFile;
import dev.baobab.module.consolescreen.ConsoleScreen;
import dev.baobab.module.diagnostics.Diagnostics;
import dev.baobab.module.heapbump.Heap;
import dev.baobab.module.matmul.MatMul;
import dev.baobab.module.modelmenu.ModelMenu;
import dev.baobab.module.repl.Repl;
import dev.baobab.module.sampler.Sampler;
import dev.baobab.module.smp.Smp;
import dev.baobab.module.vector.Vectors;

/** Boots into a conversation: what {@code ./boot} starts. */
@Kernel("chat")
public final class ChatExample extends KernelDefinition {
  private static final String GREETING =
      """

      Hello! I am a small language model, and this machine is all mine: there is no
      operating system, only me. Ask me, a line at a time:

          Who are you?             What is 7 + 5?            Tell me a joke.
          My name is Ada.          What is my name?          What does a cow say?
          Tell me a story about a fox.

      I know little: I have a million parameters, and learned in an hour. To talk to
      a bigger model, copy a GGUF file into the folder models of this stick and start
      again.
      /help lists the commands, Ctrl-C interrupts me, /quit switches me off.
      """;

  @Override
  protected void configure() {
    model(Model.llama2c("../storyteller/models/demo.bin").tokenizer("../storyteller/models/tokenizer.bin"));

    install(Heap.bump());
    install(MatMul.sse2(), MatMul.avx2(), MatMul.avx512()); // the best one is picked on the machine
    install(MatMul.avxVnni(), MatMul.avx512Vnni()); // for quantized weights
    install(Vectors.avx2(), Vectors.avx512()); // here too
    install(Smp.options()); // all processors
    install(Sampler.options().temperature(0.8).topP(0.9));
    install(Repl.options().prompt("> "));
    install(Chat.options().greeting(GREETING));
    install(Chat.demo()); // how this model wants to be talked to
    install(Chat.chatml(), Chat.llama3(), Chat.llama2(), Chat.mistral()); // and how others do
    install(Chat.gemma(), Chat.phi3(), Chat.zephyr());
    install(ConsoleScreen.options()); // letters of its own on the display
    install(ModelMenu.options(), AnyModel.support()); // models that are copied onto the stick
    install(ConfigFile.options());
    install(Diagnostics.options());
  }
}
