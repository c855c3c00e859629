"""
Files made to break their reader: each gives one sentence and harms nothing.
"""

from __future__ import annotations

import gzip
import os
import socket
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from raw_forge import MAIN, forge, pack, parts, shared, sheet, table, text

from custodes.errors import FileError, LimitError, UnreadableFileError
from custodes.releases.raw import FROM_1904, Limits, read_raw
from custodes.releases.raw._reader import Reader

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = parts({"S": sheet(ONE)})
SECONDS = 60
"""More than any of these may take on a busy machine; each takes under one on an idle one."""

Make = Callable[[Path], object]


def rows(content: str) -> Make:
    return lambda path: forge(path, content)


def replaced(**made: str | bytes) -> Make:
    return lambda path: pack(path, GOOD | {_PART[k]: v for k, v in made.items()})


_PART = {
    "sheet": "xl/worksheets/sheet1.xml",
    "strings": "xl/sharedStrings.xml",
    "book": "xl/workbook.xml",
    "links": "xl/_rels/workbook.xml.rels",
    "up": "../../etc/cron.d/job",
    "root": "/etc/passwd",
    "drive": "C:/autorun.inf",
}


def written(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def cut(path: Path) -> None:
    forge(path, "".join(f'<row r="{i}">{text(f"A{i}", str(i))}</row>' for i in range(1, 2000)))
    path.write_bytes(path.read_bytes()[:-200])


def cut_inside(path: Path) -> None:
    """
    A whole zip file whose sheet ends in the middle.
    """
    pack(path, GOOD | {_PART["sheet"]: GOOD[_PART["sheet"]][:-30]})


def zeros(path: Path, declared: int) -> None:
    """
    A sheet of nothing but noughts: 64 MiB in 64 KiB, declared as `declared` bytes.
    """
    real = 64 << 20
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(bytes(real)) + engine.flush()
    pack(path, {k: v for k, v in GOOD.items() if "sheet1" not in k})
    name = _PART["sheet"].encode()
    fields = (20, 0, 8, 0, 0x21, zlib.crc32(bytes(real)), len(packed), declared, len(name), 0)
    content = path.read_bytes()
    end = content.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HII", content, end + 10)
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *fields) + name + packed
    central = struct.pack("<HHHHHHIIIHHHHHII", 20, *fields, 0, 0, 0, 0, start)
    path.write_bytes(
        content[:start]
        + local
        + content[start : start + size]
        + b"PK\x01\x02"
        + central
        + name
        + struct.pack(
            "<4sHHHHIIH",
            b"PK\x05\x06",
            0,
            0,
            count + 1,
            count + 1,
            size + 46 + len(name),
            start + len(local),
            0,
        )
    )


def overlapping(path: Path) -> None:
    """
    Two parts of the table of contents that point at the same bytes.
    """
    pack(path, GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.getinfo(_PART["sheet"])
        twin = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        twin.header_offset, twin.CRC = first.header_offset, first.CRC
        twin.compress_size, twin.file_size = first.compress_size, first.file_size
        twin.compress_type = first.compress_type
        archive.filelist.append(twin)
        archive.NameToInfo[twin.filename] = twin
        archive._didModify = True


def flagged_encrypted(path: Path) -> None:
    pack(path, GOOD)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)


def ten_thousand_parts(path: Path) -> None:
    pack(path, GOOD | {f"xl/junk/{i}.bin": b"" for i in range(10_000)})


def twice_named(path: Path) -> None:
    pack(path, GOOD | {"XL/Worksheets/Sheet1.xml": "other"})


def cut_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(os.urandom(5000).hex().encode())[:-100])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
)
XXE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'

