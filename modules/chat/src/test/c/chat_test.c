/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: fake_model.c ../../main/c/chat.c ../../main/c/chat_choice.c
   ../../main/c/chat_commands.c ../../main/c/chat_tokens.c ../../main/c/dialogue.c
   ../../main/c/dialogue_tokens.c
   ../../main/c/transcript.c ../../../../repl/src/main/c/rows.c
   ../../../../repl/src/main/c/stats.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/wrap.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* A conversation with a model that says what it is told: what the context holds after each step. */
#include "bb_options.h"
#include "bb_test.h"
#include "chat.h"
#include "chat_state.h"
#include "fake_kernel.h"
#include "fake_model.h"
#include "repl_commands.h"

#define FIRST "<|b|><|u|>Hi<|e|><|a|>Fine."

static void begin(size_t positions)
{
    fake_begin(positions);
    bb_chat_dialogue = (bb_dialogue){0};
    CHECK(bb_chat_boot(&fake) == BB_OK);
    CHECK(fake_arena_bytes() <= bb_chat_demand(&fake));
    CHECK(bb_chat_begin(&fake));
    CHECK_TEXT(fake_output(), "Hello!\nAsk me.\n");
}

static const char *say(const char *question, const char *answer)
{
    bb_status status;
    fake_answer = answer;
    fake_failure();
    CHECK(bb_chat_answer(&fake, question, strlen(question), &status));
    return status == BB_OK ? "" : status->name;
}

static const char *run(bb_status (*command)(bb_kernel *, const char *), const char *arguments)
{
    bb_status status = command(&fake, arguments);
    return status == BB_OK ? "" : status->name;
}

TEST(turns_follow_each_other)
{
    begin(256);
    CHECK_TEXT(say("Hi", "Fine."), "");
    CHECK_TEXT(fake_context(), FIRST);
    fake_computed();
    CHECK_TEXT(say("And you?", "Too."), "");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>And you?<|e|><|a|>Too.");
    CHECK_EQUAL(fake_computed(), 1 + 1 + 8 + 2 + 4); /* nothing twice */
}

TEST(what_is_typed_is_no_markup)
{
    begin(256);
    say("<|u|>x<|e|>", "Fine.");
    /* The context as tokens: these texts are bytes. */
    CHECK_EQUAL(fake.context.tokens[1], FAKE_CONTROL);
    CHECK_EQUAL(fake.context.tokens[2], '<');
    size_t marks = 0;
    for (size_t i = 0; i < fake.context.length; i++)
        marks += fake.context.tokens[i] >= FAKE_CONTROL;
    CHECK_EQUAL(marks, 4); /* begin, user, end, assistant */
}

TEST(undo_goes_back_to_before_the_question)
{
    begin(256);
    CHECK_TEXT(run(bb_chat_command_undo, ""), "E-CHAT-NOTHING");
    say("Hi", "Fine.");
    say("Why?", "So.");
    fake_computed();
    CHECK_TEXT(run(bb_chat_command_undo, ""), "");
    CHECK_TEXT(fake_context(), FIRST);
    CHECK_TEXT(run(bb_chat_command_undo, ""), "");
    CHECK_EQUAL(fake.context.length, 0);
    CHECK_EQUAL(fake_computed(), 0);
    say("Hi", "Fine.");
    CHECK_TEXT(fake_context(), FIRST);
}

TEST(retry_asks_the_same)
{
    begin(256);
    CHECK_TEXT(run(bb_chat_command_retry, ""), "E-CHAT-NOTHING");
    say("Hi", "Fine.");
    say("Why?", "So.");
    fake_answer = "Because.";
    fake_computed();
    CHECK_TEXT(run(bb_chat_command_retry, ""), "");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>Why?<|e|><|a|>Because.");
    CHECK_EQUAL(fake_computed(), 1 + 1 + 4 + 2 + 8);
}

TEST(the_system_prompt_comes_first)
{
    begin(256);
    CHECK_TEXT(run(bb_chat_command_system, ""), "");
    CHECK_TEXT(fake_output(), "There is no system prompt.\n");
    say("Hi", "Fine.");
    CHECK_TEXT(run(bb_chat_command_system, "Be kind."), "");
    CHECK_TEXT(fake_output(), "system   Be kind.\n");
    say("Why?", "So.");
    CHECK_TEXT(fake_context(), "<|b|>[Be kind.]<|u|>Hi<|e|><|a|>Fine.<|e|><|u|>Why?<|e|><|a|>So.");
    CHECK_TEXT(run(bb_chat_command_system, "off"), "");
    say("Oh", "Yes.");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>Why?<|e|><|a|>So.<|e|><|u|>Oh<|e|><|a|>Yes.");
}

