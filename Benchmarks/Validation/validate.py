"""Runs the lab against what is known, and writes the pages that say what came out.

    python3 validate.py --lab PATH/engagelab [--threads N] [--out FOLDER]

Writes validation.md and stories.md, which hold nothing but results: the same program gives the same bytes on every machine.
Exits with 1 when anything that must hold does not. A published story that the lab misses is no failure; it is in the table.
"""
import argparse
import sys
from pathlib import Path

import closed_form
import fallacy
import forecasts
import noise
import programs
import stories
from lab import ROOT, Lab

# A section is a function from a lab to a Section; add further ones here.
SECTIONS = [
    closed_form.section, programs.against_reference, programs.orderings, noise.section, fallacy.section,
    forecasts.section,
]

INTRODUCTION = """\
# Validation

<!-- Written by `make validate` from runs of the command; do not edit. -->

What the simulator must get right, from real runs of the built command: what was expected, from where, what came out, and
whether it lies within its band. Seeds are fixed, so that the page is the same on every machine; a band says how far chance
may lead. How far the model reproduces published stories is a page of [its own](stories.md); which of its numbers have a
source is in the [parameters](parameters.md). Statistics are validated [elsewhere](statistics/README.md).
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", required=True, help="the built command")
    parser.add_argument("--threads", type=int, default=0, help="threads of a run; 0: all")
    parser.add_argument("--out", default=str(ROOT / "Documentation"), help="folder of the pages")
    options = parser.parse_args()
    lab = Lab(options.lab, options.threads)
    parts = []
    for make in SECTIONS:
        part = make(lab)
        parts.append(part)
        held = sum(check.holds for check in part.checks)
        print(f"{part.title}: {held} of {len(part.checks)} within their bands", flush=True)
    story = stories.page(lab)
    parts.append(story.section)
    checks = [check for part in parts for check in part.checks]
    held = sum(check.holds for check in checks)
    summary = f"**{held} of {len(checks)} rows lie within their bands.**\n"
    folder = Path(options.out)
    pages = {
        "validation.md": "\n".join([INTRODUCTION, summary] + [part.markdown() for part in parts]),
        "stories.md": story.text,
    }
    for name, text in pages.items():
        path = folder / name
        text = text.rstrip("\n") + "\n"
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        print(f"{path}: {'written' if is_new else 'unchanged'}")
    for check in checks:
        if not check.holds:
            print(f"validate: outside its band: {check.what}: {check.found}, expected {check.expected}", file=sys.stderr)
    sys.exit(0 if held == len(checks) else 1)


if __name__ == "__main__":
    main()
