"""Prints records written by TensorBoard's own writer, for packages/core/src/metrics/tensorboard.test.ts."""

import io

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

values = [Summary.Value(tag="train/loss", simple_value=0.125), Summary.Value(tag="rollout/ep_rew_mean", simple_value=-3.7)]
for event in (
    Event(wall_time=1700000000.25, file_version="brain.Event:2"),
    Event(wall_time=1700000000.25, step=1234567890123, session_log=SessionLog(status=SessionLog.START)),
    Event(wall_time=1700000001.5, step=300, summary=Summary(value=values)),
):
    file = io.BytesIO()
    RecordWriter(file).write(event.SerializeToString())
    print(file.getvalue().hex())
