"""Writes one small town as an OpenStreetMap file, in XML (.osm) and in the binary form (.osm.pbf), by nothing but their specifications."""

import struct
import zlib
from xml.sax.saxutils import quoteattr


def write_xml(path, nodes, ways):
    """`nodes`: id -> (lon, lat); `ways`: id -> (node ids, tags)."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    lines += [f'<node id="{i}" lat="{lat:.7f}" lon="{lon:.7f}" version="1"/>' for i, (lon, lat) in sorted(nodes.items())]
    for i, (refs, tags) in sorted(ways.items()):
        lines.append(f'<way id="{i}" version="1">' + "".join(f'<nd ref="{r}"/>' for r in refs))
        lines += [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]
        lines.append("</way>")
    path.write_text("\n".join([*lines, "</osm>", ""]), encoding="utf-8")


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def zigzag(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def whole(field, value):
    return varint(field << 3) + varint(value)


def part(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def differences(values):
    return b"".join(zigzag(b - a) for a, b in zip([0, *values], values, strict=False))


def block(kind, data):
    blob = whole(2, len(data)) + part(3, zlib.compress(data))
    header = part(1, kind.encode()) + whole(3, len(blob))
    return struct.pack(">I", len(header)) + header + blob


def write_pbf(path, nodes, ways):
    strings = {"": 0}

    def number(text):
        return strings.setdefault(text, len(strings))

    numbers = sorted(nodes)
    in_steps = {i: [round(10_000_000 * x) for x in nodes[i]] for i in numbers}  # of 100 nanodegrees
    dense = part(1, differences(numbers))
    dense += part(8, differences([in_steps[i][1] for i in numbers])) + part(9, differences([in_steps[i][0] for i in numbers]))
    group = b""
    for i, (refs, tags) in sorted(ways.items()):
        way = whole(1, i) + part(2, b"".join(varint(number(k)) for k in tags))
        way += part(3, b"".join(varint(number(v)) for v in tags.values())) + part(8, differences(refs))
        group += part(3, way)
    table = b"".join(part(1, text.encode()) for text in strings)
    with path.open("wb") as file:
        file.write(block("OSMHeader", part(4, b"OsmSchema-V0.6") + part(4, b"DenseNodes")))
        file.write(block("OSMData", part(1, table) + part(2, part(2, dense)) + part(2, group) + whole(17, 100)))
