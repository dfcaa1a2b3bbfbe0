"""What an issue's files are written with besides its own words: the office, the address of the page, the templates. A
frozen issue keeps its own, so that its files stay the same bytes whatever is changed later.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from digest.render.paper import our_folder, shared_parts
from domain.digest import Frame, Issue
from domain.settings import Settings
from publishing.outline.folder import files_of

__all__ = ["frame_of", "framed"]


def frame_of(settings: Settings) -> Frame:
    """What an issue is approved under now."""
    chosen = settings.digest.templates_dir
    folder = Path(chosen).expanduser() if chosen else our_folder()
    contents = {name: text.encode() for name, text in shared_parts().items()}
    contents |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_of(folder)}
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return Frame(
        office=settings.office,
        base_url=settings.web.base_url,
        templates=base64.b64encode(packed.getvalue()).decode(),
    )


@contextmanager
def framed(issue: Issue, settings: Settings) -> Iterator[tuple[Issue, Settings]]:
    """An issue with the settings to write it with: a frozen one with what it was approved under."""
    frame = issue.frame
    if frame is None:
        yield issue, settings
        return
    with TemporaryDirectory(prefix="diemtin-") as folder:
        with ZipFile(io.BytesIO(base64.b64decode(frame.templates))) as archive:
            archive.extractall(folder)
        chosen = {
            "office": frame.office,
            "web": settings.web.model_copy(update={"base_url": frame.base_url}),
            "digest": settings.digest.model_copy(update={"templates_dir": folder}),
        }
        yield issue.model_copy(update={"frame": None}), settings.model_copy(update=chosen)
