"""Reads the body of a call: JSON, a form, or multipart with files."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from sandbox.parameters import Parameters
from sandbox.records import Upload, bad

_NAME = re.compile(rb'name="((?:[^"\\]|\\.)*)"')
_FILENAME = re.compile(rb'filename="((?:[^"\\]|\\.)*)"')
_TYPE = re.compile(rb"^content-type:\s*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


def read(kind: str, body: bytes, query: str = "") -> Parameters:
    """The parameters of a call; `kind` is the Content-Type, `query` what stands behind the address."""
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body, values)
    if kind.startswith("application/json"):
        return Parameters(values | _json(body))
    return Parameters(values | dict(parse_qsl(body.decode(errors="surrogatepass"), keep_blank_values=True)))


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad("object expected as the body")
    return found


def _multipart(kind: str, body: bytes, values: dict[str, Any]) -> Parameters:
    boundary = kind.partition("boundary=")[2].strip('"').encode()
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name, filename = _NAME.search(head), _FILENAME.search(head)
        if name is None:
            continue
        if filename is None:
            values[_decoded(name[1])] = content.decode(errors="replace")
        else:
            uploads[_decoded(name[1])] = Upload(_decoded(filename[1]), _mime(head), content)
    return Parameters(values, uploads)


def _mime(head: bytes) -> str:
    found = _TYPE.search(head)
    return found[1].decode().strip() if found else "application/octet-stream"


def _decoded(name: bytes) -> str:
    return name.replace(b"%22", b'"').replace(b'\\"', b'"').decode(errors="replace")
