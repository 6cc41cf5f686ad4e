"""Steps Gymnasium's tasks for steps-per-second.mjs: reads a JSON request a line, answers with a JSON line.

pip install -r benchmarks/reference/requirements-v5.txt
"""

import json
import sys
import time
import warnings

import gymnasium
import numpy as np

warnings.filterwarnings("ignore")
gymnasium.logger.min_level = 50


def single(name, steps, warmup):
    environment = gymnasium.make(name, disable_env_checker=True)
    random = np.random.default_rng(0)
    actions = random.uniform(-1, 1, (steps + warmup, *environment.action_space.shape))
    actions = (actions * environment.action_space.high).astype(np.float32)
    environment.reset(seed=0)
    for step in range(steps + warmup):
        if step == warmup:
            processor, wall = time.process_time(), time.perf_counter()
        _, _, terminated, truncated, _ = environment.step(actions[step])
        if terminated or truncated:
            environment.reset()
    result = {"cpu": time.process_time() - processor, "wall": time.perf_counter() - wall}
    environment.close()
    return result


def vector(name, workers, steps, warmup):
    """One process a sub-environment, as AsyncVectorEnv has it."""
    environments = gymnasium.make_vec(name, num_envs=workers, vectorization_mode="async")
    random = np.random.default_rng(0)
    actions = random.uniform(-1, 1, (steps + warmup, *environments.action_space.shape))
    actions = (actions * environments.single_action_space.high).astype(np.float32)
    environments.reset(seed=0)
    for step in range(steps + warmup):
        if step == warmup:
            wall = time.perf_counter()
        environments.step(actions[step])
    result = {"wall": time.perf_counter() - wall, "count": workers}
    environments.close()
    return result


def main():
    import mujoco

    print(json.dumps({"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        kind = request.pop("kind")
        print(json.dumps((single if kind == "single" else vector)(**request)), flush=True)


if __name__ == "__main__":
    main()
