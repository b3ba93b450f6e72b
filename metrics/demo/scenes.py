"""Drawn photos for the demo city: a place before and after. No person is in them."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from portal.files.photos import Kept

SIZE = (960, 640)
SKY = {"before": "#8d99a3", "after": "#bfe0ea"}
FAR = {"before": "#6f777c", "after": "#a9bfae"}
GROUND = {"before": "#54585a", "after": "#7d8583"}
GRASS = {"before": "#5d5f45", "after": "#7fae6b"}


def drawn(scene: str, moment: str) -> Kept:
    picture = Image.new("RGB", SIZE, SKY[moment])
    draw = ImageDraw.Draw(picture)
    for left, top in ((0, 220), (150, 260), (330, 190), (560, 250), (760, 210)):
        draw.rectangle((left, top, left + 170, 420), fill=FAR[moment])
        for x in range(left + 20, left + 150, 44):
            for y in range(top + 24, 380, 52):
                lit = "#f3d98b" if moment == "after" else "#4a5054"
                draw.rectangle((x, y, x + 20, y + 26), fill=lit)
    draw.rectangle((0, 420, *SIZE), fill=GROUND[moment])
    SCENES[scene](draw, moment)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return Kept("photo", "image/jpeg", out.getvalue(), *SIZE)


def _crossing(draw: ImageDraw.ImageDraw, moment: str) -> None:
    for left in range(120, 860, 96):
        if moment == "after":
            draw.polygon([(left, 470), (left + 52, 470), (left + 40, 630), (left - 24, 630)],
                         fill="#f4f4ee")  # fmt: skip
        else:
            draw.polygon([(left, 470), (left + 30, 470), (left + 22, 520), (left - 4, 520)],
                         fill="#6c7071")  # fmt: skip
    if moment == "after":
        draw.rounded_rectangle((430, 440, 560, 480), 18, fill="#c9cfca")
        draw.rectangle((488, 330, 498, 450), fill="#3b4143")
        draw.polygon([(493, 296), (530, 330), (493, 364), (456, 330)], fill="#f2b632")


def _lot(draw: ImageDraw.ImageDraw, moment: str) -> None:
    draw.rectangle((0, 450, *SIZE), fill=GRASS[moment])
    draw.rectangle((660, 250, 670, 470), fill="#33393b")
    if moment == "after":
        draw.ellipse((600, 200, 730, 330), fill="#fbeab0")
        draw.ellipse((645, 245, 685, 285), fill="#ffd75e")
        for left in (120, 260, 400):
            draw.rounded_rectangle((left, 520, left + 100, 560), 8, fill="#8a5a3c")
            draw.ellipse((left + 10, 470, left + 90, 530), fill="#4e8c4a")
        draw.rounded_rectangle((760, 540, 920, 556), 6, fill="#8a5a3c")
    else:
        draw.ellipse((645, 245, 685, 285), fill="#3d4345")
        for left in range(20, 940, 34):
            draw.line((left, 560, left + 12, 470 + left % 40), fill="#43482f", width=5)
        for left, top in ((180, 560), (430, 590), (760, 570)):
            draw.polygon([(left, top), (left + 60, top - 14), (left + 84, top + 26)],
                         fill="#8c8a80")  # fmt: skip


def _wall(draw: ImageDraw.ImageDraw, moment: str) -> None:
    draw.rectangle((60, 280, 900, 500), fill="#9c8370" if moment == "before" else "#d9c7ae")
    if moment == "before":
        for left in (140, 360, 620):
            draw.arc((left, 320, left + 120, 440), 20, 320, fill="#2f3a4a", width=10)
            draw.line((left + 30, 450, left + 170, 330), fill="#5a2f3c", width=8)
    else:
        for left, color in ((140, "#3f7f8c"), (360, "#c98b3a"), (580, "#6a8f4e")):
            draw.ellipse((left, 330, left + 160, 470), fill=color)
    for left in range(180, 800, 90):
        draw.arc((left, 470, left + 60, 580), 180, 360, fill="#30383a", width=8)


SCENES = {"crossing": _crossing, "lot": _lot, "wall": _wall}
CAPTIONS = {
    ("crossing", "before"): "A wide road with worn paint and no island",
    ("crossing", "after"): "The same road with bright stripes, an island and a sign",
    ("lot", "before"): "A dark place with high weeds, litter and a lamp that is out",
    ("lot", "after"): "The same place, cleared, with a lit lamp, planters and a bench",
    ("wall", "before"): "A bike rack in front of a scribbled wall",
    ("wall", "after"): "The bike rack in front of a wall painted in three colors",
}
