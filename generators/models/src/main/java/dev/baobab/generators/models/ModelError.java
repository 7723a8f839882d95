// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

/** The stable ids of what can be wrong with a model; each has a page in {@code docs/errors/}. */
public enum ModelError {
  /** The file is not in the format that it is read as, or in a version of it that is not known. */
  MODEL_FORMAT_UNKNOWN,
  /** The header tells of a model that cannot be. */
  MODEL_SHAPE_INVALID,
  /** The file is shorter or longer than its header tells. */
  MODEL_SIZE_WRONG,
  /** A weight is infinite or not a number. */
  MODEL_WEIGHT_NOT_FINITE,
  /** A weight is too large for the type that it is to be stored as. */
  MODEL_WEIGHT_TOO_LARGE,
  /** A packed model does not hold what it should. */
  PACKED_MODEL_DAMAGED,
  /** A tokenizer's file is damaged, or does not fit the model. */
  TOKENIZER_INVALID,
  /** A GGUF file is damaged, or has what is not supported. */
  GGUF_INVALID
}
