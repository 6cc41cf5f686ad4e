"""Records draws of the real NumPy, for the test of Pcg64.

pip install numpy==1.26.4
python benchmarks/reference/record_random.py > packages/envs/fixtures/reference/pcg64.json
"""

import json

import numpy as np

out = []
for seed in (0, 1, 42, 2**31 + 5, 2**40 + 3):
    g = np.random.default_rng(seed)
    r = {"seed": seed}
    r["random"] = list(map(float, g.random(3)))
    r["uniform"] = [float(g.uniform(-0.1, 0.1)) for _ in range(2)]
    r["integers"] = [int(g.integers(0, n)) for n in (7, 7, 7, 1, 2**31, 3000000000, 2, 10)]
    r["normal"] = list(map(float, g.standard_normal(6)))
    z = g.standard_normal(200000)
    r["sum"] = float(np.cumsum(z)[-1])
    r["extremes"] = [float(z.min()), float(z.max())]
    r["after"] = float(g.random())
    out.append(r)
print(json.dumps(out))
