/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_math.h"
#include "forward_parts.h"

/*
 * Rotary position embedding (Su et al. 2021, arXiv:2104.09864). Frequencies and angles are rounded
 * to float as in llama2.c, so that late positions turn by the same angles. Factors above 1 slow the
 * low frequencies down for longer contexts (Llama 3: Grattafiori et al. 2024, arXiv:2407.21783).
 */
void bb_rope_table(float *cos, float *sin, size_t positions, size_t head_size, float theta,
                   const float *factors)
{
    size_t pairs = head_size / 2;
    for (size_t pair = 0; pair < pairs; pair++) {
        float power = (float)(2 * pair) / (float)head_size;
        float frequency = 1.0f / (float)bb_pow((double)theta, (double)power);
        if (factors) {
            frequency /= factors[pair];
        }
        for (size_t position = 0; position < positions; position++) {
            float angle = (float)position * frequency;
            cos[position * pairs + pair] = (float)bb_cos((double)angle);
            sin[position * pairs + pair] = (float)bb_sin((double)angle);
        }
    }
}
