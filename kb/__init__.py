"""The core of 知库: model, citations, store, indexes, search, answers, checklists, courses."""

import os

# onnxruntime 1.29 and later report how it is used to its maker, and write into the user's cache
# folder, unless this is set before it is loaded. Nothing leaves this machine; hence here, where
# every module of kb comes through first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
