/* SPDX-License-Identifier: Apache-2.0 */
#include "whole_file.h"

#include "bb_format.h"
#include "bb_platform.h"
#include "bb_text.h"

BB_ERROR(bad_path, "E-BENCH-PATH",
         "Name a file of the volume that the kernel was booted from, by its path.");

bb_status bb_bench_path(char out[BB_BENCH_PATH], const char *path, const char *ending)
{
    size_t length = bb_text_length(path);
    bool is_absolute = length > 0 && (path[0] == '\\' || path[0] == '/');
    if (length == 0 || length + bb_text_length(ending) + 2 > BB_BENCH_PATH) {
        return bb_fail(&bad_path, "\"%s\" is no path of 1 to %d bytes", path,
                       BB_BENCH_PATH - 2 - (int)bb_text_length(ending));
    }
    size_t end = bb_format(out, BB_BENCH_PATH, "%s%s%s", is_absolute ? "" : "\\", path, ending);
    for (size_t i = 0; i < end; i++) {
        out[i] = out[i] == '/' ? '\\' : out[i];
    }
    return BB_OK;
}

bb_status bb_bench_file_read(const char *path, bb_bench_file *out)
{
    char absolute[BB_BENCH_PATH];
    bb_source source;
    *out = (bb_bench_file){0};
    bb_status status = bb_bench_path(absolute, path, "");
    if (!status) {
        status = bb_platform_file_open(absolute, &source);
    }
    if (status) {
        return status;
    }
    if (source.size > 0) {
        status = bb_platform_pages_allocate((size_t)source.size, &out->bytes);
        if (!status) {
            out->size = (size_t)source.size;
            status = bb_source_read(&source, 0, out->bytes, out->size);
        }
    }
    bb_source_close(&source);
    if (status) {
        bb_bench_file_free(out);
    }
    return status;
}

void bb_bench_file_free(bb_bench_file *file)
{
    if (file->size > 0) {
        bb_platform_pages_free(file->bytes, file->size);
    }
    *file = (bb_bench_file){0};
}
