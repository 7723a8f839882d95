/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_status.h"

#include "bb_bytes.h"
#include "bb_format.h"

enum { DETAILS_CAPACITY = 512 };

static char details[DETAILS_CAPACITY];

bb_status bb_fail(bb_status code, const char *format, ...)
{
    /* Not formatted in place: the arguments may be the details of the failure before. */
    char text[DETAILS_CAPACITY];
    va_list arguments;
    va_start(arguments, format);
    size_t length = bb_format_list(text, sizeof text, format, arguments);
    va_end(arguments);
    memcpy(details, text, length + 1);
    return code;
}

const char *bb_failure_details(void)
{
    return details;
}
