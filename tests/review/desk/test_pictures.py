"""Pictures of the original's pages: found by hash alone, the printed digits outlined."""

import hashlib
import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.review.desk import Options
from extractor.review.desk.pictures import Pictures
from tests.records import record_of
from tests.review.desk.made import Made

RED = (152, 32, 27)


def pdf(*pages):
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(300, 200))
    for lines in pages:
        for turn, line in enumerate(lines):
            canvas.drawString(40, 160 - 40 * turn, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.fixture
def original(tmp_path):
    folder = tmp_path / "originals" / "below"
    folder.mkdir(parents=True)
    data = pdf(["total 1,284.50", "part 84.50"], ["total 1,284.50", "again 1,284.50"])
    (folder / "any name.PDF").write_bytes(data)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    (folder / "notes.txt").write_text("no original")
    return folder.parent, hashlib.sha256(data).hexdigest(), hashlib.sha256(b"%PDF-1.4 and then nothing").hexdigest()


def red_rows(data):
    image = Image.open(io.BytesIO(data)).convert("RGB")
    return [y for y in range(image.height) if any(image.getpixel((x, y)) == RED for x in range(image.width))]


def bands(rows):
    """How many separate stretches of rows there are."""
    return sum(1 for i, row in enumerate(rows) if i == 0 or row > rows[i - 1] + 1)


def looked_through(folder):
    pictures = Pictures(folder)
    pictures.wait()
    return pictures


def test_the_printed_digits_are_outlined_where_they_stand(original):
    folder, digest, _ = original
    pictures = looked_through(folder)
    plain = Image.open(io.BytesIO(pictures.page(digest, 1, None).png))
    assert plain.size == (480, 320)
    assert red_rows(pictures.page(digest, 1, None).png) == []
    first = red_rows(pictures.page(digest, 1, "1,284.50").png)
    assert bands(first) == 1
    assert max(first) < 160
    assert bands(red_rows(pictures.page(digest, 2, "1,284.50").png)) == 2


def test_digits_inside_a_longer_number_are_not_outlined(original):
    folder, digest, _ = original
    rows = red_rows(looked_through(folder).page(digest, 1, "84.50").png)
    assert bands(rows) == 1
    assert min(rows) > 64


def test_there_is_no_picture_of_what_is_not_there(original):
    folder, digest, broken = original
    pictures = looked_through(folder)
    assert pictures.page("0" * 64, 1, None) is None
    assert pictures.page(digest, 3, None) is None
    assert pictures.page(broken, 1, None) is None
    assert not Pictures(None).has(digest)


def test_an_item_shows_the_page_of_its_original(original, tmp_path):
    folder, digest, _ = original
    record = record_of(pages=(60,))
    documents = (record.documents[0].model_copy(update={"sha256": digest}),)
    made = Made(
        tmp_path / "desk.db", record.model_copy(update={"documents": documents}), options=Options(sources=folder)
    )
    made.app.state.desk.pictures.wait()
    client = made.client("anna")
    item = made.item("S1/收入总计/决算数").id
    assert f'src="/item/{item}/page/' in client.get(f"/item/{item}").text
    answer = client.get(f"/item/{item}/page/2.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert client.get(f"/item/{item}/page/9.png").status_code == 404
    tops = client.get(f"/item/{item}/page/2.json").json()["tops"]
    assert len(tops) == 2
    assert 0 < tops[0] < tops[1] < 1
    made.store.close()
