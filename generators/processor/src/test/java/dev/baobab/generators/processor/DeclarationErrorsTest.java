// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong declaration is one error, at its file and line. */
class DeclarationErrorsTest {
  private static final String NAME_RULE =
      "use lower-case letters, digits and dashes, beginning with a letter";

  private static final String OPTIONS =
      """
      package demo;

      import dev.baobab.dsl.module.KernelModule;
      import dev.baobab.dsl.module.Option;

      /** Picks tokens. */
      @KernelModule(
          id = "sampler",
          builder = "Sampler.options",
          summary = "Sampling",
          composer = SamplerModule.class,
          provides = {"sampling"},
          requires = {"heap"},
          conflicts = {"greedy"},
          sources = {"sampler.c",
              "fast.asm"},
          headers = {"sampler.h"})
      public interface SamplerOptions {
        enum Mode { ON, OFF }
        /** Mass. */
        @Option(value = "0.9", min = "0", max = "1")
        double topP();
        /** Count. */
        @Option(value = "40", min = "1")
        int topK();
        /** Seed. */
        @Option(value = "42")
        long seed();
        /** Prompt. */
        @Option(value = "> ", maxLength = 4)
        String prompt();
        /** Mode. */
        @Option(value = "on")
        Mode mode();
        /** Talk. */
        @Option(value = "true")
        boolean talk();
      }
      """;

  private static final String COMPOSER =
      """
      package demo;

      import dev.baobab.dsl.module.FeatureModule;

      public final class SamplerModule extends FeatureModule {
        SamplerModule(SamplerOptions options) {}

        @Override
        protected void contribute() {}
      }
      """;

  @Test
  void declarationWithoutTheErrorsCompiles() {
    assertThat(compile(OPTIONS, COMPOSER).errors()).isEmpty();
  }

