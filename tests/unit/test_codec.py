from hypothesis import given
from hypothesis import strategies as st

from core.codec import decode, encode
from core.errors import Failure
from core.progress import Found, Told


@given(st.text(max_size=20_000), st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_encoded_comes_back(sentence: str, lasting: float) -> None:
    told = Told(failure=Failure("code", sentence, lasting))
    assert decode(encode(told), Told) == told


def test_what_is_long_is_kept_short() -> None:
    told = Told(failure=Failure("code", "Bread rises overnight. " * 1000, 0.0))
    assert len(encode(told)) < 1000


@given(st.binary())
def test_what_another_version_wrote_counts_as_not_there(data: bytes) -> None:
    assert decode(data, Found) is None
    assert decode(None, Found) is None


@given(st.integers(min_value=0, max_value=300))
def test_what_was_cut_off_counts_as_not_there(kept: int) -> None:
    data = encode(Told(failure=Failure("code", "".join(chr(97 + n * n % 26) for n in range(5000)), 0.0)))
    assert decode(data[: min(kept, len(data) - 1)], Told) is None
