"""Pictures: fit for a strict page, drawn once, by a process that may die without harm."""

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import xml.dom.minidom
import zlib
from itertools import accumulate
from pathlib import Path

import pytest

from autan import drawing
from autan.drawing import hand
from autan.drawing.hand import Painter
from autan.drawing.kept import Kept
from autan.drawing.tidy import tidy

INK = "var(--chart-1,#2a5f8f)"


def spec(text="Judo", width=200):
    return {
        "description": f"Titre : {text}",
        "background": None,
        "width": width,
        "height": 60,
        "data": {"values": [{"k": text, "v": 3, "d": f"{text} : 3"}]},
        "layer": [
            {
                "mark": {"type": "bar", "color": INK, "ariaRoleDescription": "barre"},
                "encoding": {
                    "x": {"field": "v", "type": "quantitative", "axis": None},
                    "y": {"field": "k", "type": "nominal", "axis": None},
                    "description": {"field": "d", "type": "nominal"},
                },
            },
            {
                "mark": {"type": "text", "aria": False},
                "encoding": {"text": {"field": "k", "type": "nominal"}},
            },
        ],
    }


@pytest.fixture(autouse=True, scope="module")
def _own_home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTAN_HOME", str(tmp_path_factory.mktemp("home")))
        yield
        drawing.shut_down()


def test_a_picture_stands_in_a_strict_page_and_speaks_french():
    picture = drawing.svg(spec())
    assert picture.startswith("<svg ")
    assert INK in picture
    assert 'aria-label="Judo : 3"' in picture
    assert 'aria-roledescription="barre"' in picture
    for foreign in ("style=", " id=", "<script", "mark container", "visualization", "href"):
        assert foreign not in picture


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "]]><!--",
        "a\x00b\x0b\x1f",
        "\ud800",
        "\ufffe",
        ' opacity="1" 3.14159',
        "{{7*7}} ${7*7} datum.v",
        "🦆\u202e",
        "x" * 600,
    ],
)
def test_hostile_words_are_words(text):
    picture = drawing.svg(spec(text))
    parsed = xml.dom.minidom.parseString(picture)
    assert {node.tagName for node in parsed.getElementsByTagName("*")} <= {
        *("svg", "g", "path", "text", "line", "circle", "rect", "tspan")
    }
    assert drawing.png(spec(text))[:4] == b"\x89PNG"


def test_a_png_has_twice_the_pixels_and_the_paper_asked_for():
    picture = drawing.png(spec(width=321), 2, paper="#ffffff")
    assert int.from_bytes(picture[16:20], "big") > 2 * 321
    assert drawing.png(spec(width=321), 1) != picture


def test_what_the_browser_draws_asks_for_no_other_address():
    compiled = drawing.vega(spec())
    assert "url" not in repr(compiled["data"])
    assert compiled["$schema"].endswith("v6.json")


def test_a_specification_that_means_nothing_is_an_error_and_the_next_is_drawn():
    with pytest.raises(drawing.DrawingFailed) as caught:
        drawing.svg({"mark": "nonsense", "secret": "Mme Durand"})
    assert "Durand" not in str(caught.value.parts())
    assert drawing.svg(spec("après"))


def test_a_process_that_was_killed_is_replaced():
    drawing.svg(spec("avant"))
    process = hand.painter()._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert "ensuite" in drawing.svg(spec("ensuite"))
    assert hand.painter().strength["network"] in ("cut", "open")


def test_a_picture_that_takes_too_long_ends_with_its_process():
    stuck = (
        "import sys,time;from autan.engine import wire;"
        "wire.send(1, wire.READY, b'{}');time.sleep(60)"
    )
    slow = Painter(lambda: [sys.executable, "-c", stuck])
    with pytest.raises(drawing.DrawingFailed):
        slow.draw({"kind": "svg"}, seconds=0.2)
    assert slow._process is None


def test_too_many_at_once_are_told_to_come_back(monkeypatch):
    monkeypatch.setattr(hand, "WAITING", 0.05)
    painter = Painter(lambda: [sys.executable, "-c", "raise SystemExit"])
    with painter._turn, pytest.raises(drawing.DrawingBusy):
        painter.draw({"kind": "svg"})


def test_a_large_parent_does_not_make_the_process_leave():
    """What the parent holds is counted in its children's ``ru_maxrss``."""
    drawing.shut_down()
    held = bytearray(800_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert drawing.svg(spec("à l’ombre"))
    del held


def test_threads_share_one_process():
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(drawing.svg(spec(f"fil {n}"))))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 6


