// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.dsl.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be measured, as the command line tells.
 *
 * @param engines names of those that are measured
 * @param kvCache type of our kernels' KV cache; llama.cpp's is F16
 * @param llamaLibrary another build of llama.cpp than the carried one
 * @param llamaBench a build of llama-bench
 * @param llama2c a build of llama2.c's run
 */
record Settings(
    List<Shape> shapes,
    List<DataType> types,
    List<Integer> cores,
    List<Integer> depths,
    List<String> engines,
    DataType kvCache,
    int rounds,
    int prompt,
    int decode,
    Optional<Path> llamaLibrary,
    Optional<Path> llamaBench,
    Optional<Path> llama2c,
    Optional<Path> json,
    Optional<Path> plot) {
  private static final int MOST = 1 << 20;

  /** All cases, those that share a model one behind the other. */
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Shape shape : shapes) {
      for (DataType type : types) {
        for (int count : cores) {
          for (int depth : depths) {
            cases.add(new Case(shape, type, count, prompt, decode, depth));
          }
        }
      }
    }
    return cases;
  }

  /** Positions that every case fits into. */
  int positions() {
    return cases().stream().mapToInt(Case::positions).max().orElseThrow();
  }

  /** Parses {@code --name value ...}. */
  static Settings parse(List<String> arguments) {
    Builder builder = new Builder();
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String name = words.next();
      if (!words.hasNext()) {
        throw new BenchmarkException("%s needs a value", name);
      }
      builder.set(name, words.next());
    }
    return builder.build();
  }

  private static final class Builder {
    private List<Shape> shapes = List.of(Shape.STORIES_15M, Shape.STORIES_110M);
    private List<DataType> types =
        List.of(DataType.F32, DataType.F16, DataType.Q8_0, DataType.Q4_0);
    private List<Integer> cores = List.of(1, 2);
    private List<Integer> depths = List.of(0);
    private List<String> engines = List.of();
    private DataType kvCache = DataType.F32;
    private int rounds = 5;
    private int prompt = 512;
    private int decode = 128;
    private Path llamaLibrary;
    private Path llamaBench;
    private Path llama2c;
    private Path json;
    private Path plot;

    void set(String name, String value) {
      switch (name) {
        case "--shape" -> shapes = list(value, Builder::shape);
        case "--type" -> types = list(value, Builder::type);
        case "--cores" -> cores = list(value, each -> number(name, each, 1, 256));
        case "--depth" -> depths = list(value, each -> number(name, each, 0, MOST));
        case "--engines" -> engines = list(value, each -> each);
        case "--kv-cache" -> kvCache = cache(value);
        case "--rounds" -> rounds = number(name, value, 1, 1000);
        case "--prompt" -> prompt = number(name, value, 0, MOST);
        case "--decode" -> decode = number(name, value, 1, MOST);
        case "--llama-library" -> llamaLibrary = file(name, value);
        case "--llama-bench" -> llamaBench = file(name, value);
        case "--llama2c" -> llama2c = file(name, value);
        case "--json" -> json = Path.of(value);
        case "--plot" -> plot = Path.of(value);
        default -> throw new BenchmarkException("unknown option '%s'", name);
      }
    }

    Settings build() {
      return new Settings(
          shapes,
          types,
          cores,
          depths,
          engines,
          kvCache,
          rounds,
          prompt,
          decode,
          Optional.ofNullable(llamaLibrary),
          Optional.ofNullable(llamaBench),
          Optional.ofNullable(llama2c),
          Optional.ofNullable(json),
          Optional.ofNullable(plot));
    }

    private static <T> List<T> list(String value, Function<String, T> parse) {
      return Arrays.stream(value.split(",")).map(parse).distinct().toList();
    }

    private static Shape shape(String name) {
      return Arrays.stream(Shape.values())
          .filter(shape -> shape.label().equals(name.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new BenchmarkException(
                      "there is no shape '%s': choose of %s",
                      name, Arrays.stream(Shape.values()).map(Shape::label).toList()));
    }

    private static DataType type(String name) {
      return DataType.named(name)
          .orElseThrow(
              () ->
                  new BenchmarkException(
                      "there is no type '%s': choose of %s",
                      name, Arrays.toString(DataType.values())));
    }

    private static DataType cache(String name) {
      DataType type = type(name);
      if (type != DataType.F32 && type != DataType.F16) {
        throw new BenchmarkException("a KV cache is f32 or f16, not '%s'", name);
      }
      return type;
    }

    private static int number(String name, String value, int lowest, int highest) {
      try {
        int number = Integer.parseInt(value);
        if (number >= lowest && number <= highest) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
      throw new BenchmarkException(
          "%s needs a number from %d to %d, not '%s'", name, lowest, highest, value);
    }

    private static Path file(String name, String value) {
      Path file = Path.of(value);
      if (!Files.isRegularFile(file)) {
        throw new BenchmarkException("%s: there is no file %s", name, value);
      }
      return file.toAbsolutePath();
    }
  }
}
