/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gguf_vocabulary.c ../../../../../generators/peer/src/main/c/llama_library.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
#include "llama_tokens.h"

#include "../../../../../generators/peer/src/main/c/llama_library.h"
#include "bb_test.h"
#include "bb_text.h"

enum { TEXTS = 300, PARTS = 40 };

static const char *const parts[] = {" ",
                                    " ",
                                    "  ",
                                    "   ",
                                    "\n",
                                    "\r\n",
                                    "\t",
                                    "\xc2\xa0",
                                    "\xc2\x85",
                                    "　",
                                    "'",
                                    "'s",
                                    "'T",
                                    "'re",
                                    "'VE",
                                    "'ll",
                                    "'Ll",
                                    "a",
                                    "b",
                                    "word",
                                    "WORD",
                                    "the",
                                    "ing",
                                    "tion",
                                    "é",
                                    "ß",
                                    "аб",
                                    "漢字",
                                    "กา",
                                    "ि",
                                    "1",
                                    "12",
                                    "1234",
                                    "0000000",
                                    "²",
                                    "Ⅷ",
                                    "٣",
                                    "３",
                                    ".",
                                    ",",
                                    "...",
                                    "!?",
                                    "(",
                                    ")",
                                    "_",
                                    "-",
                                    "—",
                                    "$",
                                    "+",
                                    "<",
                                    "=",
                                    ">",
                                    "^",
                                    "`",
                                    "~",
                                    "|",
                                    "€",
                                    "😀",
                                    "\xef\xb8\x8f",
                                    "\xef\xbf\xbd",
                                    "▁",
                                    "▁▁",
                                    "<s>",
                                    "</s>",
                                    "<unk>",
                                    "<0x0A>",
                                    "<|endoftext|>",
                                    "<|user|>",
                                    "<|end|>",
                                    "<|",
                                    "|>",
                                    "Once upon a time",
                                    "2024-11-25",
                                    "def f(x):\n    return x\n",
                                    "    ",
                                    "        ",
                                    "http://example.com/a?b=c&d",
                                    "नमस्ते",
                                    "안녕하세요",
                                    "Привет",
                                    "你好，世界"};

/* Any character but surrogates, half of them of the first ones. */
static uint32_t random_character(uint64_t *seed)
{
    for (;;) {
        uint64_t limit = bb_test_random(seed) % 2 ? 0x110000 : 0x3000;
        uint32_t character = (uint32_t)(bb_test_random(seed) % limit);
        if (character < 0xd800 || character > 0xdfff)
            return character;
    }
}

static size_t random_text(uint64_t *seed, char *text)
{
    size_t length = 0;
    size_t count = bb_test_random(seed) % PARTS;
    bool characters = bb_test_random(seed) % 4 == 0;
    for (size_t i = 0; i < count; i++) {
        if (characters || bb_test_random(seed) % 5 == 0) {
            length += bb_utf8_encode(random_character(seed), text + length);
        } else {
            const char *part = parts[bb_test_random(seed) % (sizeof parts / sizeof *parts)];
            memcpy(text + length, part, strlen(part));
            length += strlen(part);
        }
    }
    return length;
}

static void print_tokens(const char *name, const int32_t *tokens, size_t count)
{
    printf("%s", name);
    for (size_t i = 0; i < count; i++)
        printf(" %d", tokens[i]);
    printf("\n");
}

void llama_tokens_compare(const char *library, const char *file, encoder *encode)
{
    static int32_t ours[LLAMA_TOKENS_LONGEST + 1];
    static int32_t theirs[LLAMA_TOKENS_LONGEST + 1];
    struct llama_library llama;
    uint64_t seed = 1;
    const char *problem = llama_library_open(&llama, library);
    if (problem != NULL) {
        printf("%s\n", problem);
        exit(1);
    }
    struct llama_model_params params = llama.model_default_params();
    params.vocab_only = true;
    struct llama_model *model = llama.model_load_from_file(file, params);
    if (model == NULL) {
        printf("llama.cpp cannot load %s\n", file);
        exit(1);
    }
    const struct llama_vocab *vocab = llama.model_get_vocab(model);
    for (int i = 0; i < 2 * TEXTS; i++) {
        char text[LLAMA_TOKENS_LONGEST];
        bool control = i % 2;
        size_t count;
        size_t length = random_text(&seed, text);
        int32_t expected = llama.tokenize(vocab, text, (int32_t)length, theirs,
                                          LLAMA_TOKENS_LONGEST + 1, false, control);
        bb_status status = encode(text, length, control, ours, LLAMA_TOKENS_LONGEST + 1, &count);
        if (status || expected < 0 || count != (size_t)expected ||
            memcmp(ours, theirs, count * sizeof *ours) != 0) {
            printf("text %d, %s control tokens: %.*s\n", i, control ? "with" : "without",
                   (int)length, text);
            print_tokens("ours: ", ours, count);
            print_tokens("llama.cpp's: ", theirs, expected < 0 ? 0 : (size_t)expected);
            exit(1);
        }
    }
    llama.model_free(model);
}
