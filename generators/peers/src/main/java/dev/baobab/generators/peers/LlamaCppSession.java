// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peers;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A model that llama.cpp has loaded, with an empty KV cache to begin with. */
public final class LlamaCppSession implements AutoCloseable {
  // Fields of llama_context_params, by their offsets.
  private static final int N_CTX = 0;
  private static final int N_BATCH = 4;
  private static final int N_UBATCH = 8;
  private static final int N_THREADS = 16;
  private static final int N_THREADS_BATCH = 20;
  private static final int TYPE_K = 88;
  private static final int TYPE_V = 92;

  private final LlamaCpp llama;
  private final Pointer model;
  private final Pointer context;
  private final Pointer vocabulary;
  private int positions;

  LlamaCppSession(LlamaCpp llama, Path gguf, int positions, int threads) {
    this.llama = llama;
    Params modelParams = (Params) llama.call("llama_model_default_params", Params.class);
    model =
        (Pointer)
            llama.call("llama_model_load_from_file", Pointer.class, gguf.toString(), modelParams);
    if (model == null) {
      throw new IllegalArgumentException("llama.cpp does not load " + gguf);
    }
    context =
        (Pointer)
            llama.call(
                "llama_init_from_model", Pointer.class, model, contextParams(positions, threads));
    if (context == null) {
      throw new IllegalStateException("llama.cpp makes no context for " + gguf);
    }
    vocabulary = (Pointer) llama.call("llama_model_get_vocab", Pointer.class, model);
  }

  private Params contextParams(int positions, int threads) {
    Params params = (Params) llama.call("llama_context_default_params", Params.class);
    Pointer fields = params.getPointer();
    // The defaults that llama.cpp documents: are the fields where this expects them?
    if (fields.getInt(N_CTX) != 512
        || fields.getInt(N_BATCH) != 2048
        || fields.getInt(N_UBATCH) != 512
        || fields.getInt(TYPE_K) != GgmlType.F16.number()
        || fields.getInt(TYPE_V) != GgmlType.F16.number()) {
      throw new IllegalStateException("this llama.cpp has other parameters than expected");
    }
    fields.setInt(N_CTX, positions);
    fields.setInt(N_THREADS, threads);
    fields.setInt(N_THREADS_BATCH, threads);
    fields.setInt(TYPE_K, GgmlType.F32.number());
    fields.setInt(TYPE_V, GgmlType.F32.number());
    params.read();
    return params;
  }

  /** The tokens of a text, the one that begins a text in front. */
  public int[] tokens(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int room = bytes.length + 8;
    try (Memory tokens = new Memory((long) room * Integer.BYTES);
        Memory characters = new Memory(bytes.length + 1L)) {
      characters.write(0, bytes, 0, bytes.length);
      int count =
          (Integer)
              llama.call(
                  "llama_tokenize",
                  Integer.class,
                  vocabulary,
                  characters,
                  bytes.length,
                  tokens,
                  room,
                  true,
                  false);
      if (count < 0) {
        throw new IllegalStateException("llama.cpp wants room for more than " + room + " tokens");
      }
      return tokens.getIntArray(0, count);
    }
  }

  /** The text of a token. */
  public byte[] piece(int token) {
    int room = 256;
    try (Memory text = new Memory(room)) {
      int length =
          (Integer)
              llama.call(
                  "llama_token_to_piece", Integer.class, vocabulary, token, text, room, 0, false);
      return text.getByteArray(0, Math.max(0, length));
    }
  }

  /** Number of tokens that the model knows. */
  public int vocabularySize() {
    return (Integer) llama.call("llama_vocab_n_tokens", Integer.class, vocabulary);
  }

  /**
   * Takes tokens at the next positions, in one batch.
   *
   * @return the logits behind each of them
   */
  public float[][] logits(int... tokens) {
    Batch batch = (Batch) llama.call("llama_batch_init", Batch.class, tokens.length, 0, 1);
    try {
      for (int i = 0; i < tokens.length; i++) {
        batch.token.setInt((long) i * Integer.BYTES, tokens[i]);
        batch.pos.setInt((long) i * Integer.BYTES, positions + i);
        batch.nSeqId.setInt((long) i * Integer.BYTES, 1);
        batch.seqId.getPointer((long) i * Long.BYTES).setInt(0, 0);
        batch.logits.setByte(i, (byte) 1);
      }
      batch.nTokens = tokens.length;
      int status = (Integer) llama.call("llama_decode", Integer.class, context, batch);
      if (status != 0) {
        throw new IllegalStateException("llama_decode gives " + status);
      }
    } finally {
      batch.nTokens = 0;
      llama.call("llama_batch_free", void.class, batch);
    }
    positions += tokens.length;
    float[][] logits = new float[tokens.length][];
    for (int i = 0; i < tokens.length; i++) {
      Pointer row = (Pointer) llama.call("llama_get_logits_ith", Pointer.class, context, i);
      logits[i] = row.getFloatArray(0, vocabularySize());
    }
    return logits;
  }

  @Override
  public void close() {
    llama.call("llama_free", void.class, context);
    llama.call("llama_model_free", void.class, model);
  }

  /** Parameters of which this knows only some fields: more than any version's size. */
  public static final class Params extends Structure implements Structure.ByValue {
    public byte[] bytes = new byte[512];

    @Override
    protected java.util.List<String> getFieldOrder() {
      return java.util.List.of("bytes");
    }
  }

  /** {@code llama_batch}. */
  public static final class Batch extends Structure implements Structure.ByValue {
    public int nTokens;
    public Pointer token;
    public Pointer embd;
    public Pointer pos;
    public Pointer nSeqId;
    public Pointer seqId;
    public Pointer logits;

    @Override
    protected java.util.List<String> getFieldOrder() {
      return java.util.List.of("nTokens", "token", "embd", "pos", "nSeqId", "seqId", "logits");
    }
  }
}
