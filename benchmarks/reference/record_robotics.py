"""Records mazes and Adroit hand tasks of the real Gymnasium-Robotics, for tests that need no Python.

    pip install -r benchmarks/reference/requirements-robotics.txt
    python benchmarks/reference/record_robotics.py packages/envs/fixtures/reference

MuJoCo 3.2.7 has the contact margins and the collision code of the years in which these tasks' data sets and published
results were made. Today's contacts are recorded in another environment with the same packages but mujoco==3.14.0:

    python benchmarks/reference/record_robotics.py --newest packages/envs/fixtures/reference

Arrays are base64 of little-endian float64 (`f8`). Actions are drawn by `default_rng(7).uniform(-1, 1)` and rounded to
float32, so they are not stored.
"""

import argparse
import base64
import json
import pathlib

import gymnasium
import gymnasium_robotics
import mujoco
import numpy as np

gymnasium.register_envs(gymnasium_robotics)

MAZES = ["UMaze", "Open", "Medium", "Large"]
ERA = (
    [f"PointMaze_{maze}-v3" for maze in MAZES]
    + ["PointMaze_UMazeDense-v3", "PointMaze_Large_Diverse_G-v3", "PointMaze_Medium_Diverse_GR-v3"]
    + [f"AntMaze_{maze}-v4" for maze in MAZES]
    + ["AntMaze_UMazeDense-v4", "AntMaze_Open_Diverse_G-v4", "AntMaze_Large_Diverse_GR-v4"]
    + [f"AdroitHand{task}-v1" for task in ("Door", "Hammer", "Pen", "Relocate")]
    + ["AdroitHandPenSparse-v1"]
)
NEWEST = ["AntMaze_UMaze-v5", "AntMaze_MediumDense-v5"] + [
    f"AdroitHand{task}-v1" for task in ("Door", "Hammer", "Pen", "Relocate")
]


def f8(values):
    return base64.b64encode(np.asarray(values, dtype="<f8").tobytes()).decode()


def flat(observation):
    if isinstance(observation, dict):
        return np.concatenate([observation[key] for key in ("achieved_goal", "desired_goal", "observation")])
    return observation


def simulation(environment):
    inner = environment.unwrapped
    return getattr(inner, "ant_env", getattr(inner, "point_env", inner)).unwrapped


def record(name, steps=200, every=20):
    environment = gymnasium.make(name)
    nu = environment.action_space.shape[0]
    resets = []
    for seed in (0, 1, 123456789):
        observation, _ = environment.reset(seed=seed)
        resets.append(np.concatenate([flat(observation), flat(environment.reset()[0])]))
    actions = np.random.default_rng(7).uniform(-1, 1, (steps + 1, nu)).astype(np.float32)
    observation, _ = environment.reset(seed=42)
    simulated = simulation(environment)
    path, rewards, states, successes = [flat(observation)], [], [], []
    for step in range(steps):
        observation, reward, terminated, truncated, info = environment.step(actions[step])
        assert not terminated
        rewards.append(float(reward))
        successes.append(bool(info["success"]))
        if (step + 1) % every == 0:
            path.append(flat(observation))
            states.append((simulated.data.qpos.copy(), simulated.data.qvel.copy()))
        if truncated:
            break
    environment = environment.unwrapped
    singles = []
    for index, (qpos, qvel) in enumerate(states):
        for action in (actions[(index + 1) * every % steps], actions[index]):
            mujoco.mj_resetData(simulated.model, simulated.data)
            simulated.set_state(qpos, qvel)
            observation, reward, *_ = environment.step(action)
            singles.append(
                {
                    "qpos": f8(qpos),
                    "qvel": f8(qvel),
                    "action": f8(action),
                    "observation": f8(flat(observation)),
                    "reward": float(reward),
                }
            )
    return {
        "id": name,
        "maxEpisodeSteps": gymnasium.spec(name).max_episode_steps,
        "resets": [{"seed": seed, "firstAndSecond": f8(r)} for seed, r in zip((0, 1, 123456789), resets)],
        "trajectory": {"seed": 42, "every": every, "observations": f8(path), "rewards": f8(rewards), "successes": sum(successes)},
        "singles": singles,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--newest", action="store_true")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    versions = {
        "gymnasium": gymnasium.__version__,
        "gymnasium-robotics": gymnasium_robotics.__version__,
        "mujoco": mujoco.__version__,
        "numpy": np.__version__,
    }
    for name in NEWEST if arguments.newest else ERA:
        text = json.dumps({"recordedWith": versions, **record(name)}, indent=1)
        # AntMaze-v5 exists with today's contacts only.
        suffix = "-newest" if arguments.newest and name.startswith("Adroit") else ""
        (arguments.folder / f"{name}{suffix}.json").write_text(text + "\n")
        print(name, len(text))


if __name__ == "__main__":
    main()
