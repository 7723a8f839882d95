// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

/**
 * How well a model's weights predict a text, beside the float32 weights that they were made of.
 *
 * @param text what the text is, such as its file's name
 * @param tokens the text's length
 * @param perplexity the perplexity with the kernel's weights
 * @param float32 the perplexity with float32 weights
 */
public record Quality(String text, int tokens, double perplexity, double float32) {
  /** What is lost: the growth of the perplexity, in percent. */
  public double loss() {
    return 100 * (perplexity / float32 - 1);
  }
}