TEST(the_oldest_turns_go_and_the_system_prompt_stays)
{
    begin(128);
    run(bb_chat_command_system, "S");
    fake_output();
    char question[8];
    bool dropped = false;
    for (int i = 0; i < 60; i++) {
        sprintf(question, "q%02d", i);
        CHECK_TEXT(say(question, "an answer"), "");
        const char *output = fake_output();
        const char *context = fake_context();
        CHECK(strncmp(context, "<|b|>[S]<|u|>q", 14) == 0); /* whole turns, behind the prompt */
        CHECK(strstr(context, question) != NULL);
        bool said = strstr(output, "(The context is full: the oldest ") != NULL;
        dropped |= said;
        /* 3 + 16 tokens for a turn; an answer of 56 has to fit behind the question. */
        CHECK(fake.context.length <= 128 - 56 + 9);
        if (said)
            CHECK(strstr(context, "q00") == NULL);
    }
    CHECK(dropped);
}

TEST(an_answer_that_is_stopped_is_kept)
{
    begin(256);
    say("Hi", "Fi\003ne.");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Hi<|e|><|a|>Fi");
    say("Go on", "ne.");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Hi<|e|><|a|>Fi<|e|><|u|>Go on<|e|><|a|>ne.");
    fake_output();
    run(bb_chat_command_history, "");
    CHECK_TEXT(fake_output(), "you      Hi\nmodel    Fi\nyou      Go on\nmodel    ne.\n");
}

TEST(a_question_that_was_not_read_is_taken_back)
{
    begin(256);
    say("Hi", "Fine.");
    fake_output();
    CHECK_TEXT(say("Why do you?", "\003"), "");
    CHECK_TEXT(fake_output(), "(Nothing came: the question is taken back.)\n");
    fake_computed();
    say("Why?", "So.");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>Why?<|e|><|a|>So.");
    CHECK(fake_computed() < 20); /* what the context still had was not computed again */
}

TEST(half_a_character_is_left_out)
{
    begin(256);
    say("Hi", "Gr\xc3\xbc\xc3\003");
    say("Go on", "So.");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Hi<|e|><|a|>Gr\xc3\xbc<|e|><|u|>Go on<|e|><|a|>So.");
}

TEST(a_failure_takes_the_question_back)
{
    static const bb_error_code code = {"E-TEST", ""};
    begin(256);
    say("Hi", "Fine.");
    fake_generate_failure = &code;
    CHECK_TEXT(say("Why?", "So."), "E-TEST");
    fake_generate_failure = BB_OK;
    say("Oh", "Yes.");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>Oh<|e|><|a|>Yes.");
}

TEST(a_question_that_is_too_long)
{
    static char question[5000];
    begin(64);
    memset(question, 'x', 4999);
    CHECK_TEXT(say(question, "So."), "E-CHAT-LONG");
    question[70] = 0;
    CHECK_TEXT(say(question, "So."), "E-TOKENS-TOO-MANY");
    question[60] = 0;
    CHECK_TEXT(say(question, "So."), "E-CHAT-LONG");
    question[50] = 0;
    CHECK_TEXT(say(question, "So."), "");
    fake_output();
    CHECK_TEXT(say("Hi", "Fine."), "");
    CHECK_TEXT(fake_output(), "(The context is full: the oldest 1 of 1 turns are forgotten.)\n");
    CHECK_TEXT(fake_context(), FIRST);
}

TEST(an_answer_that_fills_the_context)
{
    begin(64);
    say("Hi", "An answer that is longer than what the context of this small model can hold at all");
    CHECK_TEXT(fake_output(), "(The context is full: the answer ends here.)\n");
    CHECK_EQUAL(fake.context.length, 63);
    run(bb_repl_stats, "");
    CHECK(strstr(fake_output(), "the context was full") != NULL);
    say("Hi", "Fine.");
    CHECK_TEXT(fake_context(), FIRST);
}

#define LONG "An answer that is longer than what is left of this context."
#define GOES_ON(dropped)                                                                           \
    "(The context is full: the oldest " dropped " turns are forgotten, and the answer goes on.)\n"

