"""Caption files in XML, as a tree.

Parsed by defusedxml: entities that a file declares, and anything that it would have fetched, are refused. Namespaces
are left out, since many a file uses prefixes that it doesn't declare. What stands before a damage is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import ContentHandler, SAXException
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from adapters.captions.errors import BadCaptionXml

_DEEPEST = 60  # elements inside each other
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_DECLARATION = re.compile(r"\s{0,100}<\?xml[^<>]{0,200}\?>")


@dataclass(slots=True)
class Element:
    """An element: names without their prefixes, and what it holds in order, text and elements."""

    name: str
    attributes: dict[str, str]
    content: "list[str | Element]" = field(default_factory=list)

    def children(self) -> "Iterator[Element]":
        """Yield the elements in it."""
        return (each for each in self.content if isinstance(each, Element))

    def walk(self) -> "Iterator[Element]":
        """Yield this element and all below it, in the file's order."""
        yield self
        for child in self.children():
            yield from child.walk()


def read_xml(text: str) -> Element:
    """Return the root of an XML file.

    Args:
        text: the whole file, without control characters.

    Raises:
        BadCaptionXml: it has no root, declares entities, or is deeper than any caption file.
    """
    builder = _Builder()
    text = _BARE_AMPERSAND.sub("&amp;", _DECLARATION.sub("", text, count=1))
    try:
        parse(
            BytesIO(text.encode(errors="replace")),
            builder,
            forbid_dtd=False,
            forbid_entities=True,
            forbid_external=True,
        )
    except DefusedXmlException:
        raise BadCaptionXml from None
    except SAXException:
        if not builder.roots:
            raise BadCaptionXml from None
    return builder.roots[0]


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.roots: list[Element] = []
        self._open: list[Element] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        """Open an element."""
        if len(self._open) >= _DEEPEST:
            raise BadCaptionXml
        element = Element(_local(name), {_local(key): value for key, value in attrs.items()})
        (self._open[-1].content if self._open else self.roots).append(element)
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX's
        """Close it."""
        self._open.pop()

    def characters(self, content: str) -> None:
        """Add text."""
        if self._open:
            self._open[-1].content.append(content)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
