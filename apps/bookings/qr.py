"""The square code on a ticket."""

import segno
from django.utils.safestring import SafeString


def qr_svg(text: str) -> SafeString:
    """Draw a text as a QR code: inline SVG, black on white, with the quiet zone that scanners need.

    Medium error correction (ISO/IEC 18004 level M) survives a cracked screen.
    """
    code = segno.make(text, error="m", micro=False)
    drawing = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass=None)
    # Nothing of the text is in the drawing but its modules, so there is nothing to escape.
    return SafeString(drawing)
