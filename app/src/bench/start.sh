#!/bin/sh
# How long ./cf5xx 524 takes from start to end, beside a hello-world program on the same Java, in turn. Run it from anywhere:
#   app/src/bench/start.sh [RUNS]
set -eu
runs=${1:-21}
home=$(cd "$(dirname "$0")/../../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
printf 'public class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n' >"$work/Hello.java"
"${java}c" -d "$work" "$work/Hello.java"

millis() {
  start=$(date +%s%N)
  "$@" >/dev/null
  echo $((($(date +%s%N) - start) / 1000))
}

"$home/cf5xx" 524 >/dev/null
"$java" -cp "$work" Hello >/dev/null
i=0
while [ "$i" -lt "$runs" ]; do
  millis "$home/cf5xx" 524 >>"$work/cf5xx"
  millis "$java" -cp "$work" Hello >>"$work/hello"
  i=$((i + 1))
done
middle() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
a=$(middle "$work/cf5xx")
b=$(middle "$work/hello")
echo "$("$java" -version 2>&1 | head -n 1), $runs runs each, medians: cf5xx 524 $((a / 1000)) ms, hello world $((b / 1000)) ms, ratio $((a * 100 / b)) %"
