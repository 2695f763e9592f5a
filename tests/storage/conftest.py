"""Plain functions that hold a connection by themselves run on both engines."""

import pytest

import tests.engines
from tests.storage.outbox import Outbox


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    box = pyfuncitem.funcargs.get("box")
    if not isinstance(box, Outbox) or box.engine.dialect.name == "sqlite":
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    tests.engines.in_greenlet(
        lambda: pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}), lambda: box.session
    )
    return True
