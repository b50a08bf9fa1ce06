"""The journal: what was appended is there after a kill at any byte."""

from pathlib import Path

import pytest

from tieout.batch.journal import Frame, frame_to_bytes, open_journal, read_journal

ONE = Frame("a.txt", "11", (b"facts\n", b"", b"cells\n"))
TWO = Frame("b\n.txt", "22", (b"", b"\x00\xff", b"{"), final=False)


def written(path: Path, *frames: Frame, version: str = "1") -> None:
    journal = open_journal(path, version)
    for frame in frames:
        journal.append(frame)
    journal.close()


def test_frames_come_back(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    written(path, ONE, TWO)
    assert list(read_journal(path)) == [ONE, TWO]


def test_a_journal_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    written(path, ONE)
    journal = open_journal(path, "1")
    assert (journal.recovered, journal.sources, journal.size) == ([("a.txt", "11")], 1, 12)
    journal.append(TWO)
    journal.close()
    assert list(read_journal(path)) == [ONE, TWO]


def test_a_journal_of_another_version_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    written(path, ONE)
    written(path, TWO, version="2")
    assert list(read_journal(path)) == [TWO]


def test_cut_at_any_byte_the_whole_frames_are_kept_and_the_rest_can_be_appended(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    written(path, ONE, TWO)
    whole = path.read_bytes()
    second = len(whole) - len(frame_to_bytes(TWO))
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        kept = [ONE] if cut >= second else []
        written(path)
        assert list(read_journal(path)) == kept
        written(path, *(frame for frame in (ONE, TWO) if frame not in kept))
        assert path.read_bytes() == whole


@pytest.mark.parametrize("at", range(-8, 0))
def test_a_damaged_frame_is_cut_off(tmp_path: Path, at: int) -> None:
    path = tmp_path / "journal"
    written(path, ONE, Frame("b.txt", "22", (b"0123456789",)))
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    journal = open_journal(path, "1")
    journal.close()
    assert journal.recovered == [("a.txt", "11")]
