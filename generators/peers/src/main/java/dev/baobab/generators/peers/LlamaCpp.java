// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peers;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * llama.cpp, as {@code de.kherud:llama} carries it: its C functions, which that artifact's library
 * exports beside those for Java. One for the process.
 */
public final class LlamaCpp {
  private static final String RESOURCE = "/de/kherud/llama/Linux/x86_64/libjllama.so";

  private static LlamaCpp loaded;

  private final NativeLibrary library;

  private LlamaCpp(Path file) {
    library = NativeLibrary.getInstance(file.toString());
    call("llama_log_set", void.class, silence(), Pointer.NULL);
    call("llama_backend_init", void.class);
  }

  /** Loads the library unless it is loaded. */
  public static synchronized LlamaCpp load() {
    if (loaded == null) {
      loaded = new LlamaCpp(extract());
    }
    return loaded;
  }

  private static Path extract() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).equals("linux amd64")) {
      throw new UnsupportedOperationException("llama.cpp is at hand for Linux on x86_64 only");
    }
    try (InputStream in = LlamaCpp.class.getResourceAsStream(RESOURCE)) {
      Path file = Files.createTempFile("llama", ".so");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Quantizes rows with the reference quantizer of a type.
   *
   * @param type GGUF's name of the type: {@code Q8_0}
   * @param values whole rows
   * @param columns values of a row
   * @param bytes size of the result
   */
  public byte[] quantize(String type, float[] values, int columns, int bytes) {
    try (Memory source = new Memory((long) values.length * Float.BYTES);
        Memory target = new Memory(bytes)) {
      source.write(0, values, 0, values.length);
      long written =
          (Long)
              call(
                  "ggml_quantize_chunk",
                  Long.class,
                  GgmlType.valueOf(type).number(),
                  source,
                  target,
                  0L,
                  (long) values.length / columns,
                  (long) columns,
                  Pointer.NULL);
      if (written != bytes) {
        throw new IllegalArgumentException(
            "%d bytes, but ggml writes %d".formatted(bytes, written));
      }
      return target.getByteArray(0, bytes);
    }
  }

  /**
   * Opens a model.
   *
   * @param gguf a GGUF file
   * @param context positions of the KV cache, which holds float32
   * @param threads threads that compute
   */
  public LlamaCppSession open(Path gguf, int context, int threads) {
    return new LlamaCppSession(this, gguf, context, threads);
  }

  /** Calls a function of the library. */
  Object call(String function, Class<?> result, Object... arguments) {
    return library.getFunction(function).invoke(result, arguments);
  }

  /** A log callback that does nothing, of the C library: its arguments are ignored. */
  private static Pointer silence() {
    return NativeLibrary.getInstance("c").getFunction("getpid");
  }
}
