#!/usr/bin/env python3
"""Stands in for Solr, CKAN's search engine: takes all that is to be indexed, finds nothing. So CKAN reads everything from its database.

    search.py PORT SCHEMA
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOUND = {"responseHeader": {"status": 0}, "response": {"numFound": 0, "start": 0, "docs": []}}


class Search(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = Path(sys.argv[2]).read_bytes() if "/schema" in self.path else json.dumps(FOUND).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Search).serve_forever()
