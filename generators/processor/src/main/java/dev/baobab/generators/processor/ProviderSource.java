// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.module.OptionValues;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The registration of a module: its descriptor, and its composer under given options. */
final class ProviderSource {
  /** The descriptor's field, which the module's builder reads too. */
  static final String DESCRIPTOR = "DESCRIPTOR";

  private final ModuleModel module;
  private final AnnotationSpec generated;

  ProviderSource(ModuleModel module, AnnotationSpec generated) {
    this.module = module;
    this.generated = generated;
  }

  JavaFile file() {
    ClassName view = module.provider().nestedClass("View");
    TypeSpec.Builder type =
        TypeSpec.classBuilder(module.provider())
            .addJavadoc("Registration of the module $L.\n", module.id())
            .addAnnotation(generated)
            .addOriginatingElement(module.element())
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(ModuleProvider.class);
    type.addField(descriptor())
        .addMethod(
            override("descriptor", ClassName.get(ModuleDescriptor.class))
                .addModifiers(Modifier.PUBLIC)
                .addStatement("return $N", DESCRIPTOR)
                .build())
        .addMethod(
            override("composer", ClassName.get(FeatureModule.class))
                .addModifiers(Modifier.PUBLIC)
                .addParameter(OptionValues.class, "values")
                .addStatement("return new $T(new $T(values))", module.composer(), view)
                .build())
        .addType(view(view));
    return JavaFile.builder(module.provider().packageName(), type.build())
        .skipJavaLangImports(true)
        .build();
  }

  private FieldSpec descriptor() {
    List<CodeBlock> cpu =
        module.cpu().stream()
            .map(feature -> CodeBlock.of("$T.$L", CpuFeature.class, feature))
            .toList();
    return FieldSpec.builder(ModuleDescriptor.class, DESCRIPTOR, Modifier.STATIC, Modifier.FINAL)
        .initializer(
            Code.construct(
                ModuleDescriptor.class,
                List.of(
                    CodeBlock.of("$S", module.id()),
                    CodeBlock.of("$S", module.builder().call()),
                    Code.string(module.summary()),
                    Code.string(module.doc()),
                    Code.strings(Set.class, module.provides()),
                    Code.strings(List.class, module.requires()),
                    Code.strings(List.class, module.conflicts()),
                    Code.of(Set.class, cpu),
                    Code.strings(List.class, module.sources()),
                    Code.strings(List.class, module.headers()),
                    options())))
        .build();
  }

  private CodeBlock options() {
    if (module.options().isEmpty()) {
      return CodeBlock.of("$T.of()", List.class);
    }
    return CodeBlock.builder()
        .add("$T.of(\n$>$>", List.class)
        .add(CodeBlock.join(module.options().stream().map(ProviderSource::row).toList(), ",\n"))
        .add(")$<$<")
        .build();
  }

  private static CodeBlock row(OptionModel option) {
    return Code.construct(
        OptionDescriptor.class,
        List.of(
            CodeBlock.of("$S", option.name()),
            CodeBlock.of("$T.$L", OptionType.class, option.type()),
            Code.literal(option.defaultValue()),
            Code.optional(option.range().min()),
            Code.optional(option.range().max()),
            CodeBlock.of("$L", option.maxLength()),
            Code.strings(List.class, option.choices()),
            CodeBlock.of("$S", option.unit()),
            CodeBlock.of("$L", option.tunable()),
            Code.string(option.doc())));
  }

  /** The options interface over values. */
  private TypeSpec view(ClassName name) {
    boolean used = !module.options().isEmpty();
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder().addParameter(OptionValues.class, "values");
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addSuperinterface(module.optionsType());
    if (used) {
      type.addField(OptionValues.class, "values", Modifier.PRIVATE, Modifier.FINAL);
      constructor.addStatement("this.values = values");
    }
    type.addMethod(constructor.build());
    for (OptionModel option : module.options()) {
      type.addMethod(
          override(option.method(), option.javaType())
              .addModifiers(Modifier.PUBLIC)
              .addStatement("return $L", read(option))
              .build());
    }
    return type.build();
  }

  private static CodeBlock read(OptionModel option) {
    String name = option.name();
    return switch (option.type()) {
      case BOOLEAN -> CodeBlock.of("values.flag($S)", name);
      case INTEGER ->
          option.javaType().equals(TypeName.INT)
              ? CodeBlock.of("$T.toIntExact(values.integer($S))", Math.class, name)
              : CodeBlock.of("values.integer($S)", name);
      case NUMBER -> CodeBlock.of("values.number($S)", name);
      case TEXT -> CodeBlock.of("values.text($S)", name);
      case CHOICE ->
          CodeBlock.of(
              "$T.valueOf(values.text($S).toUpperCase($T.ROOT).replace('-', '_'))",
              option.javaType(),
              name,
              Locale.class);
    };
  }

  private static MethodSpec.Builder override(String name, TypeName result) {
    return MethodSpec.methodBuilder(name).addAnnotation(Override.class).returns(result);
  }
}
