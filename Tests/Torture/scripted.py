"""A deterministic language model behind an endpoint on loopback: what it answers follows from the request alone.

It reads a prompt as a person would: how many children are wanted, which operations the niche bounds, which codes stand in
the prompt already.
"""
import hashlib
import http.server
import json
import random
import re
import threading

LETTERS = {"none": "-", "skip_connect": "s", "nor_conv_1x1": "1", "nor_conv_3x3": "3", "avg_pool_3x3": "p"}
BOUND = re.compile(r"^  \* (?:exactly (\d+) × |(\d+) to (\d+) × |no )([a-z0-9_]+)$", re.M)


def codes(text):
    """The prompt's cells in six letters."""
    return {word for word in re.split(r"[^-0-9A-Za-z]", text) if re.fullmatch(r"[-s13p]{6}", word)}


def children(text, wanted):
    """New cells of the niche, all of whose edges are alive."""
    bounds = {}
    for exact, least, most, operation in BOUND.findall(text):
        bounds[LETTERS[operation]] = (int(exact), int(exact)) if exact else (int(least or 0), int(most or 0))
    draw, seen, found = random.Random(hashlib.sha256(text.encode()).digest()), codes(text), []
    for _ in range(20_000):
        if len(found) == wanted:
            break
        code = "".join(draw.choice("s13p") for _ in range(6))
        if code not in seen and all(least <= code.count(letter) <= most for letter, (least, most) in bounds.items()):
            seen.add(code)
            found.append(code)
    return found


def completion(body):
    text = "\n\n".join(message["content"] for message in body["messages"])
    if 'its list "rules"' in text:
        said = {"rules": [{"rule": f"Prefer {hashlib.sha256(text.encode()).hexdigest()[:8]}.", "replaces": None}]}
    else:
        again = re.search(r"Propose (\d+) other", body["messages"][-1]["content"])
        asked = re.findall(r"exactly (\d+) elements", text)
        wanted = int(again.group(1) if again else asked[-1] if asked else 1)
        said = {"children": [
            {"child_id": f"c{number}", "operation": "mutation", "architecture_code": code, "parents": [], "rationale": "why not"}
            for number, code in enumerate(children(text, wanted), 1)]}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop",
                     "message": {"role": "assistant", "content": json.dumps(said)}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}


def answer(line):
    """A Batch file's output line for an input line."""
    return {"id": "batch_req_1", "custom_id": line["custom_id"], "error": None,
            "response": {"status_code": 200, "request_id": "req_1", "body": completion(line["body"])}}


def canonical(body):
    return json.dumps(body, sort_keys=True)


class Endpoint:
    """Answers chat completions; remembers what was asked."""

    def __init__(self):
        self.asked = asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                asked.append(canonical(body))
                reply = json.dumps(completion(body)).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    # Who asked was killed.
                    pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}/v1"
