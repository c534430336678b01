"""Of a picture only its pixels survive; what is no picture and no PDF is not kept."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from site_app.content import pictures
from site_app.content.pictures import Unfit, judged

pytestmark = pytest.mark.anywhere

SECRET = b"SECRET-54.9966N"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def written(picture, kind, **options):
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def full_of_secrets(kind, size=(24, 16), mode="RGB"):
    """A picture with something to hide wherever its format has room."""
    picture = Image.new(mode, size, (200, 30, 30, 128)[: len(mode)])
    picture.putpixel((0, 0), (1, 2, 3, 4)[: len(mode)])
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # ImageDescription
    exif[0x8769] = {0x9286: SECRET}  # UserComment
    exif[0x8825] = {1: "N", 2: (54.0, 59.0, 47.76)}  # GPS
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode(), zip=False)
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        data = written(picture, kind, exif=exif, pnginfo=text)
    elif kind == "GIF":
        data = written(picture.convert("P"), kind, comment=SECRET)
    elif kind == "JPEG":
        data = written(picture.convert("RGB"), kind, exif=exif, comment=SECRET, icc_profile=SECRET * 20)
    else:
        data = written(picture, kind, exif=exif, xmp=SECRET, icc_profile=SECRET * 20, lossless=True)
    return data + b"\0" + SECRET


@given(
    kind=st.sampled_from(["PNG", "JPEG", "WEBP", "GIF"]),
    width=st.integers(2, 40),
    height=st.integers(2, 40),
    mode=st.sampled_from(["RGB", "RGBA"]),
)
def test_nothing_but_pixels_survives(kind, width, height, mode):
    data = full_of_secrets(kind, (width, height), mode)
    assert SECRET in data
    ending, kept = judged(data)
    assert SECRET not in kept
    again = Image.open(io.BytesIO(kept))
    assert (again.size, ending) == ((width, height), "jpg" if kind == "JPEG" else "png")
    assert not again.getexif()
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert kept.endswith(b"\xff\xd9" if ending == "jpg" else b"IEND\xaeB`\x82")


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 4), min_size=6, max_size=6))
def test_the_pixels_of_a_png_are_the_same_pixels(colours):
    picture = Image.new("RGBA", (3, 2))
    picture.putdata(colours)
    _ending, kept = judged(written(picture, "PNG"))
    assert Image.open(io.BytesIO(kept)).convert("RGBA").tobytes() == picture.tobytes()


def test_what_the_camera_turned_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    _ending, kept = judged(written(Image.new("RGB", (20, 10)), "JPEG", exif=exif))
    assert Image.open(io.BytesIO(kept)).size == (10, 20)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_of_keeping_colours_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert judged(written(Image.new(mode, (4, 4)), kind))[0] in {"png", "jpg"}


@given(st.sampled_from(["PNG", "JPEG", "WEBP", "GIF"]), st.floats(0, 0.98))
def test_half_a_picture_is_never_kept(kind, share):
    whole = written(Image.effect_noise((40, 40), 80).convert("RGB"), kind)
    with pytest.raises(Unfit):
        judged(whole[: int(len(whole) * share)])


def test_a_pdf_is_kept_as_it_is_and_half_of_one_is_not():
    assert judged(PDF) == ("pdf", PDF)
    with pytest.raises(Unfit, match="damaged"):
        judged(PDF[:-10])


WRONG = {
    "nothing": (b"", "empty"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "kind"),
    "SVG with a declaration": (b'<?xml version="1.0"?><svg/>', "kind"),
    "HTML": (b"<!doctype html><script>alert(1)</script>", "kind"),
    "HTML before a PDF": (b"<script>alert(1)</script>" + PDF, "kind"),
    "a program": (b"MZ\x90\0" + b"\0" * 200, "kind"),
    "ZIP": (b"PK\x03\x04" + b"\0" * 100, "kind"),
    "TIFF": (written(Image.new("RGB", (4, 4)), "TIFF"), "kind"),
    "too many bytes": (PDF[:-6] + b" " * pictures.MAX_BYTES + PDF[-6:], "size"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_picture_and_no_pdf_is_not_kept(name):
    data, why = WRONG[name]
    with pytest.raises(Unfit) as told:
        judged(data)
    assert told.value.why == why


def bomb(width, height):
    """A PNG that says it is huge and takes a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(6000, 4001), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(size):
    with pytest.raises(Unfit) as told:
        judged(bomb(*size))
    assert told.value.why == "pixels"


@given(st.binary(max_size=300))
def test_whatever_somebody_sends_it_is_kept_or_refused_and_nothing_else_happens(data):
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\x10\0\0\0WEBP"):
        assert outcome(start + data) in {"png", "jpg", "pdf", "empty", "size", "kind", "pixels", "damaged"}


def outcome(data):
    try:
        return judged(data)[0]
    except Unfit as refused:
        return refused.why
