// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import java.util.List;

/**
 * What the build made of a model.
 *
 * @param name its name with its type: {@code stories15M Q8_0}
 * @param parameters number of its weights
 * @param shares its tensors by type
 */
public record ModelWeights(String name, long parameters, List<Share> shares) {
  public ModelWeights {
    shares = List.copyOf(shares);
  }

  /**
   * The tensors of one type.
   *
   * @param type its name: {@code Q8_0}
   * @param what what it is, in a few words
   * @param kinds what they are: {@code query}, {@code key}
   * @param tensors how many
   * @param elements numbers in all of them
   * @param bytes size of all of them
   */
  public record Share(
      String type, String what, List<String> kinds, int tensors, long elements, long bytes) {
    public Share {
      kinds = List.copyOf(kinds);
    }
  }

  /** The size of all tensors. */
  public long bytes() {
    return shares.stream().mapToLong(Share::bytes).sum();
  }
}
