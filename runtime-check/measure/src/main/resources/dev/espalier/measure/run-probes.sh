#!/bin/sh
# Times the probes in this folder on the phone that adb is connected to, one after the other.
# Usage: run-probes.sh BENCHMARK_MODEL RESULTS
#   BENCHMARK_MODEL  the program for android_arm64 on this computer
#   RESULTS          a folder for one text per probe, device.txt and probes.csv
set -eu

if [ $# -ne 2 ]; then
  echo "usage: $0 BENCHMARK_MODEL RESULTS" >&2
  exit 2
fi
program=$1
results=$2
probes=$(dirname "$0")
remote=/data/local/tmp/espalier-probes

temperature() {
  adb shell 'cat /sys/class/thermal/thermal_zone0/temp 2>/dev/null || echo unknown'
}

mkdir -p "$results"
cp "$probes/probes.csv" "$results/probes.csv"
adb shell "mkdir -p $remote"
adb push "$program" "$remote/benchmark_model" >/dev/null
adb shell "chmod +x $remote/benchmark_model"

{
  echo "phone: $(adb shell getprop ro.product.model)"
  echo "soc: $(adb shell getprop ro.soc.model)"
  echo "android: $(adb shell getprop ro.build.fingerprint)"
  echo "gpu: $(adb shell 'cat /sys/class/kgsl/kgsl-3d0/gpu_model 2>/dev/null || echo unknown')"
  echo "driver: $(adb shell 'dumpsys SurfaceFlinger 2>/dev/null | grep GLES || echo unknown')"
  echo "governor: $(adb shell 'cat /sys/class/kgsl/kgsl-3d0/devfreq/governor 2>/dev/null || echo unknown')"
  echo "program: $(cksum "$program")"
  echo "date: $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  echo "temperature before: $(temperature)"
} >"$results/device.txt"

for model in "$probes"/*.tflite; do
  name=$(basename "$model" .tflite)
  echo "$name" >&2
  adb push "$model" "$remote/$name.tflite" >/dev/null
  adb shell "$remote/benchmark_model --graph=$remote/$name.tflite --use_gpu=true --gpu_backend=cl \
--gpu_precision_loss_allowed=true --num_runs=100 --warmup_runs=20" </dev/null >"$results/$name.txt" 2>&1
done

echo "temperature after: $(temperature)" >>"$results/device.txt"
