"""The encoding of a shapefile that does not declare one, as the program recognises it: GDAL would take it for Latin-1."""
from pathlib import Path

HEADER = 32  # bytes of a .dbf before its fields
NOTHING = (0x00, 0x57)  # language bytes that say nothing


def of_undeclared(path):
    """"UTF-8" or "GB18030" for a shapefile with words in it and no word about their encoding; None for any other file."""
    file = Path(str(path))
    table = file.with_suffix(".dbf")
    declared = any(file.with_suffix(end).is_file() for end in (".cpg", ".CPG"))
    if declared or file.suffix.lower() not in (".shp", ".dbf") or not table.is_file():
        return None
    data = table.read_bytes()
    if len(data) < HEADER or data[29] not in NOTHING or data[HEADER:].isascii():
        return None
    texts = _texts(data)
    for name in ("utf-8", "gb18030"):
        if all(_fits(text, name) for text in texts):
            return "UTF-8" if name == "utf-8" else "GB18030"
    return None


def _texts(data):
    """Names of fields and values with other than ASCII in them."""
    start, length = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    fields, at = [], 1
    texts = []
    for place in range(HEADER, start - 1, 32):
        texts.append(data[place : place + 11].split(b"\0")[0])
        size = data[place + 16]
        if data[place + 11 : place + 12] in (b"C", b"M"):
            fields.append((at, at + size))
        at += size
    for row in range(start, len(data) - length + 1, length):
        texts += [data[row + first : row + last].rstrip(b" \0") for first, last in fields]
    return [text for text in dict.fromkeys(texts) if not text.isascii()]


def _fits(text, encoding):
    """True for text in this encoding; the end of a full field may be cut within a character."""
    for cut in range(4 if encoding == "utf-8" else 2):
        try:
            text[: len(text) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
