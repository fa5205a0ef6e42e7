#!/usr/bin/env python3
"""Reads an HTML page on stdin with Python's own parser; prints what a browser would make of it.

Lines: `tag NAME COUNT`, `event ATTRIBUTE` for handlers, `address VALUE` for what a browser would fetch or follow,
`text NAME TEXT` for the text of h1 and title.
"""
import collections
import html.parser
import sys


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.open = collections.Counter(), None

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        self.open = tag
        for name, value in attributes:
            if name.startswith("on"):
                print("event", name)
            if name in ("src", "href", "action", "data", "srcset", "xlink:href"):
                print("address", value)

    def handle_endtag(self, tag):
        self.open = None

    def handle_data(self, data):
        if self.open in ("h1", "title"):
            print("text", self.open, data)


reader = Reader()
reader.feed(sys.stdin.buffer.read().decode())
for tag, count in sorted(reader.tags.items()):
    print("tag", tag, count)
