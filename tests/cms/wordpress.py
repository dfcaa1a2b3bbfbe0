"""A real WordPress (Debian's package) with its own MariaDB, both of the test's own folder and on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cms.corpus import SECTIONS, Known

__all__ = ["IN_PAGES", "WordPress", "lacking", "wordpress"]

IN_PAGES = frozenset({8, 21})
"""Articles that are cut into a page for each paragraph."""

_SHOW_PAGES = ("twentytwentyone",)
"""Themes that link the later pages of a post; WordPress 6.1's themes of blocks show no reader the way to them."""
_NEW_PAGE = {False: "\n\n", True: "\n\n<!--nextpage-->\n\n"}
_PROGRAM = Path("/usr/share/wordpress")
_THEMES = Path("/usr/share/wordpress/wp-content/themes")
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
_ROUTER = """<?php
$path = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path)) { return false; }
if (is_dir($path) && is_file($path . '/index.php')) { require $path . '/index.php'; return true; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
"""
_FILL = """<?php
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
$given = json_decode(file_get_contents(__DIR__ . '/given.json'), true);
wp_install('Sở Y tế tỉnh Hà Giang', 'quantri', 'quantri@example.invalid', true, '', wp_generate_password());
update_option('permalink_structure', $given['permalinks']);
update_option('timezone_string', 'Asia/Ho_Chi_Minh');
update_option('date_format', 'd/m/Y'); update_option('time_format', 'H:i');
if ($given['theme']) { update_option('template', $given['theme']); update_option('stylesheet', $given['theme']); }
$GLOBALS['wp_rewrite']->init(); flush_rewrite_rules();
wp_delete_post(1, true);
$sections = [];
foreach ($given['sections'] as $slug => $name) {
    $sections[$slug] = wp_insert_term($name, 'category', ['slug' => $slug])['term_id'];
}
$authors = [];
foreach ($given['articles'] as $a) {
    if (!isset($authors[$a['author']])) {
        $n = count($authors);
        $authors[$a['author']] = wp_insert_user(['user_login' => "tacgia$n", 'user_pass' => wp_generate_password(),
            'display_name' => $a['author'], 'role' => 'author']);
    }
    $id = wp_insert_post(['post_title' => $a['title'], 'post_name' => $a['slug'], 'post_status' => 'publish',
        'post_content' => $a['html'], 'post_author' => $authors[$a['author']], 'post_date' => $a['published'],
        'post_category' => [$sections[$a['section']]]], true);
    if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(1); }
}
wp_insert_post(['post_title' => 'Bản nháp chưa công bố', 'post_status' => 'draft', 'post_content' => 'Chưa công bố.']);
"""
_TELL = """<?php
require __DIR__ . '/wp-load.php';
$all = [];
foreach (get_posts(['numberposts' => -1, 'post_status' => 'publish', 'orderby' => 'ID', 'order' => 'ASC']) as $p) {
    $all[] = ['url' => get_permalink($p), 'title' => $p->post_title, 'published' => get_post_time('c', false, $p),
        'author' => get_the_author_meta('display_name', $p->post_author), 'id' => $p->ID];
}
echo json_encode($all);
"""
_CHANGE = """<?php
require __DIR__ . '/wp-load.php';
$given = json_decode(file_get_contents(__DIR__ . '/given.json'), true);
foreach ($given['edit'] as $id => $html) {
    wp_update_post(['ID' => $id, 'post_content' => $html]);
}
foreach ($given['trash'] as $id) { wp_trash_post($id); }
"""


def lacking() -> str | None:
    """What must be installed first; None when all is there."""
    if not (_PROGRAM / "wp-load.php").is_file() or not any(_THEMES.glob("*/index.php")):
        return "WordPress is not installed (Debian: apt-get install wordpress wordpress-theme-twentytwentyone)"
    for command, package in (("php", "php-cli php-mysql"), ("mariadbd", "mariadb-server")):
        if shutil.which(command) is None and not Path("/usr/sbin", command).exists():
            return f"{command} is not installed (Debian: apt-get install {package})"
    return None


@dataclass(frozen=True, slots=True)
class Post:
    """A post as WordPress's own database has it."""

    id: int
    url: str
    title: str
    published: str
    author: str


@dataclass(frozen=True, slots=True)
class WordPress:
    """A running site."""

    folder: Path
    url: str

    def posts(self) -> list[Post]:
        """What is published, by WordPress's own word."""
        return [Post(**one) for one in json.loads(self._php("tell.php", _TELL))]

    def change(self, edit: dict[int, str], trash: Sequence[int]) -> None:
        """Give posts another text, and put others into the bin."""
        self._give({"edit": edit, "trash": list(trash)})
        self._php("change.php", _CHANGE)

    def fill(self, articles: Sequence[Known], permalinks: str, theme: str | None) -> None:
        """Install WordPress and put the articles in."""
        rows = [
            {
                "slug": one.slug,
                "title": one.title,
                "section": one.section,
                "author": one.author,
                "published": f"{one.published:%Y-%m-%d %H:%M:%S}",
                "html": _NEW_PAGE[number in IN_PAGES and theme in _SHOW_PAGES].join(
                    f"<p>{text}</p>" for text in one.paragraphs
                ),
            }
            for number, one in enumerate(articles)
        ]
        self._give({"articles": rows, "permalinks": permalinks, "theme": theme, "sections": SECTIONS})
        self._php("fill.php", _FILL)

    def _give(self, values: object) -> None:
        (self.folder / "given.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")

    def _php(self, name: str, code: str) -> str:
        script = self.folder / name
        script.write_text(code, encoding="utf-8")
        done = subprocess.run(
            ["php", "-d", "display_errors=0", str(script)], capture_output=True, text=True, timeout=180, check=False
        )
        script.unlink()
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(ready: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if callable(ready) and ready():
            return
        time.sleep(0.2)
    raise TimeoutError("the server did not start")


@contextmanager
def wordpress(folder: Path, articles: Sequence[Known], permalinks: str, theme: str | None) -> Iterator[WordPress]:
    """A WordPress filled with the articles, gone at the end."""
    site, data, sock = folder / "site", folder / "mariadb", folder / "db.sock"
    shutil.copytree(_PROGRAM, site, symlinks=False, ignore_dangling_symlinks=True)
    data.mkdir()
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    (site / "wp-config.php").write_text(_CONFIG.format(socket=sock, url=url), encoding="utf-8")
    (folder / "router.php").write_text(_ROUTER, encoding="utf-8")
    user = "root" if os.geteuid() == 0 else str(os.environ.get("USER", "nobody"))
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", f"--user={user}", "--auth-root-authentication-method=normal"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    database = subprocess.Popen(
        ["/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={sock}", "--skip-networking", f"--user={user}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    server: subprocess.Popen[bytes] | None = None
    try:
        client = ["mariadb", "--no-defaults", f"--socket={sock}", "-uroot", "-e"]
        _until(lambda: subprocess.run([*client, "select 1"], capture_output=True, check=False).returncode == 0)
        subprocess.run([*client, "create database wordpress character set utf8mb4"], check=True, timeout=30)
        made = WordPress(site, url)
        made.fill(articles, permalinks, theme)
        server = subprocess.Popen(
            ["php", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", "-t", str(site), str(folder / "router.php")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=os.environ | {"PHP_CLI_SERVER_WORKERS": "3"},
        )  # fmt: skip
        _until(lambda: _answers(url))
        yield made
    finally:
        for process in (server, database):
            if process is not None:
                os.killpg(process.pid, signal.SIGTERM)  # PHP's server leaves its own workers behind otherwise
                process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