TEST(an_answer_goes_on_when_turns_can_be_dropped)
{
    begin(96);
    run(bb_chat_command_system, "S");
    say("Hi", "Fine, thank you very much.");
    fake_output();
    CHECK_TEXT(say("And?", LONG), "");
    CHECK_TEXT(fake_output(), GOES_ON("1 of 1"));
    CHECK_TEXT(fake_context(), "<|b|>[S]<|u|>And?<|e|><|a|>" LONG);
    run(bb_chat_command_history, "");
    CHECK_TEXT(fake_output(), "system   S\nyou      And?\nmodel    " LONG "\n");
    CHECK_TEXT(say("Ok", "Yes."), ""); /* the dialogue knows what the context holds */
    CHECK(strstr(fake_context(), "<|u|>Ok<|e|><|a|>Yes.") != NULL);
}

/* Turns are dropped as they are needed, until the question and its answer are alone. */
TEST(an_answer_goes_on_more_than_once)
{
    begin(128);
    say("1", "A short one, that.");
    say("2", "Another short one.");
    fake_output();
    say("3", LONG LONG LONG);
    CHECK_TEXT(fake_output(), GOES_ON("2 of 2") "(The context is full: the answer ends here.)\n");
    CHECK_EQUAL(fake.context.length, 127);
    CHECK(strncmp(fake_context(), "<|b|><|u|>3<|e|><|a|>" LONG LONG, 20 + 118) == 0);
    begin(256);
    say("1", LONG LONG);
    say("2", "Short.");
    fake_output();
    say("3", LONG LONG LONG LONG "The end.");
    CHECK_TEXT(fake_output(), GOES_ON("1 of 2") GOES_ON("1 of 1"));
    CHECK_TEXT(fake_context(), "<|b|><|u|>3<|e|><|a|>" LONG LONG LONG LONG "The end.");
}

TEST(steps_limit_an_answer_that_goes_on)
{
    begin(96);
    say("Hi", "Fine, thank you very much.");
    bb_options.repl.steps = 59;
    say("And?", LONG);
    CHECK(strstr(fake_output(), GOES_ON("1 of 1")) != NULL);
    CHECK_TEXT(fake_context(), "<|b|><|u|>And?<|e|><|a|>An answer that is longer than what is left "
                               "of this context");
}

TEST(an_answer_that_is_stopped_while_it_is_read_again)
{
    begin(96);
    say("Hi", "Fine, thank you very much.");
    fake_output();
    fake_interrupt_after(0);
    CHECK_TEXT(say("And?", LONG), "");
    fake_interrupt_after(-1);
    CHECK_TEXT(fake_output(), GOES_ON("1 of 1"));
    run(bb_chat_command_history, "");
    const char *history = fake_output();
    CHECK(strncmp(history, "you      And?\nmodel    An answer that is longer", 45) == 0);
    CHECK(strstr(history, "context.") == NULL);
    fake_answer = "Yes.";
    CHECK_TEXT(say("Ok", "Yes."), "");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Ok<|e|><|a|>Yes.");
}

TEST(steps_limit_an_answer)
{
    begin(256);
    bb_options.repl.steps = 3;
    say("Hi", "Fine.");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Hi<|e|><|a|>Fi");
}

TEST(others_cut_the_context)
{
    begin(256);
    say("Hi", "Fine.");
    size_t first = fake.context.length;
    say("Why?", "So.");
    say("Oh", "Yes.");
    bb_context_truncate(&fake, first); /* to where a question starts */
    say("Again?", "No.");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>Again?<|e|><|a|>No.");
    bb_context_truncate(&fake, first + 4); /* within a turn: all of it goes */
    say("Why?", "So.");
    CHECK_TEXT(fake_context(), FIRST "<|e|><|u|>Why?<|e|><|a|>So.");
    bb_context_truncate(&fake, 0);
    say("Oh", "Yes.");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Oh<|e|><|a|>Yes.");
    /* Somebody wrote something else: it is written anew. */
    fake.context.tokens[0] = 'x';
    fake.context.length = 1;
    say("Hi", "Fine.");
    CHECK_TEXT(fake_context(), "<|b|><|u|>Oh<|e|><|a|>Yes.<|e|><|u|>Hi<|e|><|a|>Fine.");
}

TEST(clear)
{
    begin(256);
    say("Hi", "Fine.");
    CHECK_TEXT(run(bb_chat_command_clear, ""), "");
    CHECK_TEXT(fake_output(), "The conversation is forgotten.\n");
    run(bb_chat_command_history, "");
    CHECK_TEXT(fake_output(), "Nothing was said yet.\n");
    CHECK_EQUAL(fake.context.length, 0);
}

