#!/usr/bin/env bash
# Starts the training in the background, or goes on with it:
#     training/start.sh CORPUS RUN [options of training.train]
#     training/start.sh corpus.tsv.xz training/run --hours 2.5
# RUN, a folder that git ignores, gets venv/, data/, checkpoints, train.log and the process id in train.pid. The first
# call makes the environment and prepares the data (some minutes). PREPARE holds options of training.prepare, such as
# "--spm spm.model".
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
corpus=$(realpath "$1"); run=$(realpath -m "$2"); shift 2
mkdir -p "$run"
cd "$(dirname "$0")/.."

if [ -f "$run/train.pid" ] && kill -0 "$(cat "$run/train.pid")" 2>/dev/null; then
  echo "a training already runs in $run as process $(cat "$run/train.pid")" >&2; exit 1
fi
python="$run/venv/bin/python"
if [ ! -f "$run/venv/ready" ]; then
  "${PYTHON:-python3}" -m venv "$run/venv"
  "$python" -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
  touch "$run/venv/ready"
fi
# stats.json is written last: an interrupted preparation is done again.
# shellcheck disable=SC2086
[ -f "$run/data/stats.json" ] || nice -n 19 "$python" -m training.prepare "$corpus" "$run/data" ${PREPARE:-}

# Large blocks that the allocator hands back and maps anew cost a third of a step in page faults on a virtual machine:
# tcmalloc keeps them.
allocator=$(ldconfig -p 2>/dev/null | sed -n 's/.*libtcmalloc\(_minimal\)\?\.so\.4 .*=> //p' | head -n 1)
LD_PRELOAD=${allocator:-} nohup nice -n 19 "$python" -m training.train "$run/data" "$run" "$@" \
  >>"$run/train.log" 2>&1 </dev/null &
echo $! >"$run/train.pid"
echo "training as process $!; log in $run/train.log"
