#!/usr/bin/env python3
"""Writes the JavaScript that draws the charts of a report: Vega, Vega-Lite and Vega-Embed in one file.

Usage: make-chart-bundle.py OUTPUT

The libraries are inside the wheel of vl-convert-python, so nothing is fetched here. The file defines one global,
`vegaEmbed`, and makes no network request when it runs.
"""

import os
import sys
import tempfile

import vl_convert

VEGA_LITE = "6.4"
LIMIT_BYTES = 1_500_000
SNIPPET = "window.vegaEmbed = vegaEmbed;"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    output = sys.argv[1]
    code = vl_convert.javascript_bundle(SNIPPET, vl_version=VEGA_LITE)

    # The file is pasted into a <script> element, whose end it must not contain.
    if "</script" in code.lower():
        print("make-chart-bundle: the bundle contains '</script' and cannot be put in a page", file=sys.stderr)
        return 1
    # The bundle is a module: its top-level names would otherwise become globals of the page.
    code = f'/* Vega-Lite {VEGA_LITE}, Vega and Vega-Embed (BSD-3-Clause) */(()=>{{"use strict";{code}\n}})();\n'
    size = len(code.encode())
    if size > LIMIT_BYTES:
        print(f"make-chart-bundle: {size} bytes is more than the limit of {LIMIT_BYTES}", file=sys.stderr)
        return 1

    # Written beside and renamed, so that an interrupted run leaves no half of a file.
    folder = os.path.dirname(os.path.abspath(output))
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".chart-bundle-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(code)
        os.chmod(temporary, 0o644)
        os.replace(temporary, output)
    except BaseException:
        os.unlink(temporary)
        raise
    print(f"Made {os.path.basename(output)}: Vega-Lite {VEGA_LITE}, {size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
