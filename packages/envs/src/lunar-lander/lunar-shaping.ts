/**
 * The potential whose change is rewarded: minus 100 for each unit of distance, of speed and of tilt, plus 10 for each leg
 * on the ground.
 *
 * @param state - the unrounded observation, `[8]`.
 */
export function lunarShaping(state: ArrayLike<number>): number {
  return (
    -100 * Math.sqrt(state[0]! * state[0]! + state[1]! * state[1]!) -
    100 * Math.sqrt(state[2]! * state[2]! + state[3]! * state[3]!) -
    100 * Math.abs(state[4]!) +
    10 * state[6]! +
    10 * state[7]!
  );
}
