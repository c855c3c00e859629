"""
Workbooks written part by part, so that any part can be wrong; and sheets read back.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from custodes.releases.raw import RawSheet

Table = list[list[str | None]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/>'
    "</cellXfs></styleSheet>"
)


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """
    The XML of a worksheet around its rows.
    """
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text(ref: str, value: str) -> str:
    """
    A cell with text of its own.
    """
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def parts(
    sheets: Mapping[str, str], *, strings: str | None = None, epoch: bool = False
) -> dict[str, str]:
    """
    The parts of a workbook by name.
    """
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f"{'<workbookPr date1904=' + chr(34) + '1' + chr(34) + '/>' if epoch else ''}"
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="rS" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": STYLES,
    }
    if strings is not None:
        made["xl/sharedStrings.xml"] = strings
    for i, xml in enumerate(sheets.values(), 1):
        made[f"xl/worksheets/sheet{i}.xml"] = xml
    return made


def pack(path: Path, made: Mapping[str, str | bytes]) -> Path:
    """
    Write parts as a zip file.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return path


def forge(path: Path, rows: str, *, strings: str | None = None, epoch: bool = False) -> Path:
    """
    A workbook of one sheet, called S, with these rows.
    """
    return pack(path, parts({"S": sheet(rows)}, strings=strings, epoch=epoch))


def shared(*texts: str) -> str:
    """
    The part with the shared texts.
    """
    items = "".join(f"<si><t>{t}</t></si>" for t in texts)
    return f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'


def table(sheet: RawSheet) -> Table:
    """
    A sheet's records.
    """
    with pa.memory_map(str(sheet.data)) as source:
        read = pa.ipc.open_file(source).read_all()
        assert read.schema.names == [f"c{i}" for i in range(1, sheet.columns + 1)]
        assert read.num_rows == sheet.rows
        columns = [c.to_pylist() for c in read.columns]
    return [list(row) for row in zip(*columns, strict=True)]
