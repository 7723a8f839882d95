// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.module.OptionsBuilder;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** The class that users call, with a builder for each of its modules. */
final class FacadeSource {
  private final ClassName facade;
  private final List<ModuleModel> modules;
  private final AnnotationSpec generated;

  /**
   * A facade.
   *
   * @param facade its name
   * @param modules its modules, in the order in which their methods appear
   */
  FacadeSource(ClassName facade, List<ModuleModel> modules, AnnotationSpec generated) {
    this.facade = facade;
    this.modules = modules;
    this.generated = generated;
  }

  JavaFile file() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(facade)
            .addJavadoc(
                modules.size() == 1
                    ? Code.javadoc(modules.get(0).summary())
                    : CodeBlock.of("Builders of $L modules.\n", modules.size()))
            .addAnnotation(generated)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (ModuleModel module : modules) {
      type.addOriginatingElement(module.element()).addMethod(factory(module));
    }
    modules.forEach(module -> type.addType(builder(module)));
    return JavaFile.builder(facade.packageName(), type.build()).skipJavaLangImports(true).build();
  }

  private static MethodSpec factory(ModuleModel module) {
    return MethodSpec.methodBuilder(module.builder().method())
        .addJavadoc(Code.javadoc(module.doc()))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(module.builder().type())
        .addStatement("return new $T()", module.builder().type())
        .build();
  }

  private static TypeSpec builder(ModuleModel module) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(module.builder().type())
            .addJavadoc("Options of the module $L.\n", module.id())
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .superclass(OptionsBuilder.class)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PRIVATE)
                    .addStatement("super($T.$N)", module.provider(), ProviderSource.DESCRIPTOR)
                    .build());
    module.options().forEach(option -> type.addMethod(setter(module, option)));
    return type.build();
  }

  private static MethodSpec setter(ModuleModel module, OptionModel option) {
    return MethodSpec.methodBuilder(option.method())
        .addJavadoc(Code.javadoc(option))
        .addModifiers(Modifier.PUBLIC)
        .returns(module.builder().type())
        .addParameter(option.javaType(), option.method())
        .addStatement("set($S, $L)", option.name(), stored(option))
        .addStatement("return this")
        .build();
  }

  /** A setter's argument as the object that the base class keeps. */
  private static CodeBlock stored(OptionModel option) {
    if (option.type() == OptionType.CHOICE) {
      return CodeBlock.of(
          "$N.name().toLowerCase($T.ROOT).replace('_', '-')", option.method(), Locale.class);
    }
    return option.javaType().equals(TypeName.INT)
        ? CodeBlock.of("(long) $N", option.method())
        : CodeBlock.of("$N", option.method());
  }
}
