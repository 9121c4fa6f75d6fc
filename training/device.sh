#!/usr/bin/env bash
# Trains on a machine with a GPU that is lent for minutes; on one without, the same on a core (to rehearse):
#     training/device.sh DATA OUT MINUTES [options of training.train]
#     python -m training.device pack training/run/data training/run/packed --init training/run/init.pt   # before, here
#     training/device.sh training/run/packed "$OUT" 8 --shape 384,6,1536,6,2                             # there
# DATA is what `training.device pack` wrote, or a folder of training.prepare, which is packed first. All of MINUTES
# counts: unpacking, compiling, the constant rate, and the last 60 % in which the rate falls to zero. Nothing is
# evaluated. OUT gets the averaged weights in bfloat16, in pieces of 15 MB (`training.device join` makes a checkpoint of
# them for training.export), and train.log. PYTHON says which Python has torch.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
began=$(date +%s)
data=$(realpath "$1"); out=$(realpath -m "$2"); minutes=$3; shift 3
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
mkdir -p "$out"
run=$(mktemp -d); trap 'rm -rf "$run"' EXIT

if [ ! -f "$data/packed.xz" ]; then
  "$python" -m training.device pack "$data" "$run/packed"; data=$run/packed
fi
"$python" -m training.device unpack "$data" "$run/data"
# Weights of another shape than the one asked for can't be started from.
case " $* " in *" --shape "*) ;; *) if [ -f "$data/init.pt" ]; then cp "$data/init.pt" "$run/init.pt"; fi ;; esac

device=$("$python" -c 'import torch; print("cuda" if torch.cuda.is_available() else "cpu")')
tokens=3000; if [ "$device" = cuda ]; then tokens=65536; fi
hours=$("$python" -c "import sys; print(max(0.001, (float(sys.argv[1]) - (int(sys.argv[2]) - int(sys.argv[3])) / 60) / 60))" \
  "$minutes" "$(date +%s)" "$began")
"$python" -m training.train "$run/data" "$run" --device "$device" --workers 1 --tokens "$tokens" --hours "$hours" \
  --decay --cooldown 0.6 --save 1000 --log 15 "$@" 2>&1 | tee "$out/train.log"
"$python" -m training.device split "$run/decayed.pt" "$out"
