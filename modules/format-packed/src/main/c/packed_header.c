/* SPDX-License-Identifier: Apache-2.0 */
#include "packed_header.h"

#include "bb_crc32c.h"
#include "bb_memory.h"

const bb_error_code bb_format_packed_damaged = {
    "E-MODEL-CHECKSUM",
    "The file is damaged, or the disk is. Build the image again and write it anew; if the error "
    "comes back, use another disk or stick."};
const bb_error_code bb_format_packed_other_layout = {
    "E-MODEL-TABLE",
    "The file was written by another version of the framework. Build the image again."};
BB_ERROR(truncated, "E-MODEL-TRUNCATED", "Copy the model file again, and compare its size.");
BB_ERROR(too_long, "E-MODEL-SIZE",
         "The header does not belong to the weights behind it, or they are of another type. Export "
         "the model, or build the image, again.");

#define MOST_HEADER_BYTES ((size_t)16 << 20)
#define DATA_ALIGNMENT 4096

/* Where the fields are. */
enum {
    CRC_AT = 8,
    HEADER_BYTES_AT = 12,
    DATA_AT_AT = 16,
    DATA_BYTES_AT = 24,
    CHUNK_BYTES_AT = 32,
    CHUNKS_AT = 36,
    PARAMETERS_AT = 40,
    SHAPE_AT = 48, /* eight numbers of 4 bytes */
    FLAGS_AT = 80,
    BEGIN_TOKEN_AT = 84,
    END_TOKEN_AT = 88,
    TENSORS_AT = 92,
    NAME_AT = 96,
};
_Static_assert(NAME_AT + BB_MODEL_NAME == TABLE_AT, "the name is the last field");

static size_t number32_at(const uint8_t *bytes)
{
    return (size_t)number_at(bytes, sizeof(uint32_t));
}

/* The checksum of a part of the source. */
static bb_status checksum_of(bb_source *source, uint64_t offset, size_t length, uint32_t *checksum)
{
    uint8_t bytes[4096];
    *checksum = 0;
    for (size_t done = 0; done < length;) {
        size_t count = length - done < sizeof bytes ? length - done : sizeof bytes;
        bb_status status = bb_source_read(source, offset + done, bytes, count);
        if (status) {
            return status;
        }
        *checksum = bb_crc32c(*checksum, bytes, count);
        done += count;
    }
    return BB_OK;
}

static bb_status verify(bb_source *source, const char *what, uint64_t offset, size_t length,
                        uint32_t told)
{
    uint32_t found;
    bb_status status = checksum_of(source, offset, length, &found);
    if (!status && found != told) {
        return bb_fail(&bb_format_packed_damaged,
                       "%s: the %s (bytes %llu to %llu) has the checksum %08x, not %08x",
                       source->name, what, (unsigned long long)offset,
                       (unsigned long long)(offset + length - 1), found, told);
    }
    return status;
}

static bb_status check_field(const bb_source *source, bool good, const char *field, uint64_t value)
{
    return good ? BB_OK
                : bb_fail(&bb_format_packed_other_layout, "%s: %s is %llu, which cannot be",
                          source->name, field, (unsigned long long)value);
}

/* Where the parts of the file are. Sizes are far below what overflows 64 bits once their own fields
 * have been looked at. */
static bb_status check_layout(const bb_source *source, const packed_header *header)
{
    size_t list_bytes = (header->chunks + 1) * sizeof(uint32_t);
    const struct {
        bool good;
        const char *field;
        uint64_t value;
    } fields[] = {
        {header->header_bytes == TABLE_AT + header->tensors * ENTRY_BYTES, "tensors",
         header->tensors},
        {header->data_bytes > 0 && header->data_bytes % BB_PANEL_ALIGNMENT == 0 &&
             header->data_bytes <= INT64_MAX,
         "data_bytes", header->data_bytes},
        {header->data_at % DATA_ALIGNMENT == 0 && header->data_at <= INT64_MAX &&
             header->data_at >= header->checksums_at + list_bytes,
         "data_offset", header->data_at},
        {header->chunk_bytes > 0 && header->chunk_bytes % DATA_ALIGNMENT == 0 &&
             header->chunk_bytes <= BB_SOURCE_PART,
         "chunk_bytes", header->chunk_bytes},
        {header->chunk_bytes > 0 &&
             header->chunks == header->data_bytes / header->chunk_bytes +
                                   (header->data_bytes % header->chunk_bytes != 0),
         "chunks", header->chunks},
    };
    bb_status status = BB_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++) {
        status = check_field(source, fields[i].good, fields[i].field, fields[i].value);
    }
    return status;
}

