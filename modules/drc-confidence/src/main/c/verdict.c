/* SPDX-License-Identifier: Apache-2.0 */
#include "verdict.h"

#include "bb_math.h"

void bb_answer_add(bb_answer_measure *answer, bb_token_measure measure, int32_t previous,
                   int32_t token, size_t vocabulary)
{
    if (answer->tokens == 0 || measure.log_probability < answer->least) {
        answer->least = measure.log_probability;
        answer->least_token = token;
        answer->before_least = previous;
    }
    answer->tokens++;
    answer->log_sum += measure.log_probability;
    answer->entropy_sum += (double)(measure.entropy / bb_logf((float)vocabulary));
    answer->unlikely += measure.log_probability < bb_logf(BB_UNLIKELY);
}

float bb_confidence_of(double log_sum, size_t tokens)
{
    return tokens > 0 ? bb_expf((float)(log_sum / (double)tokens)) : 1.0f;
}

bb_verdict bb_verdict_of(float confidence, float accept, float refuse)
{
    if (confidence >= accept) {
        return BB_VERDICT_ACCEPT;
    }
    return confidence < refuse ? BB_VERDICT_REFUSE : BB_VERDICT_WARN;
}
