"""Runs the files of export-check.mjs with Python's onnxruntime and compares with what TensorFlow.js computed.

Usage: check_export.py FOLDER
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

folder = pathlib.Path(sys.argv[1])
files = sorted(folder.glob("*.onnx"))
assert files, f"no .onnx file in {folder}"
for file in files:
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    record = json.loads(file.with_suffix(".json").read_text())
    feeds = {k: np.array(v["data"], np.float32).reshape(v["shape"]) for k, v in record["inputs"].items()}
    results = session.run(list(record["outputs"]), feeds)
    for (name, expected), got in zip(record["outputs"].items(), results):
        wanted = np.array(expected["data"], np.float32).reshape(expected["shape"])
        assert got.shape == wanted.shape, (name, got.shape, wanted.shape)
        difference = float(np.abs(got - wanted).max())
        assert difference < 1e-5, (name, difference)
        print(f"{file.name}: {name}{list(got.shape)} differs by {difference:.1e}")
    # One row and many rows, too.
    for rows in (1, 64):
        session.run(None, {k: np.zeros((rows, v.shape[1]), np.float32) for k, v in feeds.items()})
    print(f"{file.name}: {session.get_modelmeta().custom_metadata_map}")
