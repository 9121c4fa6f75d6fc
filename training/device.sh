#!/usr/bin/env bash
# Trains on a machine with a GPU that is lent for minutes; on one without, the same on the CPU (to rehearse):
#     python -m training.device pack training/run/data training/run/packed --mono mono_en_news.txt.xz   # before, here
#     training/device.sh training/run/packed OUT 11                                                     # there
# All of MINUTES counts, from the first line of this script: see training/growth.py for what happens in them, and for
# the options that may follow. Nothing is evaluated. OUT gets the averaged weights in bfloat16, in pieces of 15 MB
# (`training.device join` makes a checkpoint of them for training.export), and train.log. PYTHON says which Python has
# torch, sentencepiece and safetensors; 7zz (Debian's 7zip) must be there too.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
began=$(date +%s.%N)
packed=$(realpath "$1"); out=$(realpath -m "$2"); minutes=$3; shift 3
cd "$(dirname "$0")/.."
mkdir -p "$out"
"${PYTHON:-python3}" -m training.growth "$packed" "$out" --minutes "$minutes" --began "$began" "$@" 2>&1 |
  tee "$out/train.log"
