"""A link as a QR code: one path of an inline picture, so that a page needs no other file."""

from io import BytesIO

import segno

QUIET = 4  # modules of white that scanners need around the code
_SCALE = 10  # points a square
LEVEL = "q"  # a quarter of it may be smudged


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Dark and light modules, without the quiet zone."""
    return tuple(tuple(bool(dark) for dark in row) for row in segno.make(text, error=LEVEL, micro=False).matrix)


def svg(text: str, title: str) -> str:
    """The code as SVG, black on the page's white. Whoever places it scales it; `title` is escaped, and read aloud."""
    modules = matrix(text)
    size = len(modules) + 2 * QUIET
    dark = ((x, y) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark)
    drawn = "".join(f"M{x + QUIET} {y + QUIET}h1v1h-1z" for x, y in dark)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" shape-rendering="crispEdges">'
        f"<title>{title}</title>"
        f'<path fill="#000" d="{drawn}"/></svg>'
    )


def png(text: str) -> bytes:
    """The same as a picture for a chat, with the quiet edge a camera needs."""
    picture = BytesIO()
    segno.make(text, error=LEVEL, micro=False).save(picture, kind="png", scale=_SCALE, border=4)
    return picture.getvalue()
