/**
 * The smallest constant C for which `surrogate - C e <= l` is known to hold for every reward, `e = max |r - r_old|`:
 * `2 / (1 - gamma)`. Proof: `surrogate - l = J(pi_new, r) - J(pi_old, r)`; exchanging `r` for `r_old` in both terms costs
 * at most `e / (1 - gamma)` each, and what is left is not positive because `pi_old` is optimal for `r_old`.
 *
 * The paper's own constant (Eq. 7) is larger: 111,373.55 for two actions, rewards within 1 and gamma = 0.9.
 */
export function linearConstant(discount: number): number {
  return 2 / (1 - discount);
}

/**
 * The constant c for which `surrogate - c e^2 <= l` holds, `c = 1 / (2 alpha (1 - gamma)^3)`. Proof: the difference is
 * exactly `alpha E_(rho_old)[KL(pi_old | pi_new)]`; the logits `Q / alpha` of a state change by at most
 * `e / (alpha (1 - gamma))` up and down, so the divergence is at most the square of that, halved (Hoeffding's lemma); and
 * `rho_old` has mass `1 / (1 - gamma)`.
 */
export function quadraticConstant(discount: number, temperature: number): number {
  return 1 / (2 * temperature * (1 - discount) ** 3);
}
