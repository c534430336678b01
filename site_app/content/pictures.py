"""Files that strangers made, judged by what is in them and never by their names.

A picture is rebuilt from its pixels, so that nothing else of it survives: no place, no camera, no comment, no
hidden bytes after its end. A PDF cannot be rebuilt; it is kept as it is and only ever given out as a download.
Knows no database.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 12_000_000  # a long screenshot, or a phone camera: opened and turned, below 150 MB of memory
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # SVG is a program, not a picture


class Unfit(Exception):
    """Not kept. `why` is one of: empty, size, kind, pixels, damaged."""

    def __init__(self, why: str):
        self.why = why
        super().__init__(why)


def is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def judged(data: bytes) -> tuple[str, bytes]:
    """("png" | "jpg" | "pdf", the bytes to keep). Raises Unfit."""
    if not data:
        raise Unfit("empty")
    if len(data) > MAX_BYTES:
        raise Unfit("size")
    if is_pdf(data):
        # A PDF says at its end where it ends: without that, half of it is missing.
        if b"%%EOF" not in data[-1024:]:
            raise Unfit("damaged")
        return "pdf", data
    return rebuilt(data)


def rebuilt(data: bytes) -> tuple[str, bytes]:
    """The same picture made anew from its pixels. Of a moving picture, its first frame. Raises Unfit."""
    pixels, was = _pixels(data)
    # A new picture, into which only pixels are copied: Pillow would save what hangs on the old one.
    fresh = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    written = io.BytesIO()
    if was == "JPEG":
        fresh.save(written, "JPEG", quality=88, optimize=True)
        return "jpg", written.getvalue()
    fresh.save(written, "PNG", optimize=True)
    return "png", written.getvalue()


def _pixels(data: bytes) -> tuple[Image.Image, str]:
    """Upright, as RGB or RGBA; and the format it had."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise Unfit("pixels")
            picture.load()
            transparent = "A" in picture.getbands() or "transparency" in picture.info
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if transparent and picture.format != "JPEG" else "RGB"), picture.format
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unfit("pixels") from None
    except UnidentifiedImageError:
        raise Unfit("kind") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError):
        # What Pillow raises depends on where a file is broken.
        raise Unfit("damaged") from None
