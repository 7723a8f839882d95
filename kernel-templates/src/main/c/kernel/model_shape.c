/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_memory.h"
#include "bb_model.h"

BB_ERROR(bad_shape, "E-MODEL-SHAPE",
         "The file's header is damaged, or the file is of another kind. Copy the model again, or "
         "give one in a format that is installed.");

/* Greater than any model's, and so small that a product of three fits 64 bits with ease. */
#define GREATEST ((size_t)1 << 20)

static bb_status wrong(const char *file, const char *field, size_t value, const char *why)
{
    /* A negative number of the file shows as what it is. */
    return bb_fail(&bad_shape, "%s: %s is %lld: %s", file, field, (long long)value, why);
}

bb_status bb_shape_check(const bb_shape *shape, const char *file)
{
    const struct {
        const char *name;
        size_t value;
    } fields[] = {
        {"dim", shape->dim},
        {"hidden_dim", shape->hidden},
        {"n_layers", shape->layers},
        {"n_heads", shape->heads},
        {"n_kv_heads", shape->kv_heads},
        {"head size", shape->head_size},
        {"vocab_size", shape->vocabulary},
        {"max_seq_len", shape->context},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].value < 1 || fields[i].value > GREATEST) {
            return wrong(file, fields[i].name, fields[i].value, "not from 1 to 1048576");
        }
    }
    if (shape->heads % shape->kv_heads != 0) {
        return wrong(file, "n_kv_heads", shape->kv_heads, "does not divide n_heads");
    }
    if (shape->head_size % 2 != 0) {
        return wrong(file, "head size", shape->head_size, "the rotary embedding needs pairs");
    }
    if (bb_shape_query_dim(shape) > GREATEST) {
        return wrong(file, "n_heads * head size", bb_shape_query_dim(shape),
                     "not from 1 to 1048576");
    }
    return BB_OK;
}
