"""Transport compression of the gateway (docs: Gateway > Transport Compression).

discord.py 2.7.1 asks for zstd-stream where zstandard or Python 3.14's compression.zstd is there, else for zlib-stream
(discord/utils.py, _ActiveDecompressionContext); either way one context a connection, one message a websocket frame.
"""

import sys
import zlib
from collections.abc import Callable

if sys.version_info >= (3, 14):
    from compression import zstd

Pack = Callable[[str], bytes | str]


def packer(compression: str | None) -> Pack | None:
    """Return what makes a frame of a message, or None for a compression that isn't known."""
    if compression is None:
        return str
    if compression == "zlib-stream":
        return _zlib()
    if sys.version_info >= (3, 14) and compression == "zstd-stream":
        return _zstd()
    return None


def _zlib() -> Pack:
    stream = zlib.compressobj(level=1)

    def pack(text: str) -> bytes:
        return stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)

    return pack


if sys.version_info >= (3, 14):

    def _zstd() -> Pack:
        stream = zstd.ZstdCompressor()

        def pack(text: str) -> bytes:
            return stream.compress(text.encode(), zstd.ZstdCompressor.FLUSH_BLOCK)

        return pack
