"""Loads a part of the program by its name, when it is known which one is needed: a command, and the house itself."""

import gc
from importlib import import_module
from types import ModuleType


def load(name: str) -> ModuleType:
    """The module of this name. What is loaded stays to the end: the collector of garbage need not look at it again."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()
