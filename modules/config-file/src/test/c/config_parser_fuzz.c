/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/config_parser.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/* libFuzzer target: any bytes are taken, and what is told of them holds the parser's promises. */
#include "bb_fuzz.h"
#include "config_parser.h"

typedef struct seen {
    const char *bytes;
    size_t length;
    size_t number;
} seen;

static void require_inside(const seen *seen, const char *text, size_t length)
{
    REQUIRE(text >= seen->bytes && text <= seen->bytes + seen->length);
    REQUIRE(length <= (size_t)(seen->bytes + seen->length - text));
}

static void tell(void *context, const bb_config_line *line)
{
    seen *seen = context;
    REQUIRE(line->number > seen->number); /* in order, each once */
    seen->number = line->number;
    if (line->problem != NULL) {
        REQUIRE(strlen(line->problem) > 0);
        return;
    }
    REQUIRE(line->key_length > 0);
    require_inside(seen, line->key, line->key_length);
    require_inside(seen, line->value, line->value_length);
    REQUIRE(memchr(line->key, '=', line->key_length) == NULL);
    REQUIRE(memchr(line->key, 0, line->key_length) == NULL);
    if (line->value_length > 0)
        REQUIRE(memchr(line->value, 0, line->value_length) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = fuzz_bytes(data, size);
    seen seen = {.bytes = bytes, .length = size};
    bb_config_parse(bytes, size, tell, &seen);
    free(bytes);
    return 0;
}
