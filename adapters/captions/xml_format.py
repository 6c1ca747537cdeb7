"""Captions in XML: TTML, or what YouTube writes."""

from adapters.captions.captions import Captions
from adapters.captions.errors import BadCaptionXml
from adapters.captions.ttml import read_ttml
from adapters.captions.xml_tree import read_xml
from adapters.captions.youtube_xml import read_youtube_xml


def is_xml(text: str) -> bool:
    """Return whether a text begins with a tag."""
    return text.startswith("<")


def read_caption_xml(text: str) -> Captions:
    """Return the captions of an XML file, told by its root element.

    Args:
        text: the whole file.

    Raises:
        BadCaptionXml: it can't be read, or holds something else.
    """
    root = read_xml(text)
    if root.name == "tt":
        return read_ttml(root)
    if root.name in {"transcript", "timedtext"}:
        return read_youtube_xml(root)
    raise BadCaptionXml
