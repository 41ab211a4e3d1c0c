"""A made Transcript for the tests of sites.printed.proofing, with cut-outs that look like print."""

import io

from PIL import Image, ImageDraw, ImageFont

from sites.records.scans import Box, Doubt, Leftover, Provenance, ReadRow, Transcript

PROVENANCE = Provenance("演示公安厅演示采血点名单", "https://example.org/list", "2022-07-05")
# Real counties, so that the loader understands where a made site would stand.
PLACES = (
    ("山东省", "临沂市", "郯城县", "0539"),
    ("四川省", "南充市", "阆中市", "0817"),
    ("四川省", "成都市", "郫都区", "028"),
    ("吉林省", "长春市", "德惠市", "0431"),
    ("陕西省", "渭南市", "澄城县", "0913"),
)
ROW_WIDTH, ROW_HEIGHT = 1080, 44
LEFTS = {"unit": 60, "province": 330, "city": 420, "county": 510, "address": 600, "phone": 900}
ROWS_OF_A_PICTURE = 50


def made_row(number: int, *, doubts: tuple[Doubt, ...] = (), **changes: str) -> ReadRow:
    """Row `number` (from 1) of a made list in pictures of 50 rows; changes: other cells."""
    province, city, county, dialling = PLACES[number % len(PLACES)]
    digits = 7 if len(dialling) == 4 else 8
    cells = {
        "unit": f"{county}公安局刑侦大队（演示{number}）",
        "province": province,
        "city": city,
        "county": county,
        "address": f"{county}演示大街{number}号",
        "phone": f"{dialling}-0{number:0{digits - 1}d}",
    } | changes
    line = (number - 1) % ROWS_OF_A_PICTURE + 2
    top = line * ROW_HEIGHT
    rights = [*list(LEFTS.values())[1:], ROW_WIDTH]
    boxes = {
        column: Box(left, top + 10, min(right - 10, left + 18 * len(cells[column]) + 1), top + 36)
        for (column, left), right in zip(LEFTS.items(), rights, strict=True)
    }
    return ReadRow(
        number=number,
        cells=cells,
        picture=f"名单/{(number - 1) // ROWS_OF_A_PICTURE + 1:02d}.png",
        picture_row=line,
        provenance=PROVENANCE,
        doubts=doubts,
        page=0,
        box=Box(0, top, ROW_WIDTH, top + ROW_HEIGHT),
        boxes=boxes,
    )


def made_transcript(count: int) -> Transcript:
    """`count` rows, every tenth misread: 郯 as 郑, and the like."""
    wrong = {"郯城县": "郑城县", "阆中市": "间中市", "郫都区": "郸都区", "澄城县": "橙城县"}
    rows = []
    for number in range(1, count + 1):
        county = PLACES[number % len(PLACES)][2]
        if number % 10 or county not in wrong:
            rows.append(made_row(number))
            continue
        read = wrong[county]
        doubt = Doubt("county", f"“{read}”不是这个省的县名，可能认错了字", county)
        rows.append(made_row(number, doubts=(doubt,), county=read))
    leftovers = (
        Leftover(
            "名单/01.png",
            "澄城县公安局 0913-0000999",
            "problem",
            "像是一行，缺了几格。",
            0,
            Box(0, 0, 600, 44),
        ),
        Leftover("名单/01.png", "演示采血点一览表", "heading", "", 0, Box(300, 0, 700, 44)),
    )
    return Transcript(
        tuple(rows),
        leftovers,
        (("猫.jpg", "图上没有名单。"),),
        (("名单/02.png", "字太小，可能认错。"),),
    )


def made_cut_out(row: ReadRow) -> bytes | None:
    """The row as print on white: a PNG of its box."""
    if row.box is None:
        return None
    picture = Image.new("L", (row.box.width, row.box.height), 250)
    draw = ImageDraw.Draw(picture)
    font = _font()
    draw.rectangle((0, 0, row.box.width - 1, row.box.height - 1), outline=120)
    printed = {**row.cells, "county": PLACES[row.number % len(PLACES)][2]}
    for column, left in LEFTS.items():
        text = printed.get(column, "") if row.cells else ""
        draw.line((left - 8, 0, left - 8, row.box.height), fill=120)
        draw.text((left, 10), text, font=font, fill=20)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in ("NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc"):
        try:
            return ImageFont.truetype(name, 17)
        except OSError:
            continue
    return ImageFont.load_default(17)
