"""Asking for a person's own number: by Telegram's own button, so that nobody types somebody else's."""

from rules.letters import Keys, Screen
from screens.common import lines
from screens.words import Words


def ask(words: Words, problem: str = "") -> Screen:
    """`problem` says why what was sent is not it."""
    asked = words.t("The centre will call you. Send your number with the button under the chat.")
    return Screen(lines(problem, asked), keys=Keys(contact=f"📱 {words.b('Send my number')}", word=stop(words)))


def stop(words: Words) -> str:
    return words.b("Do not send the number")


def with_the_button(words: Words) -> str:
    return words.t("A typed number is not taken.")


def somebody_elses(words: Words) -> str:
    return words.t("This is somebody else's number. We have not saved it.")


def received(number: str, words: Words) -> Screen:
    said = words.t("We will call this number: {number}. It is erased 30 days after the call.", number=number)
    return Screen(said, keys=Keys())


def put_away(words: Words) -> Screen:
    """The button under the chat is not needed any more, and stands in the way."""
    return Screen(words.t("The button that sends your number is gone."), keys=Keys())