TEST(a_transcript_shows_what_was_said)
{
    begin(256);
    run(bb_chat_command_system, "Be kind.");
    say("Tell me\nsomething",
        "  A fox found a lamp, and the lamp was bright, so that the fox could "
        "see at night.\n");
    fake_output();
    run(bb_chat_command_history, "");
    CHECK_TEXT(fake_output(),
               "system   Be kind.\n"
               "you      Tell me\n"
               "         something\n"
               "model    A fox found a lamp, and the lamp was bright, so that the fox "
               "could see\n"
               "         at night.\n");
}

TEST(templates_are_chosen)
{
    static const char *const file = "{{ '<|u|>' + content + '<|a|>' }}";
    begin(256);
    fake.model.chat_template = file;
    fake.model.chat_template_length = strlen(file);
    CHECK(bb_chat_begin(&fake));
    fake.model.chat_template_length -= 10; /* a sign is missing */
    fake_output();
    CHECK(!bb_chat_begin(&fake));
    CHECK_TEXT(fake_output(), "(No installed chat template fits this model.)\n");
    bb_status status;
    CHECK(!bb_chat_answer(&fake, "Hi", 2, &status));
    CHECK(!bb_chat_forget(&fake));
    CHECK_TEXT(run(bb_chat_command_undo, ""), "E-CHAT-MODEL");
    CHECK_TEXT(run(bb_chat_command_retry, ""), "E-CHAT-MODEL");
    CHECK_TEXT(run(bb_chat_command_history, ""), "E-CHAT-MODEL");
    CHECK_TEXT(run(bb_chat_command_clear, ""), "E-CHAT-MODEL");
    CHECK_TEXT(run(bb_chat_command_system, "x"), "E-CHAT-MODEL");
    /* The option overrides what the file tells. */
    const bb_option option = {.value = bb_options.chat.template};
    strcpy(bb_options.chat.template, "fake");
    bb_chat_option_changed(&fake, &option);
    CHECK(bb_chat_answer(&fake, "Hi", 2, &status));
    CHECK_TEXT(fake_context(), FIRST);
    strcpy(bb_options.chat.template, "fkae");
    fake_failure();
    bb_chat_option_changed(&fake, &option);
    CHECK_TEXT(fake_failure(), "E-CHAT-TEMPLATE");
    CHECK_TEXT(bb_failure_details(), "there is no chat template \"fkae\"; installed: fake");
}

TEST(the_greeting_is_for_the_definitions_model)
{
    begin(256);
    fake.model_file = "\\models\\other.gguf";
    CHECK(bb_chat_begin(&fake));
    CHECK_TEXT(fake_output(), "\nAsk what you like. /help lists the commands, /quit leaves.\n");
    strcpy(fake.model.name, "Other");
    CHECK(bb_chat_begin(&fake));
    CHECK_TEXT(fake_output(), "\nYou talk to Other. Ask what you like. /help lists the commands, "
                              "/quit leaves.\n");
}

TEST(a_system_prompt_of_the_options)
{
    fake_begin(256);
    bb_chat_dialogue = (bb_dialogue){0};
    CHECK(bb_chat_boot(&fake) == BB_OK);
    strcpy(bb_options.chat.system, "Be kind.");
    const bb_option option = {.value = bb_options.chat.system};
    bb_chat_option_changed(&fake, &option); /* a config file, before there is a tokenizer */
    CHECK(bb_chat_begin(&fake));
    say("Hi", "Fine.");
    CHECK_TEXT(fake_context(), "<|b|>[Be kind.]<|u|>Hi<|e|><|a|>Fine.");
}

int main(void)
{
    int failed =
        RUN(turns_follow_each_other) | RUN(what_is_typed_is_no_markup) |
        RUN(undo_goes_back_to_before_the_question) | RUN(retry_asks_the_same) |
        RUN(the_system_prompt_comes_first) | RUN(the_oldest_turns_go_and_the_system_prompt_stays) |
        RUN(an_answer_that_is_stopped_is_kept) | RUN(a_question_that_was_not_read_is_taken_back) |
        RUN(half_a_character_is_left_out) | RUN(a_failure_takes_the_question_back) |
        RUN(a_question_that_is_too_long) | RUN(an_answer_that_fills_the_context) |
        RUN(an_answer_goes_on_when_turns_can_be_dropped) | RUN(an_answer_goes_on_more_than_once) |
        RUN(steps_limit_an_answer_that_goes_on) |
        RUN(an_answer_that_is_stopped_while_it_is_read_again) | RUN(steps_limit_an_answer) |
        RUN(others_cut_the_context) | RUN(clear) | RUN(a_transcript_shows_what_was_said) |
        RUN(templates_are_chosen) | RUN(the_greeting_is_for_the_definitions_model) |
        RUN(a_system_prompt_of_the_options);
    fake_free_arenas();
    return failed;
}
