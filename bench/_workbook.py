"""
A workbook the shape of a raw release: 53 columns of codes, names, dates, numbers and blanks.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

COLUMNS = 53
PREAMBLE = 6
_FIRST_DAY, _DAYS = 45_200, 900
_BLANK = {"mark": 0.4, "rare": 0.7}
_KINDS = ("date", "place", "mark", "year", "rare")
_LETTERS = [chr(65 + i) for i in range(26)] + [f"{a}{chr(65 + i)}" for a in "AB" for i in range(26)]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Cell = str | float | int | None


def records(rows: int) -> Iterator[list[Cell]]:
    """
    A preamble, a header and `rows` records; dates are floats, numbers integers.
    """
    draw = random.Random(7)  # noqa: S311 - a workbook to measure with
    chance = draw.random
    for line in range(PREAMBLE):
        yield [f"Preamble line {line + 1}"]
    yield [f"Header Of Column {column + 1}" for column in range(COLUMNS)]
    for _ in range(rows):
        record: list[Cell] = []
        for column in range(COLUMNS - 1):
            kind = _KINDS[column % 5]
            if chance() < _BLANK.get(kind, 0.0):
                record.append(None)
            elif kind == "date":
                record.append(_FIRST_DAY + int(chance() * _DAYS * 1440) / 1440)
            elif kind == "place":
                record.append(f"{int(chance() * 700):03d} COUNTY DETENTION CENTER")
            elif kind == "year":
                record.append(1940 + int(chance() * 80))
            else:
                record.append(f"Category {int(chance() * 40)}")
        record.append(f"{draw.getrandbits(160):040x}")
        yield record


def write_inline(path: Path, rows: int, sheets: int = 1) -> None:
    """
    With every text in its cell, by xlsxwriter.
    """
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "use_zip64": True})
    date = book.add_format({"num_format": "mm/dd/yyyy hh:mm"})
    for number in range(sheets):
        sheet = book.add_worksheet(f"Detentions {number + 1}")
        for i, record in enumerate(records(rows // sheets)):
            for j, value in enumerate(record):
                if isinstance(value, str):
                    sheet.write_string(i, j, value)
                elif value is not None:
                    sheet.write_number(i, j, value, date if isinstance(value, float) else None)
    book.close()


def write_shared(path: Path, rows: int, sheets: int = 1) -> None:
    """
    With the texts in one table, as the agency's workbooks have them, in little memory.
    """
    texts: dict[str, int] = {}
    numbers = range(1, sheets + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, content in _frame(numbers).items():
            archive.writestr(name, content)
        for number in numbers:
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                for i, record in enumerate(records(rows // sheets), 1):
                    cells = (_cell(i, j, v, texts) for j, v in enumerate(record) if v is not None)
                    part.write(f'<row r="{i}">{"".join(cells)}</row>'.encode())
                part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">'.encode())
            for text in texts:
                part.write(f"<si><t>{text}</t></si>".encode())
            part.write(b"</sst>")


def _cell(row: int, column: int, value: str | float, texts: dict[str, int]) -> str:
    place = f'<c r="{_LETTERS[column]}{row}"'
    if isinstance(value, str):
        return f'{place} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    if isinstance(value, float):
        return f'{place} s="1"><v>{value:.16g}</v></c>'
    return f"{place}><v>{value}</v></c>"


def _frame(numbers: range) -> dict[str, str]:
    listed = "".join(f'<sheet name="Detentions {i}" sheetId="{i}" r:id="r{i}"/>' for i in numbers)
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in numbers
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="rS" Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship '
        f'Id="rT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="22"/></cellXfs></styleSheet>',
    }
