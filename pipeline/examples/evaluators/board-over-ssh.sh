#!/bin/sh
# Forwards questions to a program on a board over one ssh connection, and answers back.
#
#   evaluate:
#     latency:
#       source: command
#       command: [pipeline/examples/evaluators/board-over-ssh.sh, pi@raspberrypi.local, python3, measure.py]
#       time_out_seconds: 120
#
# The program on the board speaks the same protocol: one JSON object a line in, one a line out. When the connection
# drops, it is made anew and the line sent again, TRIES times (5) with PAUSE seconds (2) between; then this ends with
# 75 and evaluate's own retries have their turn. Keys must do without a password: nobody is there to type it.
set -u
[ $# -ge 2 ] || { echo "usage: board-over-ssh.sh USER@HOST PROGRAM [ARGUMENT…]" >&2; exit 64; }
host=$1
shift
trap '' PIPE # a connection that is gone is seen by its end

connect() {
    folder=$(mktemp -d) || exit 73
    mkfifo "$folder/in" "$folder/out" || exit 73
    # -T: no terminal. The board is given up after 15 s without a sign of life.
    ssh -T -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=5 -o ServerAliveCountMax=3 \
        "$host" "$@" <"$folder/in" >"$folder/out" 3>&- 4<&- &
    exec 3>"$folder/in" 4<"$folder/out"
    rm -r "$folder" # both ends hold them: the names are not needed, and nothing is left behind
}

connect "$@"
while IFS= read -r line; do
    tries=0
    until printf '%s\n' "$line" >&3 2>/dev/null && IFS= read -r answer <&4; do
        tries=$((tries + 1))
        [ "$tries" -le "${TRIES:-5}" ] || { echo "$host: no connection after $tries tries" >&2; exit 75; }
        echo "$host: the connection dropped, trying again" >&2
        sleep "${PAUSE:-2}"
        connect "$@"
    done
    printf '%s\n' "$answer"
done
exec 3>&- # the end of its input tells the program to end