HOSTILE: dict[str, tuple[Make, str]] = {
    "truncated.xlsx": (cut, "cut-off zip file"),
    "cut-inside.xlsx": (cut_inside, "cut off before the end of its data"),
    "encrypted.xlsx": (
        written(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
        "is encrypted",
    ),
    "encrypted-parts.xlsx": (flagged_encrypted, "is encrypted"),
    "old.xls": (written(OLE + bytes(600)), "old kind, from before 2007"),
    "page.xls": (written(b"\r\n<html><table><tr><td>1"), "is a web page"),
    "xml.xlsx": (written(b"<?xml version='1.0'?><Workbook/>"), "is an XML document"),
    "pointer.xlsx": (
        written(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
        "Git LFS pointer",
    ),
    "archive.xlsx": (lambda p: pack(p, {"a.csv": "1"}), "is a zip archive and not a workbook"),
    "letter.xlsx": (lambda p: pack(p, {"word/document.xml": "1"}), "is a document"),
    "binary.xlsx": (lambda p: pack(p, {"xl/workbook.bin": "1"}), "binary workbook (.xlsb)"),
    "open.xlsx": (lambda p: pack(p, {"mimetype": "1", "content.xml": "1"}), "OpenDocument"),
    "nothing.xlsx": (written(b"PK\x05\x06" + bytes(18)), "nothing in it"),
    "empty.csv": (written(b""), "is empty"),
    "junk.csv": (written(bytes(range(256)) * 40), "of no kind that can be read"),
    "paper.csv": (written(b"%PDF-1.7"), "is a PDF"),
    "declared-bomb.xlsx": (lambda p: zeros(p, 0xFFFFFFF0), "declares 4,096 MiB"),
    "lying-bomb.xlsx": (lambda p: zeros(p, 1000), "larger than the workbook declares"),
    "noughts.xlsx": (lambda p: zeros(p, 64 << 20), "not XML"),
    "laughs.xlsx": (replaced(strings=LAUGHS), "XML entities"),
    "xxe.xlsx": (replaced(sheet=XXE + GOOD[_PART["sheet"]]), "XML entities"),
    "xxe-book.xlsx": (replaced(book=XXE + GOOD[_PART["book"]]), "XML entities"),
    "utf16.xlsx": (replaced(sheet=GOOD[_PART["sheet"]].encode("utf-16")), "not XML in UTF-8"),
    "broken-book.xlsx": (replaced(book="<workbook><sheets>"), "damaged workbook"),
    "broken-sheet.xlsx": (rows('<row r="1"><c r="A1"><v>1</c></row>'), "sheet 'S'"),
    "far.xlsx": (rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "1,048,576 rows"),
    "beyond.xlsx": (rows('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "beyond XFD"),
    "deep.xlsx": (rows('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'), "above 1,048"),
    "backwards.xlsx": (
        rows('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'),
        "rows out of order",
    ),
    "elsewhere.xlsx": (rows('<row r="1"><c r="A9"><v>1</v></c></row>'), "by another"),
    "twice.xlsx": (
        rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "holds 2 cells by one count and 1 by another",
    ),
    "index.xlsx": (rows('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), "cannot be parsed"),
    "long-text.xlsx": (replaced(strings=shared("x" * (5 << 20))), "one text of more than"),
    "long-row.xlsx": (
        rows('<row r="1">' + '<c r="A1"/>' * (3 << 20) + "</row>"),
        "one row of more than",
    ),
    "parts.xlsx": (ten_thousand_parts, "holds 10,006 parts"),
    "overlap.xlsx": (overlapping, "parts that overlap"),
    "twin.xlsx": (twice_named, "two parts of the same name"),
    "up.xlsx": (replaced(up="x"), "leads out of the workbook"),
    "root.xlsx": (replaced(root="x"), "leads out of the workbook"),
    "drive.xlsx": (replaced(drive="x"), "leads out of the workbook"),
    "cut.csv.gz": (cut_gzip, "cut-off gzip file"),
    "inner.csv.gz": (written(gzip.compress(b"PK\x03\x04 and so on")), "other than text"),
    "endless.csv": (written(b"a" * (17 << 20)), "a line of more than 16 MiB"),
    "wide.csv": (written(b"a,b\n" + b"," * 20_000 + b"\n"), "more than 16,384 values"),
    "broken.parquet": (written(b"PAR1" + bytes(100) + b"PAR1"), "damaged parquet"),
    "broken.feather": (written(b"ARROW1\x00\x00" + bytes(100)), "damaged arrow"),
    "broken.dta": (written(b"<stata_dta>" + bytes(100)), "damaged"),
    "broken.sav": (written(b"$FL2" + bytes(100)), "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_one_sentence_and_harms_nothing(tmp_path, name):
    make, sentence = HOSTILE[name]
    inbox, work = tmp_path / "in", tmp_path / "work"
    inbox.mkdir()
    make(inbox / name)
    before = sorted(tmp_path.rglob("*"))
    started = time.monotonic()
    with pytest.raises(FileError) as caught:
        read_raw(inbox / name, work)
    assert time.monotonic() - started < SECONDS
    message = str(caught.value)
    assert message.startswith(name)
    assert sentence in message
    assert message.endswith(".")
    assert "\n" not in message
    assert before == [p for p in sorted(tmp_path.rglob("*")) if not p.is_relative_to(work)]


def test_a_missing_table_of_texts_is_told(tmp_path):
    forge(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    with pytest.raises(UnreadableFileError, match=r"^a\.xlsx, sheet 'S': "):
        read_raw(tmp_path / "a.xlsx", tmp_path / "work")


def test_a_million_blank_rows_are_no_rows(tmp_path):
    blank = "".join(f'<row r="{i}"/>' for i in range(2, 1_048_577))
    (found,) = read_raw(forge(tmp_path / "a.xlsx", ONE + blank), tmp_path / "work").sheets
    assert [["1"]] == table(found)


def test_a_link_out_of_the_workbook_reaches_nothing(tmp_path):
    links = GOOD[_PART["links"]].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    pack(tmp_path / "a.xlsx", GOOD | {_PART["links"]: links})
    with pytest.raises(UnreadableFileError, match="sheet 'S': is listed but not in the workbook"):
        read_raw(tmp_path / "a.xlsx", tmp_path / "work")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path)


def plug(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (fifo, "is a pipe, a socket or a device and not a file"),
        (plug, "is a pipe, a socket or a device and not a file"),
        (loop, "is a link that leads nowhere"),
        (Path.mkdir, "is a folder"),
        (lambda path: None, "is not there"),
    ],
)
def test_what_is_no_file_is_not_opened(tmp_path, monkeypatch, make, sentence):
    monkeypatch.chdir(tmp_path)
    make(Path("thing.csv"))
    with pytest.raises(UnreadableFileError, match=sentence):
        read_raw(Path("thing.csv"), tmp_path / "work")


def test_a_file_closed_to_us_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n")

    def refuse(self: Path, *how: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match="may not be read by this user"):
        read_raw(path, tmp_path / "work")


def test_a_gzip_bomb_stops_at_the_ceiling(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * (1 << 20)) * 9)
    with pytest.raises(LimitError, match="inflates to more than the 16 MiB allowed"):
        read_raw(path, tmp_path / "work", limits=Limits(max_bytes=16 << 20))


def test_a_reader_that_never_ends_is_ended(tmp_path, monkeypatch):
    made = forge(tmp_path / "a.xlsx", ONE)
    monkeypatch.setattr(Limits, "patience", lambda self, content: 0.0)
    with pytest.raises(LimitError, match="seconds allowed to read"):
        read_raw(made, tmp_path / "work")
    monkeypatch.undo()
    assert [["1"]] == table(read_raw(made, tmp_path / "work").sheets[0])


def test_a_reader_out_of_time_is_stopped(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b,c\na,b\n" * (2 << 20))
    with pytest.raises(LimitError, match="takes more than the 1 seconds allowed"):
        read_raw(path, tmp_path / "work", limits=Limits(max_seconds=1))


def test_a_reader_gets_no_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("CUSTODES_TEST_SECRET", "known only here")
    with closing(Reader()) as reader:
        environment = Path(f"/proc/{reader.pid}/environ")
        if not environment.exists():
            pytest.skip("this system does not show the environment of a process")
        assert b"CUSTODES_TEST_SECRET" not in environment.read_bytes()


def big(path: Path) -> Path:
    """
    A workbook of 40 MiB once inflated: large enough for a reader of its own.
    """
    cells = "".join(text(f"{c}%d", "x" * 90) for c in "ABCDEFGHIJ")
    numbers = range(1, 35_001)
    return forge(path, "".join(f'<row r="{i}">{cells % ((i,) * 10)}</row>' for i in numbers))


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(max_memory=300 << 20), "memory"),
        (Limits(max_bytes=1 << 20), "declares"),
        (Limits(max_cells=1000), "where 1,000 cells are allowed"),
    ],
)
def test_a_ceiling_stops_the_reader_and_says_so(tmp_path, limits, sentence):
    with pytest.raises(LimitError, match=sentence):
        read_raw(big(tmp_path / "a.xlsx"), tmp_path / "work", limits=limits)


def test_after_a_death_the_next_file_is_read(tmp_path, rows):
    path = forge(tmp_path / "a.xlsx", ONE)
    with pytest.raises(LimitError):
        read_raw(path, tmp_path / "work", limits=Limits(max_memory=1 << 20))
    assert [["1"]] == rows(path)


def test_a_zip_with_a_member_without_a_name_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nameless.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("QQQ", "")
    # A name ends at its first NUL, so this one has none.
    path.write_bytes(path.read_bytes().replace(b"QQQ", b"\0QQ"))

    with pytest.raises(FileError, match=r"nameless\.xlsx"):
        read_raw(path, tmp_path / "work")


def test_a_workbook_that_counts_from_1904_says_so(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    for epoch, said in ((CALENDAR_MAC_1904, True), (None, False)):
        book = Workbook()
        if epoch:
            book.epoch = epoch
        book.active["A1"] = 45_000
        path = tmp_path / f"{said}.xlsx"
        book.save(path)

        assert (FROM_1904 in read_raw(path, tmp_path / "work").notes) is said
