#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Boots a kernel in QEMU (or runs it as a process) and shows its console; installs and builds what is missing.
set -euo pipefail

usage() {
  cat <<'HELP'
usage: ./boot [option ...]

Boots a language model with no operating system: builds a kernel and its disk image, and starts it in QEMU.
You can talk to it (/help lists the commands, /quit powers off), or have it tell a story.

What is booted
  --example NAME     the kernel: a folder under examples/ (default: chat; storyteller with --prompt or --once)
  --model F          another model: a GGUF file, or one of llama2.c's
  --tokenizer F      its tokenizer file (a GGUF file brings its own)
  --quantize TYPE    store the model's matrices as F32, F16, BF16, Q8_0, Q4_0 or Q4_1 (default: as the example says)
What it does
  --prompt T         tells a story that begins like this
  --steps N          at most N tokens of an answer, or of the story with its beginning (default: until it ends)
  --temperature X    0 takes the most likely token each time (default: 0 for the story, 0.8 otherwise)
  --top-p X          sample from the most likely tokens that together have this probability
  --seed N           the same seed gives the same text; 0: another one each time
  --once             tells a story and powers off
The machine
  --cpu M            processor model of QEMU (default: max; qemu64 has only SSE2; not with --hosted)
  --smp N            processors (default: 1)
  --memory MIB       memory (default: 512)
  --hosted           run the same EFI file as a Linux process: as fast as this machine is
  --gui              open a window with the machine's screen (not with --hosted)
  --snapshot         forget what the kernel saves; else it is there at the next boot (not with --hosted)
  --screenshot F     write a PNG of the screen when the kernel is done (not with --hosted)
Output
  --quiet            standard output gets the generated text and nothing else
  --timeout S        end the machine after S seconds, with an error
  --help             this text

The exit code is 0 only if the kernel said that all is well.
HELP
}

fail() {
  echo "boot: $1 (./boot --help lists the options)" >&2
  exit 2
}

example=
goal=boot
story= # whether an option asks for one
qemu_only=
quiet=
once=
settings=()
set_property() { settings+=("-D$1=$2"); }
# Options of modules that not every example has: which of them count is known at the end.
of_story=()
of_chat=()
set_story() { of_story+=("-Dbaobab.set.story.$1=$2"); }
set_chat() { of_chat+=("-Dbaobab.set.$1=$2"); }
# A file that must be there, by its whole path.
set_file() {
  [ -f "$2" ] || fail "there is no file $2"
  set_property "$1" "$(realpath -- "$2")"
}
number() { [[ $2 =~ ^[0-9]+$ ]] || fail "$1 needs a whole number, not '$2'"; }

while [ $# -gt 0 ]; do
  case $1 in
    --once | --quiet | --hosted | --gui | --snapshot | --help | -h) ;;
    --*) [ $# -ge 2 ] || fail "$1 needs a value" ;;
    *) fail "unknown argument '$1'" ;;
  esac
  case $1 in
    --example) example=$2 ;;
    --model) set_file baobab.model "$2" ;;
    --tokenizer) set_file baobab.tokenizer "$2" ;;
    --quantize)
      [[ ${2^^} =~ ^(F32|F16|BF16|Q8_0|Q4_0|Q4_1)$ ]] || fail "--quantize needs F32, F16, BF16, Q8_0, Q4_0 or Q4_1, not '$2'"
      set_property baobab.quantize "${2^^}"
      ;;
    --prompt)
      story=1
      set_story prompt "$2"
      ;;
    --steps)
      set_story steps "$2"
      set_chat repl.steps "$2"
      ;;
    --temperature | --top-p)
      set_story "${1#--}" "$2"
      set_property "baobab.set.sampler.${1#--}" "$2"
      ;;
    --seed) set_property baobab.set.sampler.seed "$2" ;;
    --cpu)
      qemu_only=$1
      set_property baobab.cpu "$2"
      ;;
    --smp) number "$1" "$2" && set_property baobab.processors "$2" ;;
    --memory) number "$1" "$2" && set_property baobab.memory "$2" ;;
    --timeout) number "$1" "$2" && set_property baobab.timeout "$2" ;;
    --screenshot)
      qemu_only=$1
      set_property baobab.screenshot "$(realpath -m -- "$2")"
      ;;
    --hosted) goal=run ;;
    --gui)
      qemu_only=$1
      set_property baobab.gui true
      ;;
    --snapshot)
      qemu_only=$1
      set_property baobab.boot.snapshot true
      ;;
    --quiet) quiet=1 ;;
    --once)
      story=1
      once=1
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *) fail "unknown option '$1'" ;;
  esac
  case $1 in
    --once | --quiet | --hosted | --gui | --snapshot) shift ;;
    *) shift 2 ;;
  esac
done

[ $goal = boot ] || [ -z "$qemu_only" ] || fail "$qemu_only is about QEMU's machine: leave it or --hosted out"

if [ -z "$example" ]; then
  example=${story:+storyteller}
  example=${example:-chat}
fi
if [ "$example" = chat ]; then
  [ -z "$story" ] || fail "--prompt and --once are about a story, which the example chat does not tell"
  settings+=("${of_chat[@]}")
else
  settings+=("${of_story[@]}")
fi

cd "$(dirname "$0")"
[ -f "examples/$example/pom.xml" ] ||
  fail "there is no example '$example': choose one of these: $(cd examples && echo */ | tr -d /)"

if [ -n "$once" ]; then
  set_property baobab.set.kernel.interactive false
  [ $goal = run ] || set_property baobab.boot.snapshot true # nothing to keep
fi

tools/setup boot
tools/install-framework

if [ -n "$quiet" ]; then
  # What Maven has to say goes to the standard error too.
  settings+=(-Dbaobab.quiet=true -Dorg.slf4j.simpleLogger.logFile=System.err)
fi
exec ./mvnw -q -B -f "examples/$example" "$goal" "${settings[@]}"
