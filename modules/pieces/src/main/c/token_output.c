/* SPDX-License-Identifier: Apache-2.0 */
#include "token_output.h"

#include "hash_index.h"

BB_ERROR(too_many, "E-TOKENS-TOO-MANY", "Shorten the text.");
BB_ERROR(too_large, "E-VOCABULARY-SIZE",
         "The model's vocabulary or its context is larger than any known one. Copy the model's "
         "file again.");

bb_status bb_pieces_output_check(const bb_pieces_output *output)
{
    return output->count <= output->capacity
               ? BB_OK
               : bb_fail(&too_many, "the text has %zu tokens; there is room for %zu", output->count,
                         output->capacity);
}

bb_status bb_pieces_check_text(size_t length, size_t longest)
{
    return length <= longest
               ? BB_OK
               : bb_fail(&too_many, "the text has %zu bytes; %zu can be encoded", length, longest);
}

bb_status bb_pieces_check_sizes(size_t pieces, size_t longest)
{
    return pieces <= BB_PIECES_MOST && longest < BB_PIECES_MOST
               ? BB_OK
               : bb_fail(&too_large,
                         "a vocabulary of %zu pieces for texts of %zu bytes; the most is %zu",
                         pieces, longest, BB_PIECES_MOST);
}
