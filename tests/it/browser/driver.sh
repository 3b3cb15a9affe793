# Runs Chromium's driver until standard input closes, which it does however the tests end. Then nothing is left: neither the
# driver, nor its browsers, nor the folder. Arguments: the folder, the driver.
set -u
folder=$1 driver=$2
exec 3<&0 </dev/null

# A group of its own, so that the browsers go with it.
setsid "$driver" --port=0 >"$folder/driver.log" 2>&1 3<&- &
group=$!
cat <&3 >/dev/null
kill -s KILL -- "-$group" 2>/dev/null
wait "$group" 2>/dev/null
# What is killed may still be writing.
for _ in 1 2 3 4 5; do
    rm -rf "$folder" 2>/dev/null && break
    sleep 0.2
done
