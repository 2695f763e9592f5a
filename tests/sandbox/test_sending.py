"""What the bot may send, through the library itself."""

from collections.abc import Awaitable, Callable

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, NetworkError

import sandbox.groups
from sandbox.records import Upload
from sandbox.telegram import Telegram

Send = Callable[[telegram.Bot, int], Awaitable[object]]


async def test_a_message_comes_as_it_was_written(bot: telegram.Bot, person: int) -> None:
    source = '<b>Сәлем</b> 🎉 <a href="https://x.kz">x</a>'
    sent = await bot.send_message(
        person,
        source,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )
    assert sent.text_html == source
    assert sent.from_user is not None
    assert sent.from_user.is_bot


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", None, "Message text is empty"),
        (" \n\u200b", None, "Message text is empty"),
        ("<b></b>", "HTML", "Message text is empty"),
        ("🎉" * 2049, None, "Message is too long"),
        ("x" * 4097, None, "Message is too long"),
        ("<b>x", "HTML", "Can't parse entities: can't find end tag"),
        ("*x*", "MarkdownV3", "Unsupported parse_mode"),
    ],
)
async def test_a_bad_text_is_refused(bot: telegram.Bot, person: int, text: str, mode: str | None, words: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i)^{words}"):
        await bot.send_message(person, text, parse_mode=mode)


async def test_the_limit_counts_units_after_the_tags_are_read(bot: telegram.Bot, person: int) -> None:
    assert (await bot.send_message(person, f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML")).text == "<" * 4096
    assert (await bot.send_message(person, "🎉" * 2048)).text == "🎉" * 2048


async def test_a_caption_has_1024_units(bot: telegram.Bot, person: int) -> None:
    await bot.send_document(person, b"x", caption="🎉" * 512)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(person, b"x", caption="🎉" * 512 + "x")


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton("a", callback_data="ә" * 32 + "x"), "Button_data_invalid"),
        (InlineKeyboardButton("a", callback_data=""), "Button_data_invalid"),
        (
            InlineKeyboardButton("a", url="not an address"),
            "Inline keyboard button URL 'not an address' is invalid: Wrong HTTP URL",
        ),
        (InlineKeyboardButton("a"), "Can't parse inline keyboard button: Text buttons are unallowed"),
        (InlineKeyboardButton(" ", callback_data="x"), "Text buttons are unallowed"),
    ],
)
async def test_a_bad_button_is_refused(
    bot: telegram.Bot, person: int, button: InlineKeyboardButton, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i)^{words}"):
        await bot.send_message(person, "x", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_good_buttons_come_back_as_they_were(bot: telegram.Bot, person: int) -> None:
    markup = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("a", callback_data="ә" * 32)],
            [
                InlineKeyboardButton("b", url="https://x.kz/ә?y=1"),
                InlineKeyboardButton("c", copy_text=telegram.CopyTextButton("all of it")),
                InlineKeyboardButton("d", switch_inline_query="q"),
            ],
        ]
    )
    assert (await bot.send_message(person, "x", reply_markup=markup)).reply_markup == markup


async def test_files_go_up_and_come_down_and_go_again(bot: telegram.Bot, person: int) -> None:
    sent = await bot.send_document(
        person, "тізім".encode(), filename="қабылдау.txt", caption="<i>x</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption_html) == (
        "қабылдау.txt",
        len("тізім".encode()),
        "<i>x</i>",
    )
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == "тізім".encode()
    again = await bot.send_document(person, sent.document.file_id)
    assert again.document == sent.document


async def test_photos_and_voices_go_up_too(bot: telegram.Bot, person: int) -> None:
    assert (await bot.send_photo(person, b"\x89PNG\r\n--x\r\n")).photo
    assert (await bot.send_voice(person, b"OggS")).voice


async def test_a_contact_and_a_place_can_be_sent(bot: telegram.Bot, person: int) -> None:
    contact = (await bot.send_contact(person, "+77000000000", "A")).contact
    assert contact is not None
    assert contact.phone_number == "+77000000000"
    assert (await bot.send_location(person, 43.65, 51.15)).location


