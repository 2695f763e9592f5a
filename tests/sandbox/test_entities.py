"""Telegram's HTML, forth and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import is_empty, parse, render, spoken, units
from sandbox.records import Entity, Failure


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Сәлем</b>", "Сәлем", [("bold", 0, 5)]),
        ("🎉 <i>ой</i>", "🎉 ой", [("italic", 3, 2)]),
        ("<b>a<i>🎉</i></b>", "a🎉", [("bold", 0, 3), ("italic", 1, 2)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        (
            "<s>a</s><del>b</del>",
            "ab",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1)],
        ),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote>a\nb</blockquote>", "a\nb", [("blockquote", 0, 3)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("&lt;b&gt; &amp; &quot;&#33;&#x1F389;", '<b> & "!🎉', []),
        ("1 &lt 2 &ampx", "1 < 2 &ampx", []),
        ("&nbsp; &unknown;", "&nbsp; &unknown;", []),
        ("  <b> a </b> ", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("<a href='javascript:x'>a</a>", "a", []),
    ],
)
def test_html_becomes_text_and_entities_in_utf16_units(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    read, found = parse(source)
    assert (read, [(one.kind, one.offset, one.length) for one in found]) == (text, entities)


def test_links_keep_their_address_and_code_its_language() -> None:
    assert parse('<a href="https://x.kz/?a=1&amp;b">x</a>')[1] == (
        Entity("text_link", 0, 1, url="https://x.kz/?a=1&b"),
    )
    assert parse('<pre><code class="language-py">x</code></pre>')[1] == (Entity("pre", 0, 1, language="py"),)
    assert parse('<a href="tg://user?id=7">x</a>')[1] == (Entity("text_mention", 0, 1, user=7),)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ә<font>x</font>", 'Unsupported start tag "font" at byte offset 2'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href='x>y", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<span>x</span>",
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Failure) as refused:
        parse(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_telegram_finds_commands_addresses_and_mentions_itself() -> None:
    found = spoken("🎉 /book@bot https://x.kz @aigerim a@mail /not/this")
    assert [(one.kind, one.offset, one.length) for one in found] == [
        ("bot_command", 3, 9),
        ("url", 13, 12),
        ("mention", 26, 8),
        ("bot_command", 42, 4),
    ]


@pytest.mark.parametrize("blank", ["", "  \n", "\u200b", "\ufeff \u2060"])
def test_a_text_nobody_can_see_is_empty(blank: str) -> None:
    assert is_empty(blank)


def test_the_html_shown_is_nested_and_safe() -> None:
    text, entities = parse('<b>a <i>&lt;x&gt;</i></b><a href="https://x.kz/?q=%22">"</a>')
    assert render(text, entities) == (
        '<b>a <i>&lt;x&gt;</i></b><a href="https://x.kz/?q=%22" target="_blank" rel="noreferrer noopener">&quot;</a>'
    )


def test_overlapping_entities_are_cut_to_fit() -> None:
    shown = render("abcd", [Entity("bold", 0, 3), Entity("italic", 2, 2)])
    assert shown == "<b>ab<i>c</i></b>d"


@given(st.text(alphabet="<>&\"'ab 🎉ә/=\n"))
def test_no_text_becomes_a_tag(text: str) -> None:
    assert "<" not in render(text, ())


@given(st.text(alphabet="aә🎉𝔸"), st.text(alphabet="aә🎉𝔸", min_size=1))
def test_an_entity_covers_what_the_tag_covered(before: str, inside: str) -> None:
    text, entities = parse(f"{before}<b>{inside}</b>")
    assert text == before + inside
    assert (entities[0].offset, entities[0].length) == (units(before), units(inside))
