"""How long an issue of 400 articles takes in each format: ``python -m benchmarks.digest_formats [ARTICLES]``.

Prints processor time and wall time of one run, templates included, after one small run that loads what is loaded once.
"""

from __future__ import annotations

import sys
import time

from digest.render.example import full_issue
from digest.render.formats import FORMATS, render_issue
from domain.settings import Settings
from domain.settings_sections import Office

_LIMITS = {"docx": 3.0, "pdf": 4.0}


def main() -> None:
    """Print a line a format; the limits are those of the digest's figures."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    settings = Settings.model_validate({"office": Office(name="Sở Y tế", parent="UBND tỉnh", symbol="SYT")})
    small, issue = full_issue(8), full_issue(articles)
    print(f"{articles} articles: format, wall s, processor s, kB, limit s")
    for form in FORMATS:
        render_issue(small, form, settings)
        wall, processor = time.perf_counter(), time.process_time()
        made = render_issue(issue, form, settings)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        print(f"{form:5} {wall:6.2f} {processor:6.2f} {len(made) / 1000:8.0f} {_LIMITS.get(form, '')}")


if __name__ == "__main__":
    main()
