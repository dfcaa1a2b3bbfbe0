"""The app: screens, API, assets, and what holds around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware

from pipeline.context import Context
from pipeline.watched_index import WatchedIndex
from web import errors
from web.api_frame import PROBLEMS
from web.features import api_routers, screens
from web.identity import IdentityMiddleware
from web.job_runner import running_jobs
from web.metrics import Metrics, MetricsMiddleware
from web.patience import PatienceMiddleware
from web.security import SecurityMiddleware
from web.sign_in_limit import SignInLimit
from web.state import Services, secret_key
from web.static_files import StaticAssets

__all__ = ["create_app"]


def create_app(context: Context, *, local: bool = True, jobs: bool = False, watch: bool = False) -> FastAPI:
    """The app over the data of ``context``. Store and engine are opened when it starts and closed when it ends.
    ``local``: one user on this machine, without sign-in; never serve it to others. ``jobs``: also do
    the work that people ask for, which starts processes;
    ``watch``: crawl by schedule, too.
    """

    key = secret_key(context.settings.data_dir)

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            store = stack.enter_context(context.store())
            engine = WatchedIndex(stack.enter_context(context.index()), store, context.index_name)
            app.state.services = Services(context, store, engine, local, key)
            if jobs:
                stack.enter_context(running_jobs(store, context, watch=watch))
            yield

    app = FastAPI(
        title="Điểm Tin",
        version="1",
        description="Tin, bài về cải cách hành chính của ngành y tế các tỉnh.",
        lifespan=opened,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.screens = screens()
    app.state.api_routers = api_routers()
    app.state.metrics = Metrics()
    app.state.sign_in_limit = SignInLimit()
    for screen in app.state.screens:
        app.include_router(screen.router, include_in_schema=False)
    for router in app.state.api_routers:
        app.include_router(router, prefix="/api/v1", responses=PROBLEMS)
    app.mount("/static", StaticAssets(), name="static")
    errors.install(app)
    # The last one added is the outermost.
    app.add_middleware(IdentityMiddleware)
    app.add_middleware(PatienceMiddleware)
    app.add_middleware(SessionMiddleware, secret_key=key, session_cookie="diemtin_sso", max_age=600, same_site="lax")
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(MetricsMiddleware, metrics=app.state.metrics)
    app.add_middleware(
        SecurityMiddleware,
        local=local,
        base_url=context.settings.web.base_url,
        error_page=errors.error_page,
        failed=errors.unexpected,
    )
    return app
