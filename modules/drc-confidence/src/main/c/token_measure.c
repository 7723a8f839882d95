/* SPDX-License-Identifier: Apache-2.0 */
#include "token_measure.h"

#include "bb_exp.h"
#include "bb_math.h"
#include "bb_vector.h"

enum { BLOCK = 1024 };

/*
 * With d_i = logit_i - greatest and e_i = exp(d_i):
 *   probability of token t = e_t / mass, entropy = ln(mass) - moment / mass.
 */
typedef struct sums {
    double mass;   /* sum of e_i */
    double moment; /* sum of e_i * d_i */
} sums;

static sums sum_block(const float *logits, size_t count, float greatest)
{
/* The sums may be taken in several lanes. */
#pragma clang fp reassociate(on)
    float mass = 0.0f;
    float moment = 0.0f;
    for (size_t i = 0; i < count; i++) {
        float distance = logits[i] - greatest;
        /* Minus infinity times 0 would be NaN; exp(-104) is 0 as well. */
        distance = distance < -104.0f ? -104.0f : distance;
        float power = bb_exp_inline(distance);
        mass += power;
        moment += power * distance;
    }
    return (sums){mass, moment};
}

bb_token_measure bb_token_measure_of(const float *logits, size_t count, int32_t token)
{
    float greatest = -__builtin_inff();
    sums total = {0.0, 0.0};
    for (size_t start = 0; start < count; start += BLOCK) {
        size_t length = count - start < BLOCK ? count - start : BLOCK;
        float block_greatest = bb_vector_max(logits + start, length);
        if (block_greatest > greatest) {
            /* What was summed so far counts from the new greatest value. Nothing was, at first. */
            float shift = total.mass > 0.0 ? greatest - block_greatest : 0.0f;
            double factor = (double)bb_expf(shift);
            total.moment = factor * (total.moment + (double)shift * total.mass);
            total.mass *= factor;
            greatest = block_greatest;
        }
        if (block_greatest > -__builtin_inff()) {
            sums block = sum_block(logits + start, length, greatest);
            total.mass += block.mass;
            total.moment += block.moment;
        }
    }
    float log_mass = bb_logf((float)total.mass);
    float log_probability = logits[token] - greatest - log_mass;
    float entropy = log_mass - (float)(total.moment / total.mass);
    return (bb_token_measure){
        .log_probability = log_probability < 0.0f ? log_probability : 0.0f,
        .entropy = entropy > 0.0f ? entropy : 0.0f,
    };
}
