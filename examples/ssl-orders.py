#!/usr/bin/env python3
"""Lists all orders, shows the preview of one order, requests a resend, and waits for its end.

Usage: SSL_ORDERS_URL=http://localhost:8080 SSL_ORDERS_TOKEN=... python3 ssl-orders.py ORDER_ID
Requires Python 3.8 or later, without packages.
"""
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ.get("SSL_ORDERS_URL", "http://localhost:8080")
TOKEN = os.environ.get("SSL_ORDERS_TOKEN", "")
REQUEST_TIMEOUT = 60  # seconds
MAX_ATTEMPTS = 5
MAX_RETRY_AFTER = 30  # seconds; a longer wait is reported to the user
MAX_WAIT_FOR_END = 120  # seconds


class Response:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.is_problem = headers.get_content_type() == "application/problem+json"
        self.is_json = headers.get_content_type() == "application/json" or self.is_problem
        self.document = json.loads(body) if self.is_json else {}

    def retry_after(self, default):
        """Returns the seconds of Retry-After, or the default if the header is absent."""
        return int(self.headers.get("Retry-After", default))


def exchange(request):
    try:
        with urllib.request.urlopen(request, timeout=REQUEST_TIMEOUT) as response:
            return Response(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Response(error.code, error.headers, error.read())


def call(method, path, headers=None, body=None):
    """Sends a request and retries it after temporary failures. Each retry has the same headers, including Idempotency-Key."""
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("Authorization", "Bearer " + TOKEN)
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    for attempt in range(MAX_ATTEMPTS):
        delay = 2**attempt
        failure = None
        try:
            response = exchange(request)
        except (OSError, http.client.HTTPException) as error:
            failure = str(error)  # the service may have received the request
        else:
            if response.status in (429, 503):
                delay = response.retry_after(delay)
                failure = str(response.status) if delay <= MAX_RETRY_AFTER else None
            elif response.status >= 500 and not response.is_problem:
                failure = str(response.status)  # the response of a proxy
            if failure is None:
                return response
        print(f"{method} {path}: {failure}; retry in {delay} s", file=sys.stderr)
        time.sleep(delay)
    sys.exit("The service is not available.")


def ok(response):
    """Returns the document of a successful response; ends the program with the problem otherwise."""
    if response.status < 300:
        return response.document
    if not response.is_problem:
        sys.exit(f"Unexpected response with status {response.status}")
    problem = response.document
    # Programs decide by problem["type"]; title and detail are for readers.
    sys.exit(f"{problem['title']}: {problem['detail']} ({problem['type']})")


def all_orders():
    cursor = None
    while True:
        query = {"limit": 20, **({"cursor": cursor} if cursor else {})}
        page = ok(call("GET", "/ssl/orders?" + urllib.parse.urlencode(query)))
        yield from page["orders"]
        cursor = page.get("nextCursor")
        if cursor is None:
            return


def resend(order_id):
    """Requests a resend to the recipient of the preview. Returns the path of the resend."""
    path = f"/ssl/orders/{urllib.parse.quote(order_id, safe='')}/fulfillment-email"
    preview = ok(call("GET", path))
    print(f"Recipient: {preview.get('recipient', 'none')}")
    # A portal shows the recipient here, and continues only after the user has confirmed it.
    body = {"expectedRecipient": preview["recipient"]} if "recipient" in preview else {}
    response = call("POST", path + "/resend", {"Idempotency-Key": str(uuid.uuid4())}, body)
    if response.status not in (202, 504):  # 504: the outcome is unknown
        ok(response)
    return response.headers["Location"] or sys.exit("No resend was created.")


def wait_for_end(path):
    """Polls the resend until it is final or the time is over. Returns the resend."""
    end = time.monotonic() + MAX_WAIT_FOR_END
    delay = 1
    while True:
        response = call("GET", path)
        current = ok(response)
        if "settledAt" in current or time.monotonic() > end:
            return current
        time.sleep(response.retry_after(delay))
        delay = min(2 * delay, 30)


def main():
    if len(sys.argv) != 2 or not TOKEN:
        sys.exit(__doc__)
    for order in all_orders():
        print(order["id"], order["status"], order["commonName"])
    result = wait_for_end(resend(sys.argv[1]))
    print(f"Resend: {result['status']}")
    sys.exit(0 if result["status"] == "accepted" else 1)


main()
