"""How results look in a notebook."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair

    from ._run import Run
    from ._table import Table

#: Rows of the table of lifts that are shown.
_MOST_LIFTS = 12


class Charts(Mapping[str, "altair.TopLevelMixin"]):
    """Charts by name, each of which is made when it is asked for."""

    def __init__(self, documents: Sequence[dict[str, Any]]) -> None:
        self._documents = {str(document["id"]): document for document in documents}

    def __getitem__(self, name: str) -> altair.TopLevelMixin:
        return altair_chart(self._documents[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, name: object) -> bool:
        return name in self._documents

    def __repr__(self) -> str:
        width = max((len(name) for name in self._documents), default=0)
        return "\n".join(
            f"{name.ljust(width)}  {document['title']}"
            for name, document in self._documents.items()
        )


def altair_chart(document: dict[str, Any]) -> altair.TopLevelMixin:
    """Return a chart of the report through Altair."""
    try:
        import altair
    except ImportError as error:
        raise ImportError("charts need Altair: pip install 'engagelab[notebook]'") from error
    spec = document["spec"]
    # Altair checks what it shows against the class of the chart: it must be the right one.
    kind: Any = altair.LayerChart if "layer" in spec else altair.Chart
    chart: altair.TopLevelMixin = kind.from_dict(spec, validate=False)
    return chart


def run_html(run: Run) -> str:
    """Return a run in short: headline, verdicts, warnings, lifts."""
    parts = [f"<p><strong>{_escape(run.title)}</strong><br>{_escape(_headline(run))}</p>"]
    parts += _verdicts(run.objectives)
    parts += _warnings(run.warnings)
    parts += _lifts(run)
    parts.append(
        f"<p><small>seed {run.seed}, digest <code>{_escape(run.digest[:12])}</code></small></p>"
    )
    return f'<div class="engagelab-run">{"".join(parts)}</div>'


def _headline(run: Run) -> str:
    """Return the first paragraph of the summary that says what was found."""
    paragraphs = [part.strip() for part in run.summary.split("\n\n") if part.strip()]
    return " ".join(paragraphs[1].split()) if len(paragraphs) > 1 else ""


def _verdicts(objectives: Table) -> list[str]:
    sentences = [
        str(row.get("sentence") or row.get("verdict") or "")
        for row in objectives
        if "verdict" in row
    ]
    items = "".join(f"<li>{_escape(sentence)}</li>" for sentence in sentences if sentence)
    return [f"<ul>{items}</ul>"] if items else []


def _warnings(warnings: Table) -> list[str]:
    rows = [row for row in warnings if row.get("level") == "warning"]
    if not rows:
        return []
    items = "".join(f"<li>{_escape(str(row['message']))}</li>" for row in rows)
    count = f"{len(rows)} warning{'s' if len(rows) > 1 else ''}"
    return [f"<details><summary>{count}</summary><ul>{items}</ul></details>"]


def _lifts(run: Run) -> list[str]:
    lifts = run.lifts
    if not len(lifts):
        return []
    titles = {row["kpi"]: row["title"] for row in run.kpis}
    wanted = _kpis(run)
    found = lifts.filter(kpi=wanted).to_pylist()
    rows = sorted(found, key=lambda row: wanted.index(row["kpi"]))
    cells = "".join(
        f"<tr><td>{_escape(str(row['arm']))}</td><td>{_escape(str(titles[row['kpi']]))}</td>"
        f'<td style="text-align:right">{_share(row["lift"])}</td>'
        f'<td style="text-align:right">{_interval(row)}</td></tr>'
        for row in rows[:_MOST_LIFTS]
    )
    rest = len(lifts) - min(len(rows), _MOST_LIFTS)
    note = f"<small>{rest} more in <code>.lifts</code></small>" if rest > 0 else ""
    return [
        "<table><thead><tr><th>arm</th><th>KPI</th><th>lift</th><th>interval</th></tr></thead>"
        f"<tbody>{cells}</tbody></table>{note}"
    ]


def _kpis(run: Run) -> list[str]:
    """Return the KPIs that objectives are about, or else the first."""
    about = [str(row["kpi"]) for row in run.objectives if row.get("kpi")]
    return list(dict.fromkeys(about)) or [str(row["kpi"]) for row in run.kpis.head(1)]


def _share(value: Any) -> str:
    return "–" if value is None else f"{value * 100:+.1f}\u202f%"


def _interval(row: dict[str, Any]) -> str:
    low, high = row["lift_low"], row["lift_high"]
    if low is None or high is None:
        return _escape(str(row.get("lift_status") or "–"))
    return f"{_share(low)} to {_share(high)}"


def _escape(text: str) -> str:
    return html.escape(text)


def html_pre(text: str) -> str:
    """Return a text as it stands."""
    # Not every page has letters of one width for this element.
    return f'<pre style="font-family: monospace">{html.escape(text)}</pre>'
