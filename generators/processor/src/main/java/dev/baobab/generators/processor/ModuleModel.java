// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.ClassName;
import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A checked module.
 *
 * @param element the options interface
 * @param annotation its {@code @KernelModule}
 * @param id unique id
 * @param builder what users call
 * @param summary one sentence
 * @param doc plain text
 * @param composer the Guice module
 * @param provides capabilities, the id first, each once
 * @param requires names of capabilities
 * @param conflicts names of capabilities
 * @param cpu names of processor features, each once
 * @param sources C and nasm files
 * @param headers C headers
 * @param options its options, in order of declaration
 */
record ModuleModel(
    TypeElement element,
    AnnotationView annotation,
    String id,
    Builder builder,
    String summary,
    String doc,
    ClassName composer,
    List<String> provides,
    List<String> requires,
    List<String> conflicts,
    List<String> cpu,
    List<String> sources,
    List<String> headers,
    List<OptionModel> options) {
  private static final String OPTIONS = "Options";

  /**
   * The call that gives a builder.
   *
   * @param facade the class: {@code Sampler}
   * @param method its static method: {@code options}
   */
  record Builder(ClassName facade, String method) {
    /** As users write it: {@code Sampler.options}. */
    String call() {
      return facade.simpleName() + "." + method;
    }

    /** The builder's own class: {@code Sampler.Options}. */
    ClassName type() {
      return facade.nestedClass(Names.typeOf(method));
    }
  }

  /** The options interface: {@code SamplerOptions}. */
  ClassName optionsType() {
    return ClassName.get(element);
  }

  /** The generated registration: {@code SamplerProvider}. */
  ClassName provider() {
    String name = element.getSimpleName().toString();
    String stem =
        name.endsWith(OPTIONS) ? name.substring(0, name.length() - OPTIONS.length()) : name;
    return ClassName.get(optionsType().packageName(), stem + "Provider");
  }
}
