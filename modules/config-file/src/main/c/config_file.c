/* SPDX-License-Identifier: Apache-2.0 */
#include "config_file.h"

#include "bb_bytes.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_kernel.h"
#include "bb_option.h"
#include "bb_text.h"
#include "bb_wrap.h"
#include "config_parser.h"

BB_ERROR(bad_lines, "E-CONFIG",
         "Correct these lines, or delete the file: the kernel then uses the options that it was "
         "built with.");
BB_ERROR(too_large, "E-CONFIG-SIZE", "Make the file smaller, or delete it.");
BB_ERROR(bad_line, "E-CONFIG-LINE",
         "Correct the line; what is wrong with it, and what is allowed, is said below the code.");

/* Lines that are reported; the others are counted. */
enum { REPORTED = 20 };

/* A config file being read. */
typedef struct reading {
    bb_kernel *kernel;
    size_t *line_of; /* (options) the line that sets each, or 0 */
    size_t settings;
    size_t problems;
} reading;

/* "\baobab.cfg, line 3: E-CONFIG-LINE", then what is wrong with it. */
static void report(reading *reading, size_t line, const char *problem)
{
    enum { COLUMNS = 75 };
    size_t length = bb_text_length(problem), at = 0;
    if (++reading->problems > REPORTED)
        return;
    bb_print("%s, line %zu: %s\n", BB_CONFIG_FILE_PATH, line, bad_line.name);
    while (at < length) {
        const char *text = problem + at;
        size_t bytes = bb_wrap_next(problem, length, COLUMNS, &at);
        bb_print("    %.*s\n", (int)bytes, text);
    }
}

static void take_line(void *context, const bb_config_line *line)
{
    reading *reading = context;
    if (line->problem != NULL) {
        report(reading, line->number, line->problem);
        return;
    }
    const bb_option *option = bb_option_find(line->key, line->key_length);
    if (option != NULL) {
        size_t *earlier = &reading->line_of[option - bb_option_table];
        if (*earlier != 0) {
            char problem[128];
            bb_format(problem, sizeof problem, "%s is set in line %zu already", option->name,
                      *earlier);
            report(reading, line->number, problem);
            return;
        }
        *earlier = line->number;
    }
    if (bb_option_set(reading->kernel, line->key, line->key_length, line->value,
                      line->value_length) == BB_OK)
        reading->settings++;
    else
        report(reading, line->number, bb_failure_details());
}

/* Sets the options of a file's text. `line_of` is memory for bb_option_count lines. */
static bb_status take_text(bb_kernel *kernel, char *text, size_t length, size_t *line_of)
{
    reading reading = {.kernel = kernel, .line_of = line_of};
    memset(line_of, 0, bb_option_count * sizeof *line_of);
    bb_config_parse(text, length, take_line, &reading);
    if (reading.problems > REPORTED)
        bb_print("... and %zu more lines\n", reading.problems - REPORTED);
    if (reading.problems > 0)
        return bb_fail(&bad_lines, "%s has %zu lines with errors, listed above",
                       BB_CONFIG_FILE_PATH, reading.problems);
    bb_boot_detail("%zu options from %s", reading.settings, BB_CONFIG_FILE_PATH);
    return BB_OK;
}

static bb_status take_file(bb_kernel *kernel, bb_source *file)
{
    if (file->size > BB_CONFIG_FILE_BYTES)
        return bb_fail(&too_large, "%s has %llu bytes; %d are the most", BB_CONFIG_FILE_PATH,
                       (unsigned long long)file->size, BB_CONFIG_FILE_BYTES);
    size_t length = (size_t)file->size;
    size_t lines_bytes = bb_option_count * sizeof(size_t);
    void *memory;
    /* The arenas are made later, when the model is known. */
    bb_status status = bb_platform_pages_allocate(lines_bytes + BB_CONFIG_FILE_BYTES, &memory);
    if (status != BB_OK)
        return status;
    char *text = (char *)memory + lines_bytes;
    status = bb_source_read(file, 0, text, length);
    if (status == BB_OK)
        status = take_text(kernel, text, length, memory);
    bb_platform_pages_free(memory, lines_bytes + BB_CONFIG_FILE_BYTES);
    return status;
}

bb_status bb_config_file_boot(bb_kernel *kernel)
{
    bb_volume volume;
    bb_source file;
    if (bb_platform_volume(&volume) != BB_OK) { /* as a kernel that came over a network */
        bb_boot_detail("no volume to read %s from", BB_CONFIG_FILE_PATH);
        return BB_OK;
    }
    bb_status status = bb_platform_file_open(BB_CONFIG_FILE_PATH, &file);
    if (status == &bb_file_missing) {
        bb_boot_detail("no %s", BB_CONFIG_FILE_PATH);
        return BB_OK;
    }
    if (status != BB_OK)
        return status;
    status = take_file(kernel, &file);
    bb_source_close(&file);
    return status;
}
