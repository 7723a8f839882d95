/* SPDX-License-Identifier: Apache-2.0 */
#include "story.h"

#include "bb_console.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_text.h"

bb_status bb_story_boot(bb_kernel *kernel)
{
    const bb_sampling sampling = {
        .temperature = bb_options.story.temperature,
        .top_p = bb_options.story.top_p,
    };
    const bb_generate_request request = {
        .prompt = bb_options.story.prompt,
        .prompt_length = bb_text_length(bb_options.story.prompt),
        .steps = (size_t)bb_options.story.steps,
        .echo = true,
        .sampling = &sampling,
    };
    bb_generate_result result;
    bb_print("\n"); /* sets the story off from the boot's lines */
    bb_status status = bb_generate(kernel, &request, &result);
    bb_context_truncate(kernel, 0);
    if (!status && result.tokens > 0 && result.decode_ns > 0) {
        double seconds = (double)result.decode_ns * 1e-9;
        bb_print("\n%zu tokens, %.1f tokens/s\n", result.tokens, (double)result.tokens / seconds);
    }
    return status;
}