def test_the_process_sees_no_secret_and_cannot_write(monkeypatch, tmp_path):
    monkeypatch.setenv("AUTAN_SECRET", "bien gardé")
    look = (
        "import sys;from autan.drawing import worker as w;"
        "w._confine()\n"
        "try: open(sys.argv[1],'wb',buffering=0).write(b'x')\n"
        "except OSError: print('refused')"
    )
    painter = Painter()
    painter._start()
    assert painter._process is not None
    environment = Path(f"/proc/{painter._process.pid}/environ").read_bytes()
    painter.close()
    assert b"bien gard" not in environment
    ran = subprocess.run(
        [sys.executable, "-c", look, str(tmp_path / "written")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == "refused", ran.stderr


def test_a_picture_is_drawn_once_and_again_when_its_file_is_damaged(monkeypatch):
    picture = drawing.svg(spec("gardée"))
    monkeypatch.setattr(hand.Painter, "draw", lambda *_: pytest.fail("drawn again"))
    assert drawing.svg(spec("gardée")) == picture
    monkeypatch.undo()
    for path in Kept.usual().folder.glob("??/*"):
        path.write_bytes(path.read_bytes()[:-3])
    assert drawing.svg(spec("gardée")) == picture


def test_the_shelf_keeps_the_youngest_within_its_size(tmp_path):
    shelf = Kept(tmp_path, 1000)
    for place in range(20):
        shelf.put(f"{place:02}" * 4, b"x" * 100)
        path = shelf._path(f"{place:02}" * 4)
        os.utime(path, (place, place))
    shelf.trim()
    left = sorted(path.name for path in tmp_path.glob("??/*"))
    assert left
    assert left[-1] == "19191919"
    assert sum(path.stat().st_size for path in tmp_path.glob("??/*")) <= 1000
    assert shelf.get("00000000") is None


def test_a_disk_that_refuses_takes_no_picture_from_anybody(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    shelf = Kept(tmp_path / "file", 1000)
    shelf.put("abcd", b"x")
    assert shelf.get("abcd") is None


def test_tidying_touches_tags_alone():
    words = ' opacity="1" 3.14159 class="mark-x"'
    assert words in tidy(f'<svg class="marks"><text opacity="1">{words}</text></svg>')


def test_a_png_is_packed_without_a_loss():
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90">'
        '<rect width="300" height="90" fill="#fcfaf6"/><circle cx="60" cy="40" r="30" fill="red"/>'
        '<text x="100" y="50" font-size="20">Subventions 2024</text></svg>'
    )
    rough = hand.painter().draw({"kind": "png", "svg": picture, "scale": 2})
    small = drawing.svg_to_png(picture)
    assert len(small) < len(rough)
    assert _pixels(small) == [pixel[:3] for pixel in _pixels(rough)]


def test_a_png_that_one_sees_through_stays_so():
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="9"><circle r="5"/></svg>'
    assert any(pixel[3] < 255 for pixel in _pixels(drawing.svg_to_png(picture)))


def _pixels(png: bytes) -> list[tuple[int, ...]]:
    """Every pixel of a PNG of which each row is told from the left."""
    width, height = struct.unpack(">II", png[16:24])
    size = {2: 3, 6: 4}[png[25]]
    body, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            body += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, step, found = zlib.decompress(body), 1 + size * width, []
    for begin in range(0, step * height, step):
        assert raw[begin] in (0, 1)
        parts = [raw[begin + 1 + part : begin + step : size] for part in range(size)]
        if raw[begin]:
            parts = [bytes(total & 255 for total in accumulate(part)) for part in parts]
        found += zip(*parts, strict=True)
    return found


def test_a_full_queue_is_told_at_once():
    painter = Painter(lambda: [sys.executable, "-c", "raise SystemExit"])
    painter._places = threading.Semaphore(0)
    told: list[str] = []

    def ask() -> None:
        try:
            painter.draw({"kind": "svg"})
        except drawing.DrawingBusy as busy:
            told.append(busy.code)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(5)
    assert told == ["drawing-busy"]


def test_the_process_reaches_no_address():
    """Neither by itself, where the kernel cuts the network, nor by what a specification names."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        look = (
            "import socket, sys; from autan.drawing import worker as w\n"
            "print(w._confine()['network'])\n"
            "try: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)\n"
            "except OSError: print('refused')"
        )
        told = subprocess.run(
            [sys.executable, "-c", look, str(port)], capture_output=True, text=True, check=True
        )
        assert told.stdout.split() in (["cut", "refused"], ["open"])
        fetch = (
            "import sys, vl_convert; from autan.drawing import worker as w\n"
            "address = f'http://127.0.0.1:{sys.argv[1]}/x'\n"
            "picture = {'mark': {'type': 'image', 'url': address}}\n"
            "for more in ({'data': {'url': address}}, {'data': {'values': [{}]}}):\n"
            "    try: w._drawn(vl_convert, {'kind': 'svg', 'spec': picture | more})\n"
            "    except Exception: pass"
        )
        subprocess.run([sys.executable, "-c", fetch, str(port)], check=True, timeout=60)
        with pytest.raises(TimeoutError):
            server.accept()
