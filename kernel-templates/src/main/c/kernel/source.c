/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_source.h"

BB_ERROR(truncated, "E-FILE-TRUNCATED",
         "The file is not all there: copy it again, and compare its size with the original's.");

bb_status bb_source_read(bb_source *source, uint64_t offset, void *out, size_t length)
{
    if (offset > source->size || length > source->size - offset)
        return bb_fail(&truncated, "%s has %zu bytes; %zu are needed at offset %zu", source->name,
                       source->size, length, offset);
    for (size_t done = 0; done < length;) {
        size_t part = length - done < BB_SOURCE_PART ? length - done : BB_SOURCE_PART;
        bb_status status = source->read(source, offset + done, (char *)out + done, part);
        if (status != BB_OK)
            return status;
        done += part;
        if (source->arrived != NULL)
            source->arrived(offset + done);
    }
    return BB_OK;
}

void bb_source_close(bb_source *source)
{
    source->close(source);
}
