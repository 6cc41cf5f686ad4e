"""Records CartPole and LunarLander of the real Gymnasium, for tests that need no Python.

    pip install -r benchmarks/reference/requirements-robotics.txt
    python benchmarks/reference/record_small_tasks.py packages/envs/fixtures/reference

Arrays are base64 of little-endian float64 (`f8`), actions of a discrete task one digit a step.
"""

import base64
import json
import pathlib
import sys

import gymnasium
import numpy as np
from gymnasium.envs.box2d.lunar_lander import heuristic


def f8(values):
    return base64.b64encode(np.asarray(values, dtype="<f8").tobytes()).decode()


def cart_pole():
    environment = gymnasium.make("CartPole-v1")
    episodes = []
    for seed in (0, 1, 42, 2**31 + 5):
        observations = [environment.reset(seed=seed)[0]]
        unrounded = [np.array(environment.unwrapped.state)]
        actions, rewards, done = "", [], False
        draws = np.random.default_rng(seed)
        while not done:
            # Mostly right: a controller that balances for long enough to be worth comparing, with random pushes.
            angle, spin = observations[-1][2:4]
            action = int(draws.integers(2)) if draws.random() < 0.2 else int(angle + 0.2 * spin > 0)
            observation, reward, terminated, truncated, _ = environment.step(action)
            actions += str(action)
            rewards.append(reward)
            observations.append(observation)
            unrounded.append(np.array(environment.unwrapped.state))
            done = terminated or truncated
        episodes.append(
            {
                "seed": seed,
                "actions": actions,
                "states": f8(unrounded[::10]),
                "lastObservation": f8(observations[-1]),
                "return": sum(rewards),
                "terminated": terminated,
                "truncated": truncated,
            }
        )
    return {"id": "CartPole-v1", "episodes": episodes}


def lunar_lander(seeds, **options):
    environment = gymnasium.make("LunarLander-v3", **options)
    continuous = options.get("continuous", False)
    episodes, returns, lengths, rested = [], [], [], 0
    for index, seed in enumerate(seeds):
        observation, _ = environment.reset(seed=seed)
        observations, rewards, actions, done = [observation], [], [], False
        while not done:
            action = heuristic(environment, observation)
            if continuous:
                action = action.astype(np.float32)
            observation, reward, terminated, truncated, _ = environment.step(action)
            observations.append(observation)
            rewards.append(float(reward))
            actions.append(action)
            done = terminated or truncated
        returns.append(sum(rewards))
        lengths.append(len(rewards))
        rested += rewards[-1] == 100
        if index < 4:
            contact = [i for i, o in enumerate(observations) if o[6] or o[7]]
            end = contact[0] if contact else len(rewards)
            episodes.append(
                {
                    "seed": seed,
                    "stepsBeforeContact": end - 1,
                    "actions": f8(actions[: end - 1]) if continuous else "".join(map(str, actions[: end - 1])),
                    "observations": f8(observations[:end:5]),
                    "rewards": f8(rewards[: end - 1 : 5]),
                }
            )
    return {
        "options": options,
        "pilot": {
            "episodes": len(returns),
            "meanReturn": float(np.mean(returns)),
            "standardDeviation": float(np.std(returns)),
            "medianReturn": float(np.median(returns)),
            "meanLength": float(np.mean(lengths)),
            "cameToRest": int(rested),
            "firstReturns": f8(returns[:40]),
        },
        "episodes": episodes,
    }


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    versions = {"gymnasium": gymnasium.__version__, "numpy": np.__version__}
    recordings = {
        "cart-pole": cart_pole(),
        "lunar-lander": {
            "id": "LunarLander-v3",
            "variants": [
                lunar_lander(range(200)),
                lunar_lander(range(200), continuous=True),
                lunar_lander(range(200), enable_wind=True),
                lunar_lander(range(200), continuous=True, enable_wind=True, wind_power=20.0, turbulence_power=2.0),
            ],
        },
    }
    for name, recording in recordings.items():
        text = json.dumps({"recordedWith": versions, **recording}, indent=1)
        (folder / f"{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
