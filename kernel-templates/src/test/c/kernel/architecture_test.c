/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/architecture.c ../fake_architecture.c ../fake_kernel.c */
#include "bb_architecture.h"
#include "bb_test.h"
#include "fake_kernel.h"

TEST(the_one_of_the_name)
{
    bb_model model = {0};
    CHECK(bb_model_set_architecture(&model, "llama", "m.gguf") == BB_OK);
    CHECK_TEXT(model.architecture->name, "llama");
    CHECK(!model.architecture->rope_halves);
    CHECK(bb_model_set_architecture(&model, "halved", "m.gguf") == BB_OK);
    CHECK_TEXT(model.architecture->name, "halved");
    CHECK(model.architecture->rope_halves);
}

TEST(not_installed)
{
    bb_model model = {0};
    CHECK(bb_model_set_architecture(&model, "gemma4", "m.gguf") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-MODEL-ARCHITECTURE");
    CHECK_TEXT(bb_failure_details(),
               "m.gguf is of architecture gemma4; this kernel has llama, halved");
    CHECK(model.architecture == NULL);
}

int main(void)
{
    return RUN(the_one_of_the_name) | RUN(not_installed);
}
