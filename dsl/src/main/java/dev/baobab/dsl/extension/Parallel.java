// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to split work among the processors. In a kernel without it the calling processor
 * does all work. The functions have the signatures of {@code bb_parallel.h}.
 *
 * @param run does a piece of work: {@code bb_parallel_run}
 * @param pair runs steps side by side on two processors: {@code bb_parallel_pair}
 * @param meet exchanges halves of a result between the two: {@code bb_parallel_meet}
 * @param share tells how much of a work each of the two should do: {@code bb_parallel_share}
 * @param settle waits until nobody reads what works point to: {@code bb_parallel_settle}
 * @param processors tells how many processors take part: {@code bb_parallel_processors}
 * @param show prints what the machine's processors are and do: {@code bb_parallel_show}
 */
public record Parallel(
    CFunction run,
    CFunction pair,
    CFunction meet,
    CFunction share,
    CFunction settle,
    CFunction processors,
    CFunction show)
    implements Capability {}
