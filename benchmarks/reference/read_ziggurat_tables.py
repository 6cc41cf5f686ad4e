"""Reads the three tables of NumPy's ziggurat for normal draws from an installed NumPy, as base64 for ziggurat-tables.ts.

    pip install numpy==1.26.4
    python benchmarks/reference/read_ziggurat_tables.py packages/envs/src/random/ziggurat-tables.ts

They are read, not computed, because NumPy's published constants are not correctly rounded in the last digits.
"""

import base64
import pathlib
import sys

import numpy as np

LIBRARY = pathlib.Path(np.__file__).parent / "random" / "lib" / "libnpyrandom.a"
TAIL = 3.6541528853610088
SIZE = 256 * 8


def tables(blob):
    """The layout is fi, wi, ki, 2048 bytes each; wi ends with TAIL / 2**52."""
    end = blob.index(np.float64(TAIL / 2**52).tobytes()) + 8
    layers = [blob[end + shift : end + shift + SIZE] for shift in (0, -SIZE, -2 * SIZE)]
    accept, width, density = (
        np.frombuffer(layer, kind) for layer, kind in zip(layers, ("<u8", "<f8", "<f8"))
    )
    assert density[0] == 1 and (np.diff(density) < 0).all() and accept.max() < 2**52 and accept[1] == 0
    return accept.astype("<f8"), width, density


def main(target):
    names = ("ACCEPT", "WIDTH", "DENSITY")
    lines = [
        "// Made by benchmarks/reference/read_ziggurat_tables.py from NumPy 1.26.4 (BSD-3-Clause): facts of its generator.",
        "",
    ]
    for name, table in zip(names, tables(LIBRARY.read_bytes())):
        lines += [
            f"/** 256 doubles, little endian, base64. */",
            f"export const ZIGGURAT_{name} =\n  '{base64.b64encode(table.tobytes()).decode()}';",
        ]
    pathlib.Path(target).write_text("\n".join(lines) + "\n")


main(sys.argv[1])