@pytest.mark.parametrize(
    ("send", "words"),
    [
        (lambda bot, to: bot.send_document(to, "no-such-file"), "Wrong file identifier"),
        (lambda bot, to: bot.get_file("no-such-file"), "Invalid file_id"),  # noqa: ARG005  # one shape for all
        (lambda bot, to: bot.send_document(to, b""), "File must be non-empty"),
        (lambda bot, to: bot.send_message(to, "x", reply_to_message_id=999), "Message to be replied not found"),
        (lambda bot, to: bot.copy_message(to, to, 999), "Message to copy not found"),
        (lambda bot, to: bot.forward_message(to, to, 999), "Message to forward not found"),
        (
            lambda bot, to: bot.send_media_group(to, [telegram.InputMediaPhoto(b"x")]),
            "Group of media must include 2-10 items",
        ),
        (lambda bot, to: bot.send_chat_action(to, "dancing"), "Wrong parameter action"),
    ],
)
async def test_what_is_not_there_cannot_be_sent(bot: telegram.Bot, person: int, send: Send, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i)^{words}"):
        await send(bot, person)


async def test_a_photo_is_no_document(bot: telegram.Bot, person: int) -> None:
    photo = (await bot.send_photo(person, b"x")).photo[-1]
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(person, photo.file_id)


async def test_a_file_too_big_is_refused(bot: telegram.Bot, box: Telegram, person: int) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(person, bytes(50 * 1024 * 1024 + 1))
    file = box.world.store("document", Upload("big.bin", "", bytes(20 * 1024 * 1024 + 1)))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(file.id)


async def test_an_album_is_one_thing_of_several_messages(bot: telegram.Bot, person: int) -> None:
    media = [telegram.InputMediaPhoto(b"1", caption="a"), telegram.InputMediaPhoto(b"2")]
    sent = await bot.send_media_group(person, media)
    assert len({one.media_group_id for one in sent}) == 1
    assert [one.caption for one in sent] == ["a", None]


async def test_a_copy_hides_where_it_came_from_and_a_forward_does_not(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    said = box.say(person, "мәтін")
    copied = await bot.copy_message(person, person, said.id)
    assert box.world.messages[person][copied.message_id].text == "мәтін"
    forwarded = await bot.forward_message(person, person, said.id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == person


async def test_a_protected_message_goes_no_further(bot: telegram.Bot, person: int) -> None:
    sent = await bot.send_message(person, "x", protect_content=True)
    assert sent.has_protected_content
    with pytest.raises(BadRequest, match="protected content"):
        await bot.forward_message(person, person, sent.message_id)


async def test_a_reply_carries_what_it_answers(bot: telegram.Bot, box: Telegram, person: int) -> None:
    said = box.say(person, "question")
    sent = await bot.send_message(person, "answer", reply_to_message_id=said.id)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "question"
    alone = await bot.send_message(person, "x", reply_to_message_id=999, allow_sending_without_reply=True)
    assert alone.reply_to_message is None


async def test_control_characters_become_blanks(bot: telegram.Bot, person: int) -> None:
    assert (await bot.send_message(person, "a\x00b\x0bc\r\nd")).text == "a b c\nd"


async def test_entities_can_be_given_instead_of_tags(bot: telegram.Bot, person: int) -> None:
    bold = telegram.MessageEntity("bold", 3, 2)
    assert (await bot.send_message(person, " 🎉ab ", entities=[bold])).entities == (
        telegram.MessageEntity("bold", 2, 2),
    )


async def test_an_album_may_carry_documents_but_nothing_missing(bot: telegram.Bot, person: int) -> None:
    sent = await bot.send_document(person, b"x", filename="a.txt")
    assert sent.document is not None
    again = telegram.InputMediaDocument(sent.document.file_id)
    assert len(await bot.send_media_group(person, [again, again])) == 2
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_media_group(person, [again, telegram.InputMediaDocument("none")])


async def test_a_service_message_cannot_be_sent_on(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    sandbox.groups.join(box, group, box.person("B"))
    joined = box.chat_messages(group)[-1]
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(person, group, joined.id)
