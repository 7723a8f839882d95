/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/key_decoder.c ../../../main/c/kernel/text.c */
/* libFuzzer target: keys from any bytes, in bursts of any length. */
#include "bb_fuzz.h"
#include "bb_key_decoder.h"

#define PATIENCE_NS UINT64_C(50000000)

/* Takes all keys that are there; each is one that exists. */
static size_t take(bb_key_decoder *decoder, uint64_t now_ns)
{
    bb_key key;
    size_t count = 0;
    while (bb_key_decoder_take(decoder, now_ns, &key)) {
        REQUIRE(key.code <= BB_KEY_ESCAPE);
        REQUIRE(key.character <= 0x10ffff);
        REQUIRE(key.code == BB_KEY_CHARACTER || key.character == 0);
        count++;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bb_key_decoder decoder = {0};
    uint64_t now_ns = 0;
    size_t pushed = 0, taken = 0;
    while (size > 0) {
        /* Bursts of up to 127 bytes, more than there is room for; some come after a pause. */
        size_t head = fuzz_byte(&data, &size), length = head & 0x7f;
        const uint8_t *bytes = fuzz_cut(&data, &size, &length);
        now_ns += (head & 0x80) != 0 ? PATIENCE_NS : 1;
        for (size_t i = 0; i < length; i++) {
            pushed += bb_key_decoder_room(&decoder);
            bb_key_decoder_push(&decoder, (char)bytes[i], now_ns);
        }
        REQUIRE(decoder.length <= sizeof decoder.bytes);
        taken += take(&decoder, now_ns);
        REQUIRE(bb_key_decoder_room(&decoder)); /* what is full has a key, or is dropped */
    }
    taken += take(&decoder, now_ns + PATIENCE_NS);
    REQUIRE(decoder.length == 0);
    REQUIRE(taken <= pushed);
    return 0;
}
