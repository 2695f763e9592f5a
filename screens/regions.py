"""The names of regions, by their ISO code."""

from screens.words import Words


def region(code: str, words: Words) -> str:
    """A region's name; a code that nobody knows stands for itself."""
    return _names(words).get(code, code)


def _names(words: Words) -> dict[str, str]:
    return {
        "KZ": words.b("The whole country"),
        "KZ-10": words.b("Abai region"),
        "KZ-11": words.b("Akmola region"),
        "KZ-15": words.b("Aktobe region"),
        "KZ-19": words.b("Almaty region"),
        "KZ-23": words.b("Atyrau region"),
        "KZ-27": words.b("West Kazakhstan region"),
        "KZ-31": words.b("Zhambyl region"),
        "KZ-33": words.b("Zhetisu region"),
        "KZ-35": words.b("Karaganda region"),
        "KZ-39": words.b("Kostanay region"),
        "KZ-43": words.b("Kyzylorda region"),
        "KZ-47": words.b("Mangystau region"),
        "KZ-55": words.b("Pavlodar region"),
        "KZ-59": words.b("North Kazakhstan region"),
        "KZ-61": words.b("Turkistan region"),
        "KZ-62": words.b("Ulytau region"),
        "KZ-63": words.b("East Kazakhstan region"),
        "KZ-71": words.b("Astana city"),
        "KZ-75": words.b("Almaty city"),
        "KZ-79": words.b("Shymkent city"),
    }
