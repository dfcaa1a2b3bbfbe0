"""The app: screens, API, assets, and what holds around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from pipeline.context import Context
from web import errors
from web.features import api_routers, screens
from web.identity import IdentityMiddleware
from web.security import SecurityMiddleware
from web.state import Services, secret_key
from web.static_files import StaticAssets

__all__ = ["create_app"]


def create_app(context: Context, *, local: bool = True) -> FastAPI:
    """The app over the data of ``context``. Store and engine are opened when it starts and closed when it ends.
    ``local``: one user on this machine, without sign-in; never serve it to others.
    """

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            store = stack.enter_context(context.store())
            engine = stack.enter_context(context.index())
            app.state.services = Services(context, store, engine, local, secret_key(context.settings.data_dir))
            yield

    app = FastAPI(
        title="Điểm Tin",
        lifespan=opened,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.screens = screens()
    for screen in app.state.screens:
        app.include_router(screen.router, include_in_schema=False)
    for router in api_routers():
        app.include_router(router, prefix="/api/v1")
    app.mount("/static", StaticAssets(), name="static")
    errors.install(app)
    # The last one added is the outermost.
    app.add_middleware(IdentityMiddleware)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(
        SecurityMiddleware,
        local=local,
        base_url=context.settings.web.base_url,
        error_page=errors.error_page,
        failed=errors.unexpected,
    )
    return app
