"""Runs an exported policy in the real Gymnasium, episode by episode from given seeds.

    minorant export RUN --which best --out exported
    minorant evaluate RUN --which best --episodes 20 --seed 100 --json
    python evaluate.py exported/policy.onnx --env Hopper-v4 --episodes 20 --seed 100
"""

import argparse
import json

import gymnasium
import numpy as np
import onnxruntime

parser = argparse.ArgumentParser()
parser.add_argument("policy")
parser.add_argument("--env", required=True)
parser.add_argument("--episodes", type=int, default=20)
parser.add_argument("--seed", type=int, default=0)
arguments = parser.parse_args()

session = onnxruntime.InferenceSession(arguments.policy)
environment = gymnasium.make(arguments.env)
returns, lengths = [], []
for episode in range(arguments.episodes):
    observation, _ = environment.reset(seed=arguments.seed + episode)
    total, length, done = 0.0, 0, False
    while not done:
        (action,) = session.run(["action"], {"observation": observation.astype(np.float32)[None]})
        observation, reward, terminated, truncated, _ = environment.step(action[0])
        total, length, done = total + float(reward), length + 1, terminated or truncated
    returns.append(total)
    lengths.append(length)

print(
    json.dumps(
        {
            "environment": arguments.env,
            "gymnasium": gymnasium.__version__,
            "mean": float(np.mean(returns)),
            "spread": float(np.std(returns)),
            "meanLength": float(np.mean(lengths)),
            "returns": returns,
        }
    )
)
