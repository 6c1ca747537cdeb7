import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.topics.timeline import highest


@given(st.data(), st.lists(st.floats(-9, 9), min_size=1, max_size=40))
def test_the_highest_of_a_range_is_its_maximum(data: st.DataObject, values: list[float]) -> None:
    firsts = data.draw(st.lists(st.integers(0, len(values) - 1), min_size=1, max_size=9))
    ends = [data.draw(st.integers(first + 1, len(values))) for first in firsts]
    found = highest(np.array(values), np.array(firsts), np.array(ends))
    assert found.tolist() == [max(values[first:end]) for first, end in zip(firsts, ends, strict=True)]
