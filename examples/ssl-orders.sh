#!/bin/sh
# Lists all orders, shows the preview of one order, requests a resend, and waits for its end.
#
# Usage: SSL_ORDERS_URL=http://localhost:8080 SSL_ORDERS_TOKEN=... sh ssl-orders.sh ORDER_ID
# Requires curl 7.55 or later. A production script uses a JSON parser, such as jq, instead of the function "member".
set -eu

url=${SSL_ORDERS_URL:-http://localhost:8080}
order=${1:?Usage: sh ssl-orders.sh ORDER_ID}
request_timeout=60     # seconds
max_attempts=5
max_retry_after=30     # seconds; a longer wait is reported to the user
max_wait_for_end=120   # seconds

# Only the user can read the token file. On the command line of curl, other users could read the token.
umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'Authorization: Bearer %s\n' "${SSL_ORDERS_TOKEN:?is not set}" > "$folder/token"

# Reads JSON and prints all string values of a member, one per line.
member() {
    tr ',{}[]' '\n\n\n\n\n' | sed -n "s/^ *\"$1\" *: *\"\(.*\)\" *\$/\1/p"
}

# Prints the value of a response header.
header() {
    tr -d '\r' < "$folder/headers" | sed -n "s/^$1: *//p" | tail -n 1
}

# Prints the seconds of Retry-After, or the default if the header is absent.
retry_after() {
    seconds=$(header '[Rr]etry-[Aa]fter')
    echo "${seconds:-$1}"
}

# Sends a request and retries it after temporary failures. Each retry has the same headers, including Idempotency-Key.
# call PATH [options of curl] sets $status and writes the files "headers" and "body".
call() {
    path=$1
    shift
    attempt=1
    delay=1
    while [ "$attempt" -le "$max_attempts" ]; do
        : > "$folder/headers"
        : > "$folder/body"
        # Without a response, the status is 000. The service may have received the request.
        status=$(curl --silent --show-error --max-time "$request_timeout" --header "@$folder/token" "$@" \
            --dump-header "$folder/headers" --output "$folder/body" --write-out '%{http_code}' "$url$path") || status=000
        wait=$delay
        case $status in
        000) ;;
        429 | 503)
            wait=$(retry_after "$delay")
            [ "$wait" -le "$max_retry_after" ] || return 0
            ;;
        5??)
            # A response that is not a problem document is the response of a proxy.
            case $(header '[Cc]ontent-[Tt]ype') in application/problem+json*) return 0 ;; esac
            ;;
        *) return 0 ;;
        esac
        echo "$path: status $status; retry in $wait s" >&2
        sleep "$wait"
        attempt=$((attempt + 1))
        delay=$((delay * 2))
    done
    echo 'The service is not available.' >&2
    exit 1
}

# Ends the script with the problem document if the status is not 200. Programs decide by the member "type".
ok() {
    [ "$status" = 200 ] || {
        cat "$folder/body" >&2
        echo >&2
        exit 1
    }
}

cursor=
while :; do
    call "/ssl/orders?limit=20${cursor:+&cursor=$cursor}"
    ok
    member id < "$folder/body"
    cursor=$(member nextCursor < "$folder/body")
    [ -n "$cursor" ] || break
done

email=/ssl/orders/$order/fulfillment-email
call "$email"
ok
# The last resend also has a recipient, which can be another one.
recipient=$(sed 's/"lastResend" *: *{[^}]*}//' "$folder/body" | member recipient)
echo "Recipient: ${recipient:-none}"

# A portal shows the recipient here, and continues only after the user has confirmed it.
# A captured address contains no quotes and no backslashes, so it needs no escaping in JSON.
key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
call "$email/resend" --header "Idempotency-Key: $key" --header 'Content-Type: application/json' \
    --data "{${recipient:+\"expectedRecipient\": \"$recipient\"}}"
case $status in
202 | 504) ;; # 504: the outcome is unknown
*) ok ;;
esac
location=$(header '[Ll]ocation')

# Polls the resend until it is final or the time is over.
end=$(($(date +%s) + max_wait_for_end))
delay=1
call "$location"
ok
while [ -z "$(member settledAt < "$folder/body")" ] && [ "$(date +%s)" -lt "$end" ]; do
    sleep "$(retry_after "$delay")"
    delay=$((delay < 15 ? delay * 2 : 30))
    call "$location"
    ok
done
result=$(member status < "$folder/body")
echo "Resend: $result"
[ "$result" = accepted ]
