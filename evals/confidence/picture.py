"""The risk-coverage curve as a picture of its own: the coordinates and the drawing are those of the report page."""

import re
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader

from evals.reporting.chart import risk_coverage
from evals.running.summary import CurvePoint

_STYLE = (
    "<style>svg{background:#fff;font:12px sans-serif}.grid{stroke:#ddd}.axis,.curve{fill:none;stroke:#333}"
    ".curve{stroke:#06c;stroke-width:2}.guide{stroke:#c33;stroke-dasharray:4 3}.tick,.name{fill:#333}</style>"
)


def svg(points: Sequence[Sequence[float]]) -> str:
    """Return the curve of (coverage, risk) points as an SVG file; raises ValueError without points."""
    plot = risk_coverage([CurvePoint(coverage=coverage, risk=risk) for coverage, risk in points])
    if plot is None:
        raise ValueError("a curve without points")
    room = Environment(loader=PackageLoader("evals.reporting", "templates"), autoescape=True)
    figure = room.from_string("{% import 'charts.html' as charts %}{{ charts.plot(p) }}").render(p=plot)
    found = re.search(r"<svg (.*?)>(.*)</svg>", figure, re.DOTALL)
    assert found, "the chart template draws an svg"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {found[1]}>{_STYLE}{found[2]}</svg>\n'
