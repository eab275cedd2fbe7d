"""Draws how a question's time and the memory grow with the archive."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.scale.rows import Sizes

_INCHES = (7.2, 2.9)
# Each panel: its title, and its lines as figure and name.
_PANELS = (
    ("Milliseconds a question", (("p50_ms", "half of them below"), ("p95_ms", "19 of 20 below"))),
    (
        "Seconds",
        (
            ("cold_seconds", "first answer"),
            ("unchanged_seconds", "sync, nothing new"),
            ("added_seconds", "new article"),
        ),
    ),
    ("Megabytes", (("answer_megabytes", "memory"), ("disk_megabytes", "disk"))),
)


def draw(rows: Sequence[Sizes], file: Path) -> None:
    """Write the plot of `rows` as SVG: the same figures give the same bytes."""
    import matplotlib as mpl

    mpl.use("svg")
    # The same ids each time, and text as text: small, and readable in a diff.
    mpl.rcParams.update({"svg.hashsalt": "scale", "svg.fonttype": "none", "font.size": 8})
    from matplotlib import pyplot as plt

    figure, panels = plt.subplots(1, len(_PANELS), figsize=_INCHES, layout="constrained")
    for panel, (title, lines) in zip(panels, _PANELS, strict=True):
        for name, label in lines:
            points = [(row.articles, getattr(row, name)) for row in rows if getattr(row, name)]
            panel.plot([x for x, _ in points], [y for _, y in points], marker="o", markersize=3, label=label)
        panel.set_xscale("log")
        panel.set_yscale("log")
        panel.set_title(title)
        panel.minorticks_off()
        panel.set_xlabel("articles")
        panel.grid(visible=True, which="major", alpha=0.3)
        panel.legend(frameon=False, fontsize=7)
    figure.savefig(file, format="svg", metadata={"Date": None})
    plt.close(figure)
