"""The Python side of exchange.js: reads datasets with Minari, and makes one with Minari.

Usage: python exchange.py FOLDER
FOLDER/datasets holds what was written in TypeScript; the answers go to FOLDER/python.json.
"""

import json
import os
import sys
from pathlib import Path

folder = Path(sys.argv[1])
os.environ["MINARI_DATASETS_PATH"] = str(folder / "datasets")

import gymnasium  # noqa: E402
import h5py  # noqa: E402
import minari  # noqa: E402
import numpy as np  # noqa: E402
from minari.data_collector import EpisodeBuffer  # noqa: E402


def leaves(value, name=""):
    """All arrays of a nested observation or action by name, sorted."""
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in leaves(value[key], f"{name}/{key}")]
    return [(name, np.asarray(value, dtype=np.float64))]


def describe(dataset):
    """Exact sums (of the bits' values) that the other side compares."""
    return {
        "id": dataset.spec.dataset_id,
        "observation_space": str(dataset.observation_space),
        "action_space": str(dataset.action_space),
        "total_episodes": int(dataset.total_episodes),
        "total_steps": int(dataset.total_steps),
        "episodes": [
            {
                "length": len(episode),
                "observations": {name: array.ravel().tolist() for name, array in leaves(episode.observations)},
                "actions": {name: array.ravel().tolist() for name, array in leaves(episode.actions)},
                "rewards": np.asarray(episode.rewards, dtype=np.float64).tolist(),
                "terminations": [int(flag) for flag in episode.terminations],
                "truncations": [int(flag) for flag in episode.truncations],
                "in_space": bool(
                    dataset.action_space.contains(episode.actions[0])
                ),
            }
            for episode in dataset.iterate_episodes()
        ],
    }


class Reach(gymnasium.Env):
    """A goal-conditioned task, so that dictionaries are exercised."""

    observation_space = gymnasium.spaces.Dict(
        {
            "observation": gymnasium.spaces.Box(-np.inf, np.inf, (2,), np.float64),
            "achieved_goal": gymnasium.spaces.Box(-1, 1, (1,), np.float64),
            "desired_goal": gymnasium.spaces.Box(-1, 1, (1,), np.float64),
        }
    )
    action_space = gymnasium.spaces.Box(-1, 1, (2,), np.float32)

    def observe(self):
        return {"observation": self.state.copy(), "achieved_goal": self.state[:1].clip(-1, 1), "desired_goal": self.goal}

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.state, self.goal = self.np_random.uniform(-1, 1, 2), self.np_random.uniform(-1, 1, 1)
        return self.observe(), {}

    def step(self, action):
        self.state = self.state + 0.1 * np.asarray(action, dtype=np.float64)
        return self.observe(), -float(abs(self.state[0] - self.goal[0])), False, False, {}


def stack(values):
    """A list of values, as arrays over steps; dictionaries stay dictionaries."""
    if isinstance(values[0], dict):
        return {key: stack([value[key] for value in values]) for key in values[0]}
    return np.asarray(values)


def make_dataset(environment, name, episodes):
    """Random actions, written by Minari itself."""
    environment.action_space.seed(1)
    buffers = []
    for seed in range(episodes):
        observations = [environment.reset(seed=seed)[0]]
        actions, rewards, terminations, truncations = [], [], [], []
        while not (terminations and (terminations[-1] or truncations[-1])):
            action = environment.action_space.sample()
            observation, reward, terminated, truncated, _ = environment.step(action)
            observations.append(observation)
            actions.append(action)
            rewards.append(reward)
            terminations.append(terminated)
            truncations.append(truncated)
        buffers.append(
            EpisodeBuffer(
                id=None,
                seed=seed,
                observations=stack(observations),
                actions=stack(actions),
                rewards=rewards,
                terminations=terminations,
                truncations=truncations,
            )
        )
    return minari.create_dataset_from_buffers(dataset_id=name, buffer=buffers, env=environment)


read = {}
for path in sorted((folder / "datasets").iterdir()):
    if (path / "data" / "metadata.json").exists():
        read[path.name] = describe(minari.load_dataset(path.name))

made = {
    "python-cart-pole-v0": make_dataset(gymnasium.make("CartPole-v1"), "python-cart-pole-v0", 4),
    "python-reach-v0": make_dataset(
        gymnasium.wrappers.TimeLimit(Reach(), 25), "python-reach-v0", 3
    ),
}
answer = {
    "versions": {
        "python": sys.version.split()[0],
        "minari": minari.__version__,
        "gymnasium": gymnasium.__version__,
        "h5py": h5py.__version__,
        "numpy": np.__version__,
    },
    "read": read,
    "made": {name: describe(dataset) for name, dataset in made.items()},
}
(folder / "python.json").write_text(json.dumps(answer))
