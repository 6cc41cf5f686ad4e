"""Reads what write.mjs wrote with TensorBoard's own reader and compares every number."""

import struct
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

reader = EventAccumulator(sys.argv[1] if len(sys.argv) > 1 else "tensorboard-check", size_guidance={"scalars": 0})
reader.Reload()
scalars = reader.Scalars("train/loss")


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


expected = [(step, single(1 / step + (0 if step <= 500 else 100))) for step in range(10, 1501, 10)]
found = [(event.step, event.value) for event in scalars]
assert found == expected, (len(found), len(expected), found[:3], found[-3:])
print(f"TensorBoard read {len(found)} scalars as they were written; events before the resumption were purged.")
