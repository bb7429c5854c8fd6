"""``python -m tests.crash STEP``: one step of the scenario, in a process that may be killed."""

import importlib
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.settings")
django.setup()
getattr(importlib.import_module("tests.crash.scenario"), sys.argv[1])()
