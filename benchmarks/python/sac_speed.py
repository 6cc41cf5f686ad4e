"""One peer of bench:sac-speed: Stable-Baselines3's (PyTorch) or sbx's (JAX) SAC on a real task of Gymnasium.

Prints one line of JSON as benchmarks/sac/speed.mjs does.
Usage: sac_speed.py sb3|sbx ENVIRONMENT STEPS WARMUP HIDDEN BATCH
"""

import json
import os
import resource
import sys
import time

framework, name, *numbers = sys.argv[1:]
steps, warmup, hidden, batch = map(int, numbers)
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["JAX_PLATFORMS"] = "cpu"

import torch

torch.set_num_threads(1)

if framework == "sb3":
    from stable_baselines3 import SAC
else:
    from sbx import SAC

import gymnasium as gym

model = SAC(
    "MlpPolicy",
    gym.make(name),
    policy_kwargs={"net_arch": [hidden, hidden]},
    batch_size=batch,
    learning_rate=3e-4,
    learning_starts=100,
    seed=1,
)
model.learn(warmup)
begin, processor = time.perf_counter(), time.process_time()
model.learn(steps, reset_num_timesteps=False)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - begin,
            "processor": time.process_time() - processor,
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
