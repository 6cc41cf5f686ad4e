"""One peer of bench:update: the SAC update of Stable-Baselines3 (PyTorch), of sbx (JAX), or of PIRO's official code
(PyTorch, a clone of github.com/PolynomialTime/PIRO at PATH), on a fixed batch.

Speaks the protocol of benchmarks/update/contender.mjs: numbers of updates in, milliseconds per update out.
Usage: sac_update.py sb3|sbx|PATH OBSERVATIONS ACTIONS THREADS
"""

import json
import os
import resource
import sys
import time

framework, observations, actions, threads = sys.argv[1], *map(int, sys.argv[2:])
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(threads)
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["JAX_PLATFORMS"] = "cpu"
if framework == "sbx":
    # XLA takes as many threads as there are processors that it may run on.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])

import gymnasium as gym
import numpy as np
import torch

torch.set_num_threads(threads)


class Task(gym.Env):
    observation_space = gym.spaces.Box(-10, 10, (observations,), np.float32)
    action_space = gym.spaces.Box(-1, 1, (actions,), np.float32)

    def reset(self, seed=None, options=None):
        return self.observation_space.sample(), {}

    def step(self, action):
        return self.observation_space.sample(), 0.0, False, False, {}

    def seed(self, seed=None):
        """Part of the interface that PIRO's official code expects, that of gym 0.23."""


def official(path):
    """The update of PIRO's official code, with the settings that it ships for Hopper but for the size of the batch."""
    sys.path.insert(0, path)
    sys.modules["gym"] = gym
    from common.sac import SAC

    agent = SAC(Task, None, batch_size=256, lr=1e-3, alpha=0.2, automatic_alpha_tuning=False)
    batch = {
        "obs": torch.randn(256, observations),
        "obs2": torch.randn(256, observations),
        "act": torch.tanh(torch.randn(256, actions)),
        "rew": torch.randn(256),
        "done": torch.zeros(256),
    }

    def run(count):
        for _ in range(count):
            agent.update(batch)

    return run


def peer():
    """The update of Stable-Baselines3 or sbx."""
    if framework == "sb3":
        from stable_baselines3 import SAC
    else:
        from sbx import SAC
    from stable_baselines3.common.logger import configure

    model = SAC("MlpPolicy", Task(), batch_size=256, buffer_size=2000, learning_starts=300, seed=1, device="cpu")
    model.set_logger(configure(None, []))
    model.learn(310)
    # The same batch at every update: sampling is not part of what is measured, as in the other contenders.
    batch = model.replay_buffer.sample(256)
    model.replay_buffer.sample = lambda *args, **kwargs: batch

    def run(count):
        for _ in range(count):
            model.train(gradient_steps=1, batch_size=256)
        if framework == "sbx":
            import jax

            jax.block_until_ready(model.policy.actor_state.params)

    return run


run = peer() if framework in ("sb3", "sbx") else official(framework)

run(3)
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"ready": True, "residentMegabytes": megabytes}), flush=True)
for line in sys.stdin:
    count = int(line)
    begin, processor = time.perf_counter(), time.process_time()
    run(count)
    wall, used = time.perf_counter() - begin, time.process_time() - processor
    print(json.dumps({"wall": 1000 * wall / count, "processor": 1000 * used / count}), flush=True)
