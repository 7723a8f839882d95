/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONFIG_PARSER_H
#define CONFIG_PARSER_H

/*
 * The format of the config file:
 *
 *   # a comment
 *   sampler.temperature = 0.9
 *   story.prompt = "Once upon a time\n"
 *
 * UTF-8, with or without a byte order mark; lines end with LF or CR LF. Blanks around key and value
 * do not count. A value in double quotation marks keeps its blanks and knows \n, \t, \" and \\; in
 * one without, every character stands for itself, # too. A comment has a line of its own.
 */
#include <stddef.h>

/* Bytes of a line at most, without its end. */
#define BB_CONFIG_LINE_BYTES 4096

/* A line that is neither empty nor a comment. */
typedef struct bb_config_line {
    size_t number;       /* 1 for the first */
    const char *problem; /* what is wrong with the line, or NULL; then there are key and value */
    const char *key;
    size_t key_length; /* at least 1 */
    const char *value;
    size_t value_length;
} bb_config_line;

typedef void bb_config_line_fn(void *context, const bb_config_line *line);

/*
 * Tells of each line, in order. Any bytes are taken; nothing outside bytes[0..length) is read.
 * Values in quotation marks are put together in place, so that `bytes` changes. The texts of a line
 * are in `bytes`.
 */
void bb_config_parse(char *bytes, size_t length, bb_config_line_fn *tell, void *context);

#endif
