"""Records Gymnasium's MuJoCo tasks, for tests that need no Python.

    pip install -r benchmarks/reference/requirements-v4.txt
    python benchmarks/reference/record_locomotion.py v4 packages/envs/fixtures/reference

    pip install -r benchmarks/reference/requirements-v5.txt
    python benchmarks/reference/record_locomotion.py v5 packages/envs/fixtures/reference

One virtual environment a version: `v4` is MuJoCo 2.3.7 with NumPy 1, as in the years of the published results; `v5` is
MuJoCo 3.14.0 with NumPy 2. To add a task, add it to TASKS or VARIANTS; a test finds it in the written file by itself.

Arrays are base64 of little-endian float64 (`f8`). Actions are not stored: they are drawn from
`default_rng(seed).uniform(-1.5, 1.5, size)` (1.5: beyond the bounds, for nothing clips them in the task itself), times
the bound of the action space, and rounded to float32 except where `float64` is true.
"""

import base64
import json
import pathlib
import sys
import warnings

import gymnasium
import mujoco
import numpy as np

warnings.filterwarnings("ignore")

TASKS = [
    "Hopper",
    "HalfCheetah",
    "Walker2d",
    "Ant",
    "Humanoid",
    "Swimmer",
    "Reacher",
    "InvertedPendulum",
    "InvertedDoublePendulum",
]
# Options of Gymnasium, and the same ones as Minorant names them.
VARIANTS = {
    "v4": [
        ("Ant", {"use_contact_forces": True, "contact_cost_weight": 0.01, "healthy_z_range": (0.3, 0.9)}),
        ("Hopper", {"exclude_current_positions_from_observation": False, "terminate_when_unhealthy": False}),
        (
            "Hopper",
            {"healthy_reward": 3.0, "healthy_angle_range": (-0.01, 0.01), "forward_reward_weight": 2.0},
        ),
        ("Walker2d", {"ctrl_cost_weight": 0.5, "healthy_z_range": (1.1, 1.3), "reset_noise_scale": 0.1}),
        ("HalfCheetah", {"exclude_current_positions_from_observation": False, "ctrl_cost_weight": 1.0}),
        ("Swimmer", {"exclude_current_positions_from_observation": False, "reset_noise_scale": 0.5}),
    ],
    "v5": [
        ("Ant", {"include_cfrc_ext_in_observation": False, "main_body": 3, "frame_skip": 3}),
        ("Ant", {"contact_force_range": (-0.5, 0.2), "contact_cost_weight": 0.1, "ctrl_cost_weight": 0.3}),
        (
            "Humanoid",
            {
                "include_cinert_in_observation": False,
                "include_cvel_in_observation": False,
                "contact_cost_weight": 0.1,
            },
        ),
        ("Hopper", {"healthy_state_range": (-0.5, 0.5), "frame_skip": 2}),
        ("Reacher", {"reward_control_weight": 0.3, "reward_dist_weight": 2.0}),
        ("InvertedDoublePendulum", {"healthy_reward": 2.0, "reset_noise_scale": 0.3}),
    ],
}
STEPS = 200


def f8(values):
    return base64.b64encode(np.asarray(values, dtype="<f8").tobytes()).decode()


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def draw(environment, random, rounded=True):
    space = environment.action_space
    action = random.uniform(-1.5, 1.5, space.shape) * space.high[0].astype(np.float64)
    return action.astype(np.float32) if rounded else action


def resets(environment):
    """First observations of a seed, and the next one of the same stream."""
    return [
        {"seed": seed, "first": f8(environment.reset(seed=seed)[0]), "second": f8(environment.reset()[0])}
        for seed in (0, 123456789)
    ]


def trajectory(environment, every):
    seed = 7
    random = np.random.default_rng(seed)
    environment.reset(seed=seed)
    observations, rewards, ends = [], [], ""
    for step in range(STEPS):
        observation, reward, terminated, truncated, _ = environment.step(draw(environment, random))
        rewards.append(reward)
        ends += "1" if terminated else "2" if truncated else "0"
        if step % every == every - 1:
            observations.append(observation)
        if terminated or truncated:
            environment.reset()
    return {
        "seed": seed,
        "every": every,
        "rewards": f8(rewards),
        "ends": ends,
        "observations": f8(observations),
    }


def singles(environment, count, seed=11):
    """Steps from states met under random actions, some of them far from balance, each with a cold solver."""
    random = np.random.default_rng(seed)
    states = np.random.default_rng(seed + 1)
    inner = environment.unwrapped
    result = []
    for index in range(count):
        environment.reset(seed=seed + index)
        for _ in range(states.integers(1, 40)):
            inner.do_simulation(draw(environment, states), inner.frame_skip)
        qpos, qvel = inner.data.qpos.copy(), inner.data.qvel.copy()
        qvel += states.uniform(-1, 1, qvel.shape)
        mujoco.mj_resetData(inner.model, inner.data)
        inner.set_state(qpos, qvel)
        rounded = index % 3 != 2
        action = draw(environment, random, rounded)
        observation, reward, terminated, _, info = inner.step(action)
        numbers = {key: float(value) for key, value in info.items() if np.ndim(value) == 0}
        result.append(
            {
                "qpos": f8(qpos),
                "qvel": f8(qvel),
                "float64": not rounded,
                "observation": f8(observation),
                "reward": float(reward),
                "terminated": bool(terminated),
                "info": f8([numbers[key] for key in sorted(numbers)]),
                "infoKeys": " ".join(sorted(numbers)),
            }
        )
    return {"seed": seed, "steps": result}


def compact(recording):
    """Keys of infos are the same in every step: kept once."""
    keys = {step.pop("infoKeys") for step in recording["singles"]["steps"]}
    recording["infoKeys"] = keys.pop()
    assert not keys
    return recording


def main(version, folder):
    records = []
    for task in TASKS:
        environment = gymnasium.make(f"{task}-{version}")
        large = environment.observation_space.shape[0] > 50
        records.append(
            compact(
                {
                    "id": f"{task}-{version}",
                    "options": {},
                    "maxEpisodeSteps": environment.spec.max_episode_steps,
                    "resets": resets(environment),
                    "trajectory": trajectory(environment, 40 if large else 10),
                    "singles": singles(environment, 20 if not large else 8),
                }
            )
        )
    for task, options in VARIANTS[version]:
        environment = gymnasium.make(f"{task}-{version}", **options)
        records.append(
            compact(
                {
                    "id": f"{task}-{version}",
                    "options": {camel(name): value for name, value in options.items()},
                    "maxEpisodeSteps": environment.spec.max_episode_steps,
                    "resets": resets(environment),
                    "singles": singles(environment, 4),
                }
            )
        )
    versions = {"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__, "numpy": np.__version__}
    target = pathlib.Path(folder) / f"locomotion-{version}.json"
    target.write_text(json.dumps({"versions": versions, "records": records}) + "\n")


main(*sys.argv[1:])