static bb_status check_size(const bb_source *source, uint64_t expected)
{
    if (source->size == expected || (source->padded && source->size > expected)) {
        return BB_OK;
    }
    return bb_fail(source->size < expected ? &truncated : &too_long,
                   "%s has %llu bytes; its header tells of %llu", source->name,
                   (unsigned long long)source->size, (unsigned long long)expected);
}

static bool is_token(const bb_model *model, int32_t token)
{
    return token >= 0 && (size_t)token < model->shape.vocabulary;
}

/* Up to what no name has: control characters would reach the console. */
static void read_name(const uint8_t *bytes, char name[BB_MODEL_NAME + 1])
{
    size_t length = 0;
    while (length < BB_MODEL_NAME && bytes[length] >= ' ' && bytes[length] != 0x7f) {
        name[length] = (char)bytes[length];
        length++;
    }
    name[length] = 0;
}

static bb_status read_model(const bb_source *source, const uint8_t *bytes, bb_model *model)
{
    size_t shape[8];
    for (size_t i = 0; i < 8; i++) {
        shape[i] = number32_at(bytes + SHAPE_AT + i * sizeof(uint32_t));
    }
    model->shape = (bb_shape){
        .dim = shape[0],
        .hidden = shape[1],
        .layers = shape[2],
        .heads = shape[3],
        .kv_heads = shape[4],
        .head_size = shape[5],
        .vocabulary = shape[6],
        .context = shape[7],
        .shared_classifier = number32_at(bytes + FLAGS_AT) & 1,
    };
    model->trained_context = shape[7];
    model->parameters = number_at(bytes + PARAMETERS_AT, sizeof(uint64_t));
    model->begin_token = (int32_t)number32_at(bytes + BEGIN_TOKEN_AT);
    model->end_token = (int32_t)number32_at(bytes + END_TOKEN_AT);
    read_name(bytes + NAME_AT, model->name);
    bb_status status = bb_shape_check(&model->shape, source->name);
    if (!status) {
        status = check_field(source, is_token(model, model->begin_token), "begin token",
                             (uint32_t)model->begin_token);
    }
    if (!status) {
        status = check_field(source, is_token(model, model->end_token), "end token",
                             (uint32_t)model->end_token);
    }
    return status;
}

/* The list of checksums ends with its own. */
static bb_status verify_list(bb_source *source, const packed_header *header)
{
    size_t bytes = header->chunks * sizeof(uint32_t);
    uint8_t told[sizeof(uint32_t)];
    bb_status status = bb_source_read(source, header->checksums_at + bytes, told, sizeof told);
    return status ? status
                  : verify(source, "list of checksums", header->checksums_at, bytes,
                           (uint32_t)number_at(told, sizeof told));
}

bb_status bb_format_packed_read_header(bb_source *source, packed_header *header, bb_model *model)
{
    uint8_t bytes[TABLE_AT];
    if (source->size < sizeof bytes) {
        return check_size(source, sizeof bytes);
    }
    bb_status status = bb_source_read(source, 0, bytes, sizeof bytes);
    if (status) {
        return status;
    }
    *header = (packed_header){
        .header_bytes = number32_at(bytes + HEADER_BYTES_AT),
        .tensors = number32_at(bytes + TENSORS_AT),
        .data_at = number_at(bytes + DATA_AT_AT, sizeof(uint64_t)),
        .data_bytes = number_at(bytes + DATA_BYTES_AT, sizeof(uint64_t)),
        .chunk_bytes = number32_at(bytes + CHUNK_BYTES_AT),
        .chunks = number32_at(bytes + CHUNKS_AT),
    };
    header->checksums_at = bb_align_up(header->header_bytes);
    status = check_field(
        source, header->header_bytes >= TABLE_AT && header->header_bytes <= MOST_HEADER_BYTES,
        "header_bytes", header->header_bytes);
    if (!status && source->size < header->header_bytes) {
        status = check_size(source, header->header_bytes);
    }
    if (!status) {
        status = verify(source, "header", HEADER_BYTES_AT, header->header_bytes - HEADER_BYTES_AT,
                        (uint32_t)number32_at(bytes + CRC_AT));
    }
    if (!status) {
        status = check_layout(source, header);
    }
    if (!status) {
        status = check_size(source, header->data_at + header->data_bytes);
    }
    if (!status) {
        status = read_model(source, bytes, model);
    }
    return status ? status : verify_list(source, header);
}
