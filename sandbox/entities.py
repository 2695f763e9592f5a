"""Telegram's HTML: to text with entities counted in UTF-16 units, and back to html that is safe to show."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.records import Entity, bad

KINDS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
SHOWN = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
}
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9.-]+))?""")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)(?![a-zA-Z]);?|#(\d{1,7}|x[0-9a-fA-F]{1,6});?)")
_ADDRESS = re.compile(r"^(?:(https?|tg|ton)://\S+|(mailto|tel):\S+|[\w-]+(\.[\w-]+)+(/\S*)?)$", re.IGNORECASE)
_SPOKEN = re.compile(r"(?P<bot_command>(?<!\S)/\w{1,64}(@\w+)?)|(?P<url>https?://\S+)|(?P<mention>(?<!\w)@\w{4,})")
_BLANK = " \t\r\n\v\f\u00a0"
_INVISIBLE = _BLANK + "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u2063\u2062\u2061\u00ad\u3164"


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


class _Reader:
    """Reads Telegram's HTML once, from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.stack:
            raise _wrong(f"""Can't find end tag corresponding to start tag "{self.stack[-1].tag}\"""")
        return "".join(self.parts), self.entities

    def _step(self) -> None:
        if self.source.startswith("</", self.at):
            self._close()
        elif self.source[self.at] == "<":
            self._open()
        elif (reference := _REFERENCE.match(self.source, self.at)) is not None:
            self._add(html.unescape(reference[0].rstrip(";") + ";"))
            self.at = reference.end()
        else:
            self._add(self.source[self.at])
            self.at += 1

    def _add(self, letters: str) -> None:
        self.parts.append(letters)
        self.length += units(letters)

    def _open(self) -> None:
        begin = self.at
        name = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        if name is None or name.end() == len(self.source):
            raise _wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = name[0].lower()
        if tag not in KINDS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        self.at = name.end()
        attributes = self._attributes(begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.stack.append(_Open(tag, attributes, self.length))

    def _attributes(self, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while (attribute := _ATTRIBUTE.match(self.source, self.at)) is not None:
            found[attribute[1].lower()] = html.unescape((attribute[2] or "").strip("\"'"))
            self.at = attribute.end()
        end = re.compile(r"\s*>").match(self.source, self.at)
        if end is None:
            raise _wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        self.at = end.end()
        return found

    def _close(self) -> None:
        end = re.compile(r"</([^\s>]*)\s*>").match(self.source, self.at)
        where = self._byte(self.at)
        if end is None:
            raise _wrong(f"Unclosed end tag at byte offset {where}")
        if not self.stack:
            raise _wrong(f"Unexpected end tag at byte offset {where}")
        opened = self.stack.pop()
        if end[1] and end[1].lower() != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{end[1]}>"'
            raise _wrong(f"Unmatched end tag at byte offset {where}, {expected}")
        self.at = end.end()
        self._finish(opened)

    def _finish(self, opened: _Open) -> None:
        length = self.length - opened.offset
        inside = {outer.tag for outer in self.stack}
        if length and not inside & {"pre", "code"}:
            self.entities += self._entity(opened, length)
        elif length and opened.tag == "code" and self.stack[-1].tag == "pre":
            self.stack[-1].attributes.update(opened.attributes)

    def _entity(self, opened: _Open, length: int) -> list[Entity]:
        kind, given = KINDS[opened.tag], opened.attributes
        if kind == "text_link":
            return self._link(opened, length)
        if kind == "blockquote" and "expandable" in given:
            kind = "expandable_blockquote"
        language = given.get("class", "").removeprefix("language-") if kind == "pre" else ""
        return [Entity(kind, opened.offset, length, language=language, emoji=given.get("emoji-id", ""))]

    def _link(self, opened: _Open, length: int) -> list[Entity]:
        address = opened.attributes.get("href") or cut("".join(self.parts), opened.offset, self.length)
        person = re.fullmatch(r"tg://user\?id=(\d+)", address)
        if person is not None:
            return [Entity("text_mention", opened.offset, length, user=int(person[1]))]
        if _ADDRESS.match(address) is None:
            return []
        return [Entity("text_link", opened.offset, length, url=address)]

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode(errors="surrogatepass"))


def _wrong(what: str) -> Exception:
    return bad(f"can't parse entities: {what}")


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, start: int, end: int) -> str:
    """The part between two places counted in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[start * 2 : end * 2].decode("utf-16-le", "replace")


def parse(source: str) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities of Telegram's HTML; a 400 in Telegram's words when it cannot be read."""
    return trim(*_Reader(source).read())


def trim(text: str, entities: Sequence[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Without the blanks at both ends, which Telegram cuts off; entities follow."""
    left = units(text) - units(text.lstrip(_BLANK))
    kept = text.strip(_BLANK)
    return kept, tuple(sorted(_moved(entities, left, units(kept)), key=lambda e: (e.offset, -e.length)))


def _moved(entities: Sequence[Entity], left: int, length: int) -> list[Entity]:
    moved = []
    for entity in entities:
        begin, end = max(entity.offset - left, 0), min(entity.end - left, length)
        if begin < end:
            extra = (entity.url, entity.language, entity.user, entity.emoji)
            moved.append(Entity(entity.kind, begin, end - begin, *extra))
    return moved


def is_empty(text: str) -> bool:
    return not text.strip(_INVISIBLE)


def spoken(text: str) -> tuple[Entity, ...]:
    """What Telegram finds by itself in a text: commands, addresses, mentions."""
    return tuple(
        Entity(found.lastgroup or "", units(text[: found.start(found.lastgroup or 0)]), units(found[0]))
        for found in _SPOKEN.finditer(text)
    )


def with_spoken(text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The given entities and those found by Telegram where they do not overlap."""
    found = [new for new in spoken(text) if all(new.end <= old.offset or old.end <= new.offset for old in entities)]
    return tuple(sorted([*entities, *found], key=lambda e: (e.offset, -e.length)))


def render(text: str, entities: Sequence[Entity]) -> str:
    """Html made anew from text and entities: nothing in the text can become a tag."""
    ordered = sorted(entities, key=lambda e: (e.offset, -e.length))
    return _inside(text, 0, units(text), ordered)


def _inside(text: str, start: int, end: int, entities: Sequence[Entity]) -> str:
    shown, rest = "", list(entities)
    while rest:
        first = rest.pop(0)
        inner = [entity for entity in rest if entity.offset < first.end]
        rest = rest[len(inner) :]
        stop = min(first.end, end)
        before, after = _tags(first, cut(text, first.offset, stop))
        shown += html.escape(cut(text, start, first.offset)) + before
        shown += _inside(text, first.offset, stop, inner) + after
        start = stop
    return shown + html.escape(cut(text, start, end))


def _tags(entity: Entity, covered: str) -> tuple[str, str]:
    if entity.kind not in {"text_link", "url"}:
        return SHOWN.get(entity.kind, ("", ""))
    address = entity.url or covered
    if not re.match(r"(https?|tg|mailto|tel):", address, re.IGNORECASE):
        address = f"http://{address}"
    return f'<a href="{html.escape(address)}" target="_blank" rel="noreferrer noopener">', "</a>"
