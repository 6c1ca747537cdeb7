"""What a file is, told from its first bytes: people attach the video, a zip or a web page in place of its captions.

The signatures are those of https://en.wikipedia.org/wiki/List_of_file_signatures.
"""

import re

from adapters.captions.errors import (
    ArchiveFile,
    AudioFile,
    ImageFile,
    OfficeFile,
    OtherCaptions,
    OtherFile,
    PdfFile,
    VideoFile,
    WebPage,
)

_LOOK_AT = 4096  # bytes
_SIGNATURES: tuple[tuple[bytes, type[OtherFile]], ...] = (
    (b"\x1aE\xdf\xa3", VideoFile),  # Matroska, WebM
    (b"FLV\x01", VideoFile),
    (b"\x00\x00\x01\xba", VideoFile),  # MPEG-1 and MPEG-2
    (b"\x00\x00\x01\xb3", VideoFile),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", VideoFile),  # Windows Media
    (b"ID3", AudioFile),
    (b"\xff\xfb", AudioFile),  # MP3 without a tag
    (b"\xff\xf3", AudioFile),
    (b"\xff\xf1", AudioFile),  # AAC
    (b"fLaC", AudioFile),
    (b"OggS", AudioFile),
    (b"#!AMR", AudioFile),
    (b"MThd", AudioFile),
    (b"\x89PNG\r\n", ImageFile),
    (b"\xff\xd8\xff", ImageFile),  # JPEG
    (b"GIF8", ImageFile),
    (b"II*\x00", ImageFile),  # TIFF
    (b"MM\x00*", ImageFile),
    (b"%PDF-", PdfFile),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OfficeFile),  # Word until 2003
    (b"{\\rtf", OfficeFile),
    (b"PK\x03\x04", ArchiveFile),
    (b"PK\x05\x06", ArchiveFile),
    (b"7z\xbc\xaf\x27\x1c", ArchiveFile),
    (b"Rar!\x1a\x07", ArchiveFile),
    (b"\x1f\x8b\x08", ArchiveFile),  # gzip
    (b"BZh", ArchiveFile),
    (b"\xfd7zXZ\x00", ArchiveFile),
    (b"\x28\xb5\x2f\xfd", ArchiveFile),  # Zstandard
)
_RIFF = {b"AVI ": VideoFile, b"WAVE": AudioFile, b"WEBP": ImageFile}
_BRANDS = {
    b"M4A ": AudioFile,
    b"M4B ": AudioFile,
    b"heic": ImageFile,
    b"heix": ImageFile,
    b"mif1": ImageFile,
    b"avif": ImageFile,
}
_OFFICE = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/")
_TRANSPORT_PACKET = 188  # bytes of an MPEG transport stream, each beginning with "G"
_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^<>]{0,200}>\s{0,20})?(?:<!--[^<>]{0,400}-->\s{0,20})?<(?:!doctype\s{1,20}html|html|head|body)\b",
    re.IGNORECASE,
)
# Captions of other kinds, by what they begin with: names that are the same in every language.
_OTHER_CAPTIONS = (
    (re.compile(r"Scenarist_SCC"), "Scenarist, .scc"),
    (re.compile(r"\{\s{0,4}\d{1,9}\s{0,4}\}\s{0,4}\{\s{0,4}\d{0,9}\s{0,4}\}"), "MicroDVD, .sub"),
    (re.compile(r"\[\d{1,9}\]\[\d{1,9}\]"), "MPL2, .mpl"),
    (re.compile(r"<sami\b", re.IGNORECASE), "SAMI, .smi"),
    (re.compile(r"# ?VobSub index"), "VobSub, .idx"),
    (re.compile(r"@This file is|@This is"), "DirectVobSub"),
)


def refuse_other_files(data: bytes) -> None:
    """Do nothing for what may be captions.

    Args:
        data: the file's content.

    Raises:
        OtherFile: it is a video, a picture, or another thing that isn't captions; the error says which.
        OtherCaptions: it is captions as pictures, or those of television.
    """
    kind = _kind(data[:_LOOK_AT])
    if kind:
        raise kind
    if data.startswith(b"PG") and data[10:11] in {b"\x14", b"\x15", b"\x16", b"\x17", b"\x80"}:
        raise OtherCaptions("PGS, .sup")
    if data[3:8] in {b"STL25", b"STL30"}:
        raise OtherCaptions("EBU STL, .stl")


def refuse_other_text(text: str) -> None:
    """Do nothing for what may be captions.

    Args:
        text: the whole file.

    Raises:
        WebPage: it is HTML.
        OtherCaptions: it is captions of a kind that isn't read.
    """
    if _HTML.match(text):
        raise WebPage
    for beginning, name in _OTHER_CAPTIONS:
        if beginning.match(text):
            raise OtherCaptions(name)


def _kind(head: bytes) -> type[OtherFile] | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return OfficeFile if kind is ArchiveFile and any(part in head for part in _OFFICE) else kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], AudioFile)
    if head[4:8] in {b"ftyp", b"moov", b"mdat"}:
        return _BRANDS.get(head[8:12], VideoFile)
    packets = head[: 4 * _TRANSPORT_PACKET : _TRANSPORT_PACKET]
    return VideoFile if packets == b"GGGG" and 0 in head else None
