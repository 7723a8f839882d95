#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Repeats the measurements behind the default thresholds: see the module's README.
# Usage: calibrate.sh [FOLDER MODEL TOKENIZER]; without arguments, the model of the storyteller.
set -e
cd "$(dirname "$0")"
root=../../../../..
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
sources=$(sed -n '/test-sources:/,/\*\//p' calibrate.c | sed 's/.*test-sources://; s/\*\///')
modules=$root/modules
# shellcheck disable=SC2086 # a list of files
clang-19 -std=gnu17 -O3 -I. -Igenerated \
    -I../../main/c -I$root/kernel-templates/src/test/c \
    -I$root/kernel-templates/src/main/c/include -I$root/kernel-templates/src/main/c/kernel \
    -I$modules/format-llama2c/src/main/c -I$modules/tokenizer-spm/src/main/c \
    -I$modules/sampler/src/main/c -o "$build/calibrate" calibrate.c $sources -lm
for set in known:chat foreign:chat stories:text prose:text; do
    echo "## ${set%:*}"
    "$build/calibrate" "${1:-$root/examples/storyteller/models}" "${2:-demo.bin}" \
        "${3:-tokenizer.bin}" "calibration/${set%:*}.txt" "${set#*:}"
done
