// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Token;
import dev.baobab.generators.models.gguf.GgufValue.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a GGUF file of architecture {@code llama} says of its model and tokenizer. */
final class LlamaMetadata {
  private LlamaMetadata() {}

  static Map<String, GgufValue> of(
      LanguageModel model,
      DataType type,
      Vocabulary vocabulary,
      double ropeTheta,
      double normEpsilon) {
    ModelShape shape = model.shape();
    List<Token> tokens = vocabulary.tokens();
    if (tokens.size() != shape.vocabulary()) {
      throw new ModelException(
          ModelError.TOKENIZER_INVALID,
          "give the tokenizer that the model was trained with",
          "the tokenizer has %d tokens, but the model %s has %d.",
          tokens.size(),
          model.name(),
          shape.vocabulary());
    }
    Map<String, GgufValue> data = new LinkedHashMap<>();
    data.put("general.architecture", GgufValue.string("llama"));
    data.put("general.name", GgufValue.string(model.name()));
    data.put("general.file_type", GgufValue.uint32(FileType.number(type)));
    data.put("general.alignment", GgufValue.uint32(GgufTensor.ALIGNMENT));
    data.put("llama.context_length", GgufValue.uint32(shape.context()));
    data.put("llama.embedding_length", GgufValue.uint32(shape.dim()));
    data.put("llama.block_count", GgufValue.uint32(shape.layers()));
    data.put("llama.feed_forward_length", GgufValue.uint32(shape.hidden()));
    data.put("llama.attention.head_count", GgufValue.uint32(shape.heads()));
    data.put("llama.attention.head_count_kv", GgufValue.uint32(shape.kvHeads()));
    data.put("llama.attention.layer_norm_rms_epsilon", GgufValue.float32((float) normEpsilon));
    data.put("llama.rope.dimension_count", GgufValue.uint32(shape.headSize()));
    data.put("llama.rope.freq_base", GgufValue.float32((float) ropeTheta));
    data.put("llama.vocab_size", GgufValue.uint32(shape.vocabulary()));
    data.put("tokenizer.ggml.model", GgufValue.string("llama"));
    data.put(
        "tokenizer.ggml.tokens",
        GgufValue.array(Type.STRING, tokens.stream().map(Token::text).toList()));
    data.put(
        "tokenizer.ggml.scores",
        GgufValue.array(Type.FLOAT32, tokens.stream().map(Token::score).toList()));
    data.put(
        "tokenizer.ggml.token_type",
        GgufValue.array(Type.INT32, tokens.stream().map(LlamaMetadata::tokenType).toList()));
    data.put("tokenizer.ggml.bos_token_id", GgufValue.uint32(model.beginToken()));
    data.put("tokenizer.ggml.eos_token_id", GgufValue.uint32(model.endToken()));
    data.put("tokenizer.ggml.unknown_token_id", GgufValue.uint32(0));
    data.put("tokenizer.ggml.add_bos_token", GgufValue.bool(true));
    data.put("tokenizer.ggml.add_eos_token", GgufValue.bool(false));
    DemoTemplate.of(vocabulary)
        .ifPresent(text -> data.put("tokenizer.chat_template", GgufValue.string(text)));
    return data;
  }

  /** {@code enum llama_token_type}. */
  private static int tokenType(Token token) {
    return switch (token.kind()) {
      case NORMAL -> 1;
      case UNKNOWN -> 2;
      case CONTROL -> 3;
      case BYTE -> 6;
    };
  }
}
