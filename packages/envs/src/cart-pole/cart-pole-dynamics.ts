/** Position and velocity of the cart, angle and angular velocity of the pole (metres, radians, seconds). */
export type CartPoleState = readonly [x: number, xVelocity: number, angle: number, angleVelocity: number];

const GRAVITY = 9.8;
const CART_MASS = 1;
const POLE_MASS = 0.1;
const TOTAL_MASS = POLE_MASS + CART_MASS;
/** Half the length of the pole. */
const POLE_HALF_LENGTH = 0.5;
const POLE_MASS_LENGTH = POLE_MASS * POLE_HALF_LENGTH;
const FORCE = 10;
const TIME_STEP = 0.02;

/** Beyond this distance from the middle the episode ends. */
export const CART_POLE_MAX_POSITION = 2.4;
/** Beyond this angle (12 degrees) the episode ends. */
export const CART_POLE_MAX_ANGLE = (12 * 2 * Math.PI) / 360;

/**
 * One step of 0.02 s of the cart and pole (Barto, Sutton and Anderson 1983; equations of motion after R. Florian,
 * "Correct equations for the dynamics of the cart-pole system", 2007), explicit Euler as in Gymnasium's `CartPole-v1`.
 *
 * @param action - 1 pushes to the right, 0 to the left, with 10 N.
 */
export function cartPoleStep(
  [x, xVelocity, angle, angleVelocity]: CartPoleState,
  action: number,
): CartPoleState {
  const force = action === 1 ? FORCE : -FORCE;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const push = (force + POLE_MASS_LENGTH * (angleVelocity * angleVelocity) * sine) / TOTAL_MASS;
  const angleAcceleration =
    (GRAVITY * sine - cosine * push) /
    (POLE_HALF_LENGTH * (4 / 3 - (POLE_MASS * (cosine * cosine)) / TOTAL_MASS));
  const acceleration = push - (POLE_MASS_LENGTH * angleAcceleration * cosine) / TOTAL_MASS;
  return [
    x + TIME_STEP * xVelocity,
    xVelocity + TIME_STEP * acceleration,
    angle + TIME_STEP * angleVelocity,
    angleVelocity + TIME_STEP * angleAcceleration,
  ];
}

/** Whether the cart left the track or the pole fell: the end of an episode. */
export function cartPoleFailed([x, , angle]: CartPoleState): boolean {
  return Math.abs(x) > CART_POLE_MAX_POSITION || Math.abs(angle) > CART_POLE_MAX_ANGLE;
}
