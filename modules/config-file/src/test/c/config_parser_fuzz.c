/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/config_parser.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/* libFuzzer target: any bytes are taken, and what is told of them holds the parser's promises. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config_parser.h"

typedef struct seen {
    const char *bytes;
    size_t length;
    size_t number;
} seen;

static void require(int condition)
{
    if (!condition)
        abort();
}

static void require_inside(const seen *seen, const char *text, size_t length)
{
    require(text >= seen->bytes && text <= seen->bytes + seen->length);
    require(length <= (size_t)(seen->bytes + seen->length - text));
}

static void tell(void *context, const bb_config_line *line)
{
    seen *seen = context;
    require(line->number > seen->number); /* in order, each once */
    seen->number = line->number;
    if (line->problem != NULL) {
        require(strlen(line->problem) > 0);
        return;
    }
    require(line->key_length > 0);
    require_inside(seen, line->key, line->key_length);
    require_inside(seen, line->value, line->value_length);
    require(memchr(line->key, '=', line->key_length) == NULL);
    require(memchr(line->key, 0, line->key_length) == NULL);
    if (line->value_length > 0)
        require(memchr(line->value, 0, line->value_length) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of just this size, so that AddressSanitizer sees its ends. */
    char *bytes = malloc(size > 0 ? size : 1);
    if (bytes == NULL)
        return 0;
    if (size > 0)
        memcpy(bytes, data, size);
    seen seen = {.bytes = bytes, .length = size};
    bb_config_parse(bytes, size, tell, &seen);
    free(bytes);
    return 0;
}