  /** What is replaced, by what, the text on the line of the error, the error. */
  static Stream<Arguments> wrongOptions() {
    return Stream.of(
        arguments(
            "public interface SamplerOptions",
            "public abstract class SamplerOptions",
            "class SamplerOptions",
            "SamplerOptions is not an interface; put @KernelModule on the interface of the options"),
        arguments(
            "interface SamplerOptions",
            "interface SamplerOptions<T>",
            "interface SamplerOptions<T>",
            "SamplerOptions is generic; remove its type parameters"),
        arguments(
            "interface SamplerOptions",
            "interface SamplerOptions extends Runnable",
            "interface SamplerOptions",
            "SamplerOptions extends an interface; declare all options in SamplerOptions itself"),
        arguments(
            "/** Picks tokens. */",
            "",
            "interface SamplerOptions",
            "SamplerOptions has no documentation; describe the module in Javadoc, for the reference"),
        arguments(
            "\"sampler\"",
            "\"Sampler_1\"",
            "Sampler_1",
            "\"Sampler_1\" is not a module id; " + NAME_RULE),
        arguments(
            "\"Sampling\"",
            "\" \"",
            "summary =",
            "summary is empty; say in one sentence what the module does"),
        arguments(
            "Sampler.options",
            "sampler",
            "builder =",
            "\"sampler\" is not a class and its method; write it like Sampler.options"),
        arguments(
            "Sampler.options",
            "Sampler.default",
            "builder =",
            "Java reserves the name default; choose another, like options"),
        arguments(
            "Sampler.options",
            "Sampler.notify",
            "builder =",
            "Java reserves the name notify; choose another, like options"),
        arguments(
            "Sampler.options",
            "Sampler.sampler",
            "builder =",
            "the builder's class would be called Sampler like the class around it; choose another"
                + " method name, like options"),
        arguments(
            "Sampler.options",
            "SamplerModule.options",
            "builder =",
            "class demo.SamplerModule exists already, and would be generated; rename one of them"),
        arguments(
            "\"sampling\"",
            "\"Sampling!\"",
            "Sampling!",
            "\"Sampling!\" is not a capability; " + NAME_RULE),
        arguments("\"heap\"", "\"\"", "requires =", "\"\" is not a capability; " + NAME_RULE),
        arguments(
            "\"heap\"",
            "\"sampler\"",
            "requires =",
            "requires \"sampler\" is the module itself; remove it"),
        arguments(
            "\"greedy\"",
            "\"sampling\"",
            "conflicts =",
            "conflicts \"sampling\" is the module itself; remove it"),
        arguments(
            "\"greedy\"",
            "\"heap\"",
            "conflicts =",
            "\"heap\" is both required and excluded; remove one of them"),
        arguments(
            "fast.asm",
            "fast.s",
            "fast.s",
            "\"fast.s\" in sources is not a .c or .asm file; name it in snake_case, relative to"
                + " src/main/c"),
        arguments(
            "fast.asm",
            "../fast.asm",
            "fast.asm",
            "\"../fast.asm\" in sources is not a .c or .asm file; name it in snake_case, relative to"
                + " src/main/c"),
        arguments(
            "sampler.h",
            "sampler.hpp",
            "headers =",
            "\"sampler.hpp\" in headers is not an .h file; name it in snake_case, relative to"
                + " src/main/c"),
        arguments(
            "double topP()",
            "float topP()",
            "float topP()",
            "option topP has the unknown type float; use boolean, int, long, double, String or an"
                + " enum"),
        arguments(
            "double topP()",
            "java.util.List<String> topP()",
            "topP()",
            "option topP has the unknown type java.util.List<java.lang.String>; use boolean, int,"
                + " long, double, String or an enum"),
        arguments(
            "double topP()",
            "double topP(int layer)",
            "topP(",
            "option topP has parameters; remove them"),
        arguments(
            "double topP()",
            "<T> double topP()",
            "topP(",
            "option topP is generic; remove its type parameters"),
        arguments(
            "double topP();",
            "default double topP() { return 1; }",
            "topP(",
            "topP() has a body; an options interface holds only abstract methods: move the code to"
                + " the composer"),
        arguments(
            "double topP();",
            "static double topP() { return 1; }",
            "topP(",
            "topP() has a body; an options interface holds only abstract methods: move the code to"
                + " the composer"),
        arguments(
            "double topP()",
            "double top_p()",
            "top_p(",
            "option name top_p has no spelling in config files; use letters and digits, like topP"),
        arguments(
            "/** Mass. */",
            "/** @return mass */",
            "topP(",
            "option topP has no documentation; say in Javadoc what it does"),
        arguments(
            "@Option(value = \"42\")",
            "",
            "seed()",
            "seed() is not an option; annotate it with @Option and its default"),
        arguments(
            "\"0.9\"",
            "\"0,9\"",
            "value = \"0,9\"",
            "default \"0,9\" is not a decimal number; correct it"),
        arguments(
            "\"0.9\"",
            "\"NaN\"",
            "value = \"NaN\"",
            "default \"NaN\" is not a decimal number; correct it"),
        arguments(
            "\"0.9\"",
            "\"1e999\"",
            "value = \"1e999\"",
            "default \"1e999\" is not a decimal number; correct it"),
        arguments(
            "\"0.9\"",
            "\"1.1\"",
            "value = \"1.1\"",
            "default \"1.1\" is out of range; choose 0 to 1"),
        arguments(
            "value = \"40\", min = \"1\"",
            "value = \"0\", min = \"1\", max = \"100\"",
            "value = \"0\"",
            "default \"0\" is out of range; choose 1 to 100"),
        arguments(
            "\"42\"",
            "\"9223372036854775808\"",
            "9223372036854775808",
            "default \"9223372036854775808\" is not a whole number of 64 bits; correct it"),
        arguments(
            "\"true\"", "\"yes\"", "\"yes\"", "default \"yes\" is not true or false; correct it"),
        arguments(
            "\"> \"",
            "\"ééé\"",
            "ééé",
            "default \"ééé\" takes 6 bytes, more than maxLength 4; shorten it or raise maxLength"),
        arguments(
            "\"> \"",
            "\"a\\0\"",
            "a\\0",
            "default \"a\0\" is not a text without zero characters; correct it"),
        arguments(
            "\"on\"",
            "\"ON\"",
            "\"ON\"",
            "default \"ON\" is not a choice of Mode; choose one of on, off"),
        arguments(
            "ON, OFF",
            "ON, Off",
            "Mode mode()",
            "constant Off of Mode has no spelling in config files; write it like POWER_OFF"),
        arguments(
            "value = \"0.9\", min = \"0\"",
            "value = \"1\", min = \"a\"",
            "min = \"a\"",
            "min \"a\" is not a decimal number; correct it"),
        arguments(
            "min = \"0\", max = \"1\"",
            "min = \"0\", max = \"1.x\"",
            "max = \"1.x\"",
            "max \"1.x\" is not a decimal number; correct it"),
        arguments(
            "value = \"42\"",
            "value = \"42\", max = \"9007199254740993\"",
            "9007199254740993",
            "max 9007199254740993 is beyond 2^53, where bounds are no longer exact; leave it out or"
                + " use a smaller one"),
        arguments(
            "min = \"1\"",
            "max = \"2147483648\"",
            "2147483648",
            "max 2147483648 does not fit int; use long"),
        arguments(
            "value = \"true\"",
            "value = \"true\", min = \"0\"",
            "min = \"0\")",
            "min is only for numbers; remove it"),
        arguments(
            "value = \"on\"",
            "value = \"on\", max = \"3\"",
            "max = \"3\"",
            "max is only for numbers; remove it"),
        arguments(
            "value = \"true\"",
            "value = \"true\", unit = \"MiB\"",
            "unit =",
            "unit is only for numbers; remove it"),
        arguments(
            "value = \"42\"",
            "value = \"42\", maxLength = 9",
            "maxLength = 9",
            "maxLength is only for texts; remove it"),
        arguments(
            "maxLength = 4",
            "maxLength = 4097",
            "maxLength = 4097",
            "maxLength 4097 is out of range; use 1 to 4096"),
        arguments(
            "long seed();",
            "long seed();\n  /** Url. */\n  @Option(\"1\")\n  int useURL();\n  /** Url. */\n"
                + "  @Option(\"1\")\n  int useUrl();",
            "useUrl()",
            "options useURL and useUrl are both use-url in config files; rename one"));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("wrongOptions")
  void isReportedWhereItStands(String correct, String wrong, String line, String message) {
    assertThat(OPTIONS).contains(correct);
    String source = OPTIONS.replace(correct, wrong);
    assertOneError(compile(source, COMPOSER), "SamplerOptions", source, line, message);
  }

  @Test
  void minAboveMaxIsReported() {
    String source = OPTIONS.replace("min = \"0\", max = \"1\"", "min = \"1\",\nmax = \"0.5\"");
    Compilation compilation = compile(source, COMPOSER);
    assertThat(compilation.errors()).hasSize(2);
    assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
        .isEqualTo("min 1 is greater than max 0.5; swap them");
    assertThat(compilation.errors().get(0).getLineNumber())
        .isEqualTo(line(source, "min = \"1\",\n"));
  }

  static Stream<Arguments> wrongComposers() {
    String constructor =
        "composer SamplerModule needs exactly one constructor, SamplerModule(SamplerOptions"
            + " options); change it to that";
    return Stream.of(
        arguments("SamplerModule(SamplerOptions options) {}", "", constructor),
        arguments("SamplerOptions options", "String options", constructor),
        arguments("SamplerOptions options", "SamplerOptions options, int n", constructor),
        arguments(
            "SamplerModule(SamplerOptions options) {}",
            "SamplerModule(SamplerOptions options) {} SamplerModule() {}",
            constructor),
        arguments(
            "final class",
            "abstract class",
            "composer SamplerModule is abstract; make it a concrete class"),
        arguments(
            "  SamplerModule(SamplerOptions",
            "  private SamplerModule(SamplerOptions",
            "composer SamplerModule or its constructor is not visible to the generated code; make"
                + " both package-private"));
  }

  @ParameterizedTest(name = "{index}: {1}")
  @MethodSource("wrongComposers")
  void composerThatCannotBeMadeIsReported(String correct, String wrong, String message) {
    assertThat(COMPOSER).contains(correct);
    assertOneError(
        compile(OPTIONS, COMPOSER.replace(correct, wrong)),
        "SamplerOptions",
        OPTIONS,
        "composer =",
        message);
  }

  @Test
  void composerOfAnotherPackageMustBePublic() {
    String composer =
        COMPOSER.replace("package demo;", "package other;\nimport demo.SamplerOptions;");
    String source = OPTIONS.replace("SamplerModule.class", "other.SamplerModule.class");
    assertOneError(
        Compiling.sources(
            JavaFileObjects.forSourceString("demo.SamplerOptions", source),
            JavaFileObjects.forSourceString("other.SamplerModule", composer)),
        "SamplerOptions",
        source,
        "composer =",
        "composer SamplerModule or its constructor is not visible to the generated code; make both"
            + " public");
  }

  @Test
  void innerComposerIsReported() {
    String source = OPTIONS.replace("SamplerModule.class", "Outer.Inner.class");
    JavaFileObject outer =
        Compiling.source(
            "Outer",
            "package demo;",
            "class Outer {",
            "  final class Inner extends dev.baobab.dsl.module.FeatureModule {",
            "    Inner(SamplerOptions options) {}",
            "    @Override protected void contribute() {}",
            "  }",
            "}");
    assertOneError(
        Compiling.sources(Compiling.source("SamplerOptions", source), outer),
        "SamplerOptions",
        source,
        "composer =",
        "composer Inner is an inner class; make it static");
  }

  @Test
  void nestedInterfaceIsReported() {
    String source = OPTIONS.replace("/** Picks", "class Outer {\n/** Picks").concat("}");
    assertOneError(
        Compiling.sources(
            Compiling.source("Outer", source),
            Compiling.source(
                "SamplerModule", COMPOSER.replace("SamplerOptions", "Outer.SamplerOptions"))),
        "Outer",
        source,
        "interface SamplerOptions",
        "SamplerOptions is nested; move it to a file of its own");
  }

  @Test
  void optionOutsideAModuleIsReported() {
    String source =
        "package demo;\nimport dev.baobab.dsl.module.Option;\ninterface Stray {\n"
            + "  @Option(\"1\")\n  int one();\n}\n";
    assertOneError(
        Compiling.sources(Compiling.source("Stray", source)),
        "Stray",
        source,
        "int one()",
        "@Option outside a module; annotate its interface with @KernelModule");
  }

  @Test
  void sameIdTwiceIsReported() {
    String second = second().replace("Sampler.options", "Other.options");
    assertOneError(
        withSecond(second),
        "OtherOptions",
        second,
        "id =",
        "id \"sampler\" is taken by demo.SamplerOptions; choose another");
  }

  @Test
  void sameBuilderTwiceIsReported() {
    String second = second().replace("id = \"sampler\"", "id = \"other\"");
    assertOneError(
        withSecond(second),
        "OtherOptions",
        second,
        "builder =",
        "Sampler.options is taken by demo.SamplerOptions; choose another method name");
  }

  @ParameterizedTest
  @CsvSource({
    "SamplerModule.class,Missing.class",
    "id = \"sampler\",''",
    "\"sampler\",MISSING",
    "{\"heap\"},{MISSING}",
    "maxLength = 4,maxLength = MISSING",
    "double topP(),Missing topP()"
  })
  void whatTheCompilerReportsIsNotReportedAgain(String correct, String wrong) {
    // Without the member, its comma goes too.
    String source = OPTIONS.replace(correct + (wrong.isEmpty() ? "," : ""), wrong);
    assertThat(source).isNotEqualTo(OPTIONS);
    assertThat(compile(source, COMPOSER).errors())
        .isNotEmpty()
        .allSatisfy(
            error ->
                assertThat(error.getCode())
                    .isIn(
                        "compiler.err.cant.resolve",
                        "compiler.err.cant.resolve.location",
                        "compiler.err.annotation.missing.default.value"));
  }

  private static String second() {
    return OPTIONS
        .replace("SamplerOptions", "OtherOptions")
        .replace("SamplerModule", "OtherModule");
  }

  private static Compilation withSecond(String options) {
    String composer =
        COMPOSER.replace("SamplerOptions", "OtherOptions").replace("SamplerModule", "OtherModule");
    return Compiling.sources(
        Compiling.source("SamplerOptions", OPTIONS),
        Compiling.source("SamplerModule", COMPOSER),
        Compiling.source("OtherOptions", options),
        Compiling.source("OtherModule", composer));
  }

  private static Compilation compile(String options, String composer) {
    return Compiling.sources(
        Compiling.source("SamplerOptions", options), Compiling.source("SamplerModule", composer));
  }

  private static void assertOneError(
      Compilation compilation, String file, String source, String line, String message) {
    assertThat(compilation.errors()).hasSize(1);
    Diagnostic<? extends JavaFileObject> error = compilation.errors().get(0);
    assertThat(error.getMessage(Locale.ROOT)).isEqualTo(message);
    assertThat(error.getSource().getName()).endsWith("/" + file + ".java");
    assertThat(error.getLineNumber()).isEqualTo(line(source, line));
  }

  /** The line of a text, counted from 1. */
  private static long line(String source, String text) {
    assertThat(source).contains(text);
    return 1 + source.substring(0, source.indexOf(text)).chars().filter(c -> c == '\n').count();
  }
}
