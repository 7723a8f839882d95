/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/template_chatml.c ../../main/c/template_demo.c
   ../../main/c/template_gemma.c ../../main/c/template_llama2.c ../../main/c/template_llama3.c
   ../../main/c/template_mistral.c ../../main/c/template_phi3.c ../../main/c/template_zephyr.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/* What each template writes, against the formats that the models' makers document, byte for byte.
 * The texts were written by hand from the sources that the templates name. */
#include "bb_test.h"
#include "chat_templates.h"

typedef struct rendering {
    bb_chat_writer writer; /* first */
    char text[1024];
    char markup[1024]; /* one M for each byte of markup, else a dot */
    size_t length;
} rendering;

static void put(bb_chat_writer *writer, const char *text, size_t length, bool markup)
{
    rendering *rendering = (struct rendering *)writer;
    CHECK(rendering->length + length < sizeof rendering->text);
    memcpy(rendering->text + rendering->length, text, length);
    memset(rendering->markup + rendering->length, markup ? 'M' : '.', length);
    rendering->length += length;
}

static bb_chat_question question(const char *system, const char *text)
{
    return (bb_chat_question){
        .system = system, .system_length = strlen(system), .text = text, .length = strlen(text)};
}

static rendering conversation;

/* Two questions, the first one answered. */
static const char *render(const bb_chat_template *template, const char *system)
{
    const bb_chat_question first = question(system, "Hi there"), second = question("", "Why?");
    conversation = (rendering){.writer.put = put};
    template->ask(&conversation.writer, &first);
    put(&conversation.writer, "Hello.", 6, false);
    template->close(&conversation.writer);
    template->ask(&conversation.writer, &second);
    conversation.text[conversation.length] = 0;
    conversation.markup[conversation.length] = 0;
    /* What was said, and nothing else, is no markup. */
    size_t said = strlen(system) + strlen("Hi there") + strlen("Hello.") + strlen("Why?");
    size_t plain = 0;
    for (size_t i = 0; i < conversation.length; i++)
        plain += conversation.markup[i] == '.';
    CHECK_EQUAL(plain, said);
    return conversation.text;
}

TEST(chatml)
{
    CHECK_TEXT(render(&bb_chat_chatml_template, "Be brief."),
               "<|im_start|>system\nBe brief.<|im_end|>\n"
               "<|im_start|>user\nHi there<|im_end|>\n"
               "<|im_start|>assistant\nHello.<|im_end|>\n"
               "<|im_start|>user\nWhy?<|im_end|>\n"
               "<|im_start|>assistant\n");
    CHECK_TEXT(render(&bb_chat_chatml_template, ""), "<|im_start|>user\nHi there<|im_end|>\n"
                                                     "<|im_start|>assistant\nHello.<|im_end|>\n"
                                                     "<|im_start|>user\nWhy?<|im_end|>\n"
                                                     "<|im_start|>assistant\n");
}

TEST(llama3)
{
    CHECK_TEXT(render(&bb_chat_llama3_template, "Be brief."),
               "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
               "<|start_header_id|>user<|end_header_id|>\n\nHi there<|eot_id|>"
               "<|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|>"
               "<|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|>"
               "<|start_header_id|>assistant<|end_header_id|>\n\n");
    CHECK_TEXT(render(&bb_chat_llama3_template, ""),
               "<|start_header_id|>user<|end_header_id|>\n\nHi there<|eot_id|>"
               "<|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|>"
               "<|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|>"
               "<|start_header_id|>assistant<|end_header_id|>\n\n");
}

TEST(llama2)
{
    CHECK_TEXT(render(&bb_chat_llama2_template, "Be brief."),
               "[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi there [/INST]Hello. </s>"
               "<s>[INST] Why? [/INST]");
    CHECK_TEXT(render(&bb_chat_llama2_template, ""),
               "[INST] Hi there [/INST]Hello. </s><s>[INST] Why? [/INST]");
}

TEST(mistral)
{
    CHECK_TEXT(render(&bb_chat_mistral_template, "Be brief."),
               "[INST] Be brief.\n\nHi there [/INST]Hello.</s>[INST] Why? [/INST]");
    CHECK_TEXT(render(&bb_chat_mistral_template, ""),
               "[INST] Hi there [/INST]Hello.</s>[INST] Why? [/INST]");
}

TEST(gemma)
{
    CHECK_TEXT(render(&bb_chat_gemma_template, "Be brief."),
               "<start_of_turn>user\nBe brief.\n\nHi there<end_of_turn>\n"
               "<start_of_turn>model\nHello.<end_of_turn>\n"
               "<start_of_turn>user\nWhy?<end_of_turn>\n"
               "<start_of_turn>model\n");
    CHECK_TEXT(render(&bb_chat_gemma_template, ""), "<start_of_turn>user\nHi there<end_of_turn>\n"
                                                    "<start_of_turn>model\nHello.<end_of_turn>\n"
                                                    "<start_of_turn>user\nWhy?<end_of_turn>\n"
                                                    "<start_of_turn>model\n");
}

/* As in the model card, but for the white space that its tokens swallow. */
TEST(phi3)
{
    CHECK_TEXT(render(&bb_chat_phi3_template, "Be brief."),
               "<|system|>Be brief.<|end|><|user|>Hi there<|end|><|assistant|>Hello.<|end|>"
               "<|user|>Why?<|end|><|assistant|>");
    CHECK_TEXT(render(&bb_chat_phi3_template, ""),
               "<|user|>Hi there<|end|><|assistant|>Hello.<|end|>"
               "<|user|>Why?<|end|><|assistant|>");
}

TEST(zephyr)
{
    CHECK_TEXT(render(&bb_chat_zephyr_template, "Be brief."),
               "<|system|>\nBe brief.</s>\n<|user|>\nHi there</s>\n<|assistant|>\nHello.</s>\n"
               "<|user|>\nWhy?</s>\n<|assistant|>\n");
}

TEST(demo)
{
    CHECK_TEXT(render(&bb_chat_demo_template, ""),
               "<|user|>\nHi there\n<|assistant|>\nHello.\n<|user|>\nWhy?\n<|assistant|>\n");
    CHECK(!bb_chat_demo_template.has_system);
}

int main(void)
{
    return RUN(chatml) | RUN(llama3) | RUN(llama2) | RUN(mistral) | RUN(gemma) | RUN(phi3) |
           RUN(zephyr) | RUN(demo);
}
